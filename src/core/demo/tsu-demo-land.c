/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The land of the invented ward: six districts with their towns, addresses in them, and the
 * figures of their population on two dates.
 */

#include "config.h"

#include "tsu-demo-land.h"

#include "tsu-date.h"

#include <string.h>

enum {
  MAX_TOWNS = 8,
  N_AGES = 18, /* five years each, the last one open */
};

typedef struct {
  const char *key;
  const char *name;
  const char *reading;
  int latitude; /* 1e-7 degree */
  int longitude;
  int people;
  int old; /* how much the shape of its ages leans to the old, 0 to 10 */
  const char *description;
  const char *towns[MAX_TOWNS];
} District;

static const District districts[] = {
  { "d1",
    "ひばり野地区",
    "ひばりのちく",
    355620000,
    1395210000,
    31200,
    3,
    "丘の上の住宅地。子育て世帯が増え、公園と学校が近い。集まれる部屋が足りない。",
    { "ひばり野", "上ひばり野", "春風町", "綿毛町", "菜花町", "土筆町", "陽炎町" } },
  { "d2",
    "水車前地区",
    "すいしゃまえちく",
    355540000,
    1395330000,
    38500,
    5,
    "区役所と駅、商店街がある区の中心。空き店舗が目立ちはじめた。",
    { "水車前", "水車下", "石臼町", "粉引町", "小流町", "蛍沢町", "堰端町" } },
  { "d3",
    "麦笛地区",
    "むぎぶえちく",
    355480000,
    1395180000,
    24800,
    6,
    "畑と古い家が残る。町内会の加入率が高い一方、役員のなり手が少ない。",
    { "麦笛", "麦笛東", "穂波町", "藁葺町", "夕焼町", "案山子町" } },
  { "d4",
    "露草台地区",
    "つゆくさだいちく",
    355600000,
    1395420000,
    35100,
    9,
    "昭和四十年代に開かれた団地と坂の町。高齢化率が区内で最も高い。",
    { "露草台", "露草台南", "朝霧町", "苔石町", "雫町", "虹見町", "水鏡町" } },
  { "d5",
    "舟着地区",
    "ふなつきちく",
    355430000,
    1395360000,
    29400,
    4,
    "川沿いの低い土地。工場の跡に大きなマンションが建ち、水害への備えが課題。",
    { "舟着", "渡場町", "帆掛町", "櫂音町", "川灯町", "波音町" } },
  { "d6",
    "星見坂地区",
    "ほしみざかちく",
    355520000,
    1395460000,
    27600,
    7,
    "寺と坂道、大学のある地区。学生と長く住む人との行き来が少ない。",
    { "星見坂", "月待町", "提灯町", "風鈴町", "夜咄町", "灯台下町" } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (districts) == TSU_DEMO_N_DISTRICTS);

static const District *
find_district (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (districts); i++) {
    if (g_strcmp0 (districts[i].key, key) == 0)
      return &districts[i];
  }
  return &districts[1];
}

/**
 * tsu_demo_land_key:
 * @i: below TSU_DEMO_N_DISTRICTS
 *
 * Returns: key of a district
 */
const char *
tsu_demo_land_key (guint i)
{
  return districts[i].key;
}

/**
 * tsu_demo_land_towns:
 * @district: key of a district
 *
 * Returns: (array length=n_towns) (transfer none): the names of its towns
 */
const char *const *
tsu_demo_land_towns (const char *district, guint *n_towns)
{
  const District *found = find_district (district);

  for (*n_towns = 0; *n_towns < MAX_TOWNS && found->towns[*n_towns]; (*n_towns)++)
    ;
  return found->towns;
}

const char *
tsu_demo_land_pick_town (TsuDemo *demo, const char *district)
{
  guint n_towns;
  const char *const *towns = tsu_demo_land_towns (district, &n_towns);

  return towns[tsu_demo_between (demo, 0, (int) n_towns - 1)];
}

static int
find_town (const District *district, const char *town)
{
  for (int i = 0; i < MAX_TOWNS && district->towns[i]; i++) {
    if (g_str_equal (district->towns[i], town))
      return i;
  }
  return 0;
}

/**
 * tsu_demo_land_set_address:
 * @district: key of a district
 * @town: one of its towns
 *
 * Gives the record of @edit an address there, with postal code and place on the map: towns lie
 * around the middle of their district.
 */
void
tsu_demo_land_set_address (TsuDemo *demo, TsuEdit *edit, const char *district, const char *town)
{
  const District *found = find_district (district);
  int number = find_town (found, town);
  int column = number % 3 - 1;
  int row = number / 3 - 1;
  g_autofree char *postal = g_strdup_printf ("000-0%s%02d", found->key + 1, number + 1);
  g_autofree char *address =
    g_strdup_printf ("みなも市みどり区%s%d-%d-%d", town, tsu_demo_between (demo, 1, 4),
                     tsu_demo_between (demo, 1, 28), tsu_demo_between (demo, 1, 19));

  tsu_edit_set_text (edit, "postal", postal);
  tsu_edit_set_text (edit, "address", address);
  tsu_edit_set_integer (edit, "latitude",
                        found->latitude + row * 24000 + tsu_demo_between (demo, -11000, 11000));
  tsu_edit_set_integer (edit, "longitude",
                        found->longitude + column * 30000 + tsu_demo_between (demo, -14000, 14000));
}

