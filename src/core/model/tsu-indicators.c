/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The indicators of statistics: the columns of the open data set 地域・年齢別人口 in both
 * editions (five-year age bands by sex), and the figures that a ward adds about associations.
 */

#include "config.h"

#include "tsu-vocabulary.h"

#include <glib/gi18n.h>

static const TsuTerm indicators[] = {
  { "population", NC_ ("indicator", "Population"), NULL },
  { "male", NC_ ("indicator", "Men"), NULL },
  { "female", NC_ ("indicator", "Women"), NULL },
  { "households", NC_ ("indicator", "Households"), NULL },
  { "members", NC_ ("indicator", "Member households"), NULL },
  { "age-0-4-male", NC_ ("indicator", "Aged 0–4, men"), NULL },
  { "age-0-4-female", NC_ ("indicator", "Aged 0–4, women"), NULL },
  { "age-5-9-male", NC_ ("indicator", "Aged 5–9, men"), NULL },
  { "age-5-9-female", NC_ ("indicator", "Aged 5–9, women"), NULL },
  { "age-10-14-male", NC_ ("indicator", "Aged 10–14, men"), NULL },
  { "age-10-14-female", NC_ ("indicator", "Aged 10–14, women"), NULL },
  { "age-15-19-male", NC_ ("indicator", "Aged 15–19, men"), NULL },
  { "age-15-19-female", NC_ ("indicator", "Aged 15–19, women"), NULL },
  { "age-20-24-male", NC_ ("indicator", "Aged 20–24, men"), NULL },
  { "age-20-24-female", NC_ ("indicator", "Aged 20–24, women"), NULL },
  { "age-25-29-male", NC_ ("indicator", "Aged 25–29, men"), NULL },
  { "age-25-29-female", NC_ ("indicator", "Aged 25–29, women"), NULL },
  { "age-30-34-male", NC_ ("indicator", "Aged 30–34, men"), NULL },
  { "age-30-34-female", NC_ ("indicator", "Aged 30–34, women"), NULL },
  { "age-35-39-male", NC_ ("indicator", "Aged 35–39, men"), NULL },
  { "age-35-39-female", NC_ ("indicator", "Aged 35–39, women"), NULL },
  { "age-40-44-male", NC_ ("indicator", "Aged 40–44, men"), NULL },
  { "age-40-44-female", NC_ ("indicator", "Aged 40–44, women"), NULL },
  { "age-45-49-male", NC_ ("indicator", "Aged 45–49, men"), NULL },
  { "age-45-49-female", NC_ ("indicator", "Aged 45–49, women"), NULL },
  { "age-50-54-male", NC_ ("indicator", "Aged 50–54, men"), NULL },
  { "age-50-54-female", NC_ ("indicator", "Aged 50–54, women"), NULL },
  { "age-55-59-male", NC_ ("indicator", "Aged 55–59, men"), NULL },
  { "age-55-59-female", NC_ ("indicator", "Aged 55–59, women"), NULL },
  { "age-60-64-male", NC_ ("indicator", "Aged 60–64, men"), NULL },
  { "age-60-64-female", NC_ ("indicator", "Aged 60–64, women"), NULL },
  { "age-65-69-male", NC_ ("indicator", "Aged 65–69, men"), NULL },
  { "age-65-69-female", NC_ ("indicator", "Aged 65–69, women"), NULL },
  { "age-70-74-male", NC_ ("indicator", "Aged 70–74, men"), NULL },
  { "age-70-74-female", NC_ ("indicator", "Aged 70–74, women"), NULL },
  { "age-75-79-male", NC_ ("indicator", "Aged 75–79, men"), NULL },
  { "age-75-79-female", NC_ ("indicator", "Aged 75–79, women"), NULL },
  { "age-80-84-male", NC_ ("indicator", "Aged 80–84, men"), NULL },
  { "age-80-84-female", NC_ ("indicator", "Aged 80–84, women"), NULL },
  { "age-85-plus-male", NC_ ("indicator", "Aged 85 and over, men"), NULL },
  { "age-85-plus-female", NC_ ("indicator", "Aged 85 and over, women"), NULL },
  { "age-85-89-male", NC_ ("indicator", "Aged 85–89, men"), NULL },
  { "age-85-89-female", NC_ ("indicator", "Aged 85–89, women"), NULL },
  { "age-90-94-male", NC_ ("indicator", "Aged 90–94, men"), NULL },
  { "age-90-94-female", NC_ ("indicator", "Aged 90–94, women"), NULL },
  { "age-95-99-male", NC_ ("indicator", "Aged 95–99, men"), NULL },
  { "age-95-99-female", NC_ ("indicator", "Aged 95–99, women"), NULL },
  { "age-100-plus-male", NC_ ("indicator", "Aged 100 and over, men"), NULL },
  { "age-100-plus-female", NC_ ("indicator", "Aged 100 and over, women"), NULL },
  { "age-unknown-male", NC_ ("indicator", "Of unknown age, men"), NULL },
  { "age-unknown-female", NC_ ("indicator", "Of unknown age, women"), NULL },
  { "other", NC_ ("indicator", "Other indicator"), NULL },
};

const TsuVocabulary tsu_indicators = { "indicator", indicators, G_N_ELEMENTS (indicators) };
