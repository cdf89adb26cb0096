/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kinds of help follow from what somebody is or has, without being entered as an offer, and
 * days and times as bits. The tables are the place to look when a suggestion seems out of place.
 */

#include "config.h"

#include "tsu-post-kinds.h"

#include "tsu-topic.h"
#include "tsu-vocabulary.h"

#define DAYS 8
#define PARTS 3
#define SLOTS_A_DAY 4
#define NOON 12
#define EVENING 17

typedef struct {
  const char *kind;
  const char *help; /* codes of tsu_help_kinds, separated by spaces */
  gboolean anywhere;
} Derived;

static const Derived resources[] = {
  { "place", "place", FALSE },
  { "equipment", "things", FALSE },
  { "fund", "funds", TRUE },
  { "skill", "skill people", TRUE }, /* whoever can do it */
  { "channel", "publicity", TRUE },
  { "support-menu", "support information skill", TRUE },
  /* A hiroba is people who meet: one can join in with it, and in some one can be a guest. */
  { "hiroba", "partner support", FALSE },
};

static const Derived actors[] = {
  { "civic-group", "partner support", FALSE },
  { "npo", "partner support", FALSE },
  { "neighbourhood-association", "partner", FALSE },
  { "condominium-association", "partner", FALSE },
  { "company", "partner", FALSE },
  { "shopping-street", "partner publicity", FALSE },
  { "school", "partner", FALSE },
  { "public-body", "information partner", TRUE },
  { "intermediary", "support information skill partner", TRUE },
  { "other", "partner", FALSE },
};

/* Index of @code in @vocabulary as a bit, 0 if it is not there. */
static guint64
find_bit (const TsuVocabulary *vocabulary, const char *code)
{
  for (guint i = 0; i < vocabulary->n_terms; i++)
    if (g_str_equal (vocabulary->terms[i].code, code))
      return (guint64) 1 << i;
  return 0;
}

static guint64
find_help (const Derived *table, gsize n, const char *kind, gboolean *anywhere)
{
  for (gsize i = 0; kind && i < n; i++) {
    if (g_str_equal (table[i].kind, kind)) {
      g_auto (GStrv) codes = g_strsplit (table[i].help, " ", -1);

      if (anywhere)
        *anywhere = table[i].anywhere;
      return tsu_help_of_codes ((const char *const *) codes);
    }
  }
  return 0;
}

/* One kind of help as a bit. */
guint64
tsu_help_of_code (const char *code)
{
  return find_bit (&tsu_help_kinds, code);
}

/* Kinds of help as bits; codes that a newer program wrote are left out. */
guint64
tsu_help_of_codes (const char *const *codes)
{
  guint64 bits = 0;

  for (; codes && *codes; codes++)
    bits |= find_bit (&tsu_help_kinds, *codes);
  return bits;
}

/**
 * tsu_help_of_resource:
 * @kind: (nullable): kind of the resource
 * @lendable: whether it says that it can be lent
 * @anywhere: (out): whether it does not matter where it is
 *
 * Returns: what it is good for, 0 for nothing one could be told
 */
guint64
tsu_help_of_resource (const char *kind, gboolean lendable, gboolean *anywhere)
{
  guint64 help = find_help (resources, G_N_ELEMENTS (resources), kind, anywhere);

  if (lendable && g_strcmp0 (kind, "hiroba") == 0)
    help |= tsu_help_of_code ("place");
  return help;
}

/**
 * tsu_help_of_actor:
 * @kind: (nullable): kind of the actor
 * @has_skills: a person who said what they can do
 * @has_time: a person who said when they are free, or who helped before
 * @lends: a company that lets its people volunteer
 *
 * Returns: what it might be asked for, 0 for nothing
 */
guint64
tsu_help_of_actor (const char *kind, gboolean has_skills, gboolean has_time, gboolean lends)
{
  guint64 help = find_help (actors, G_N_ELEMENTS (actors), kind, NULL);

  if (has_skills)
    help |= tsu_help_of_code ("skill") | tsu_help_of_code ("people");
  if (has_time || lends)
    help |= tsu_help_of_code ("people");
  return help;
}

/* Whoever helps with work that is named needs the skill for it, and the other way round. */
guint64
tsu_help_with_work (guint64 kinds, gboolean names_work)
{
  guint64 either = find_bit (&tsu_help_kinds, "people") | find_bit (&tsu_help_kinds, "skill");

  return names_work && (kinds & either) ? kinds | either : kinds;
}

/**
 * tsu_help_sorts:
 * @kinds: kinds of help as bits
 *
 * Returns: sorts of topic that help of these kinds is told apart by: a kitchen is no meadow,
 *   whoever can sew cannot repair a shelf, and whoever makes music has no advice on accounts
 */
guint
tsu_help_sorts (guint64 kinds)
{
  static const struct {
    const char *kind;
    guint sort;
  } sorts[] = {
    { "place", TSU_TOPIC_PLACE },  { "things", TSU_TOPIC_THING },     { "people", TSU_TOPIC_WORK },
    { "skill", TSU_TOPIC_WORK },   { "publicity", TSU_TOPIC_WORK },   { "support", TSU_TOPIC_WORK },
    { "partner", TSU_TOPIC_WORK }, { "information", TSU_TOPIC_WORK }, { "funds", TSU_TOPIC_WORK },
  };
  guint bits = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (kinds & find_bit (&tsu_help_kinds, sorts[i].kind))
      bits |= sorts[i].sort;
  return bits;
}

/* Codes of a TsuVocabulary as bits. */
guint32
tsu_bits_of (const char *const *codes, const void *vocabulary)
{
  guint32 bits = 0;

  for (; codes && *codes; codes++)
    bits |= (guint32) find_bit (vocabulary, *codes);
  return bits;
}

static guint32
spread (guint32 days, guint32 parts)
{
  guint32 slots = 0;

  for (guint day = 0; day < DAYS; day++)
    if (days >> day & 1)
      slots |= parts << (day * SLOTS_A_DAY);
  return slots;
}

/**
 * tsu_slots_of:
 * @weekdays: (nullable): codes of weekdays
 * @day_parts: (nullable): codes of times of day
 *
 * Returns: for #TsuTraits; one of the two alone stands for all of the other, none for 0
 */
guint32
tsu_slots_of (const char *const *weekdays, const char *const *day_parts)
{
  guint32 days = tsu_bits_of (weekdays, &tsu_weekdays);
  guint32 parts = tsu_bits_of (day_parts, &tsu_day_parts);

  if (days == 0 && parts == 0)
    return 0;
  return spread (days ? days : (1u << DAYS) - 1, parts ? parts : (1u << PARTS) - 1);
}

static int
read_hour (const char *time, int otherwise)
{
  return time ? (int) g_ascii_strtoll (time, NULL, 10) : otherwise;
}

/**
 * tsu_slots_of_hours:
 * @weekdays: (nullable): days on which it is open
 * @opens: (nullable): "09:00"
 * @closes: (nullable): "21:00"
 *
 * Returns: for #TsuTraits; 0 if neither is known
 */
guint32
tsu_slots_of_hours (const char *const *weekdays, const char *opens, const char *closes)
{
  guint32 days = tsu_bits_of (weekdays, &tsu_weekdays);
  int from = read_hour (opens, 0);
  int until = read_hour (closes, 24);
  guint32 parts = 0;

  if (days == 0 && !opens && !closes)
    return 0;
  if (from < NOON)
    parts |= 1;
  if (from < EVENING && until > NOON)
    parts |= 2;
  if (until > EVENING)
    parts |= 4;
  return spread (days ? days : (1u << DAYS) - 1, parts);
}