static gboolean
add_district (TsuDemo *demo, const District *district, GError **error)
{
  TsuEdit *edit = tsu_demo_begin (demo, "district", district->key);
  g_autofree char *code = g_strdup_printf ("99-%s", district->key + 1);

  tsu_edit_set_text (edit, "name", district->name);
  tsu_edit_set_text (edit, "reading", district->reading);
  tsu_edit_set_text (edit, "code", code);
  tsu_edit_set_list (edit, "towns", district->towns);
  tsu_edit_set_integer (edit, "latitude", district->latitude);
  tsu_edit_set_integer (edit, "longitude", district->longitude);
  tsu_edit_set_text (edit, "description", district->description);
  tsu_edit_set_text (edit, "sharing", "public");
  tsu_edit_set_text (edit, "note", "お試し用につくった架空の地区です。");
  return tsu_demo_add (demo, edit, error);
}

static gboolean
add_figure (TsuDemo *demo,
            const District *district,
            const char *indicator,
            const char *date,
            int value,
            GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", district->key, indicator, date);
  TsuEdit *edit = tsu_demo_begin (demo, "statistic", key);
  gboolean households = g_str_equal (indicator, "households") || g_str_equal (indicator, "members");

  tsu_edit_set_text (edit, "name", district->name);
  tsu_demo_set (demo, edit, "district", district->key);
  tsu_edit_set_text (edit, "indicator", indicator);
  tsu_edit_set_text (edit, "starts", date);
  tsu_edit_set_integer (edit, "value", value);
  tsu_edit_set_text (edit, "unit", households ? "世帯" : "人");
  tsu_edit_set_text (edit, "sharing", "public");
  return tsu_demo_add (demo, edit, error);
}

/* Persons of a sex and an age band: a hill of parents around 45, another of those born around
 * 1948, and the more of the second the older the district. */
static int
count_band (const District *district, int band, gboolean women, int growth)
{
  static const int young[N_AGES] = { 46, 50, 52, 50, 52, 58, 66, 74, 82,
                                     84, 74, 58, 46, 40, 34, 24, 14, 8 };
  static const int old[N_AGES] = { 26, 28, 32, 36, 38, 38, 40, 44, 52,
                                   62, 66, 62, 60, 66, 82, 84, 62, 48 };
  int share = young[band] * (10 - district->old) + old[band] * district->old;
  int sex = women ? 496 + band : 504 - band;

  return (int) ((gint64) district->people * share * sex * (1000 + growth) / 1000 /
                (gint64) (942 * 10 * 1000));
}

static gboolean
add_figures (TsuDemo *demo, const District *district, const char *date, int growth, GError **error)
{
  int sums[2] = { 0, 0 };
  int households;

  for (int band = 0; band < N_AGES; band++) {
    for (int women = 0; women < 2; women++) {
      const char *sex = women ? "female" : "male";
      g_autofree char *indicator =
        band == N_AGES - 1 ? g_strdup_printf ("age-85-plus-%s", sex)
                           : g_strdup_printf ("age-%d-%d-%s", band * 5, band * 5 + 4, sex);
      int value = count_band (district, band, women, growth);

      sums[women] += value;
      if (!add_figure (demo, district, indicator, date, value, error))
        return FALSE;
    }
  }
  households = (sums[0] + sums[1]) * 10 / (24 - district->old / 2);
  return add_figure (demo, district, "male", date, sums[0], error) &&
         add_figure (demo, district, "female", date, sums[1], error) &&
         add_figure (demo, district, "population", date, sums[0] + sums[1], error) &&
         add_figure (demo, district, "households", date, households, error) &&
         add_figure (demo, district, "members", date, households * (52 + district->old) / 100,
                     error);
}

/**
 * tsu_demo_land_fill:
 *
 * Writes the districts, and their population on the first of April of this fiscal year and of the
 * one before.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_land_fill (TsuDemo *demo, GError **error)
{
  int year = tsu_date_fiscal_year (demo->today);
  g_autofree char *last = g_strdup_printf ("%d-04-01", year - 1);
  g_autofree char *this = g_strdup_printf ("%d-04-01", year);

  for (guint i = 0; i < G_N_ELEMENTS (districts); i++) {
    int growth = 12 - 3 * districts[i].old;

    if (!add_district (demo, &districts[i], error) ||
        !add_figures (demo, &districts[i], last, 0, error) ||
        !add_figures (demo, &districts[i], this, growth, error))
      return FALSE;
  }
  return TRUE;
}
