/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From records to posts: one pass over each type, or over the records that changed.
 */

#include "config.h"

#include "tsu-market-private.h"
#include "tsu-post-kinds.h"

#include "tsu-date.h"
#include "tsu-vocabulary.h"

#include <string.h>

/* Fields of needs and offers; the first of both tables are the same. */
enum {
  WISH_NAME,
  WISH_DESCRIPTION,
  WISH_CONDITIONS,
  WISH_KINDS,
  WISH_ACTOR,
  WISH_STATUS,
  WISH_DISTRICT,
  WISH_THEMES,
  WISH_WEEKDAYS,
  WISH_DAY_PARTS,
  WISH_STARTS,
  WISH_ENDS,
  WISH_QUANTITY,
  WISH_LATITUDE,
  WISH_LONGITUDE,
  WISH_SHARING,
  WISH_FEATURES,
  OFFER_RESOURCE,
  OFFER_LIMIT,
  NEED_PARTNERS = OFFER_RESOURCE,
  NEED_INSURANCE,
  NEED_PINNED,
  NEED_BANNED,
};

#define WISH_FIELDS                                                                                \
  "name", "description", "conditions", "kinds", "actor", "status", "district", "themes",           \
    "weekdays", "day_parts", "starts", "ends", "quantity", "latitude", "longitude", "sharing",     \
    "features"

static const char *const offer_fields[] = { WISH_FIELDS, "resource", "monthly_limit", NULL };
static const char *const need_fields[] = {
  WISH_FIELDS, "partners_wanted", "insurance", "pinned", "banned", NULL,
};

enum {
  RESOURCE_NAME,
  RESOURCE_CATEGORY,
  RESOURCE_DESCRIPTION,
  RESOURCE_OFFERS,
  RESOURCE_TARGET,
  RESOURCE_TAGS,
  RESOURCE_KIND,
  RESOURCE_OWNER,
  RESOURCE_STATUS,
  RESOURCE_DISTRICT,
  RESOURCE_THEMES,
  RESOURCE_LATITUDE,
  RESOURCE_LONGITUDE,
  RESOURCE_FEATURES,
  RESOURCE_CAPACITY,
  RESOURCE_QUANTITY,
  RESOURCE_OPEN_DAYS,
  RESOURCE_OPENS,
  RESOURCE_CLOSES,
  RESOURCE_DEADLINE,
  RESOURCE_LENDABLE,
  RESOURCE_SHARING,
  RESOURCE_STARTED,
};

static const char *const resource_fields[] = {
  "name",      "category", "description", "offers",   "target",    "tags",
  "kind",      "owner",    "status",      "district", "themes",    "latitude",
  "longitude", "features", "capacity",    "quantity", "open_days", "opens",
  "closes",    "deadline", "lendable",    "sharing",  "started",   NULL,
};

enum {
  ACTOR_NAME,
  ACTOR_PURPOSE,
  ACTOR_ACTIVITY,
  ACTOR_INDUSTRY,
  ACTOR_OCCUPATION,
  ACTOR_TAGS,
  ACTOR_SKILLS,
  ACTOR_KIND,
  ACTOR_STATUS,
  ACTOR_DISTRICT,
  ACTOR_THEMES,
  ACTOR_WEEKDAYS,
  ACTOR_DAY_PARTS,
  ACTOR_LATITUDE,
  ACTOR_LONGITUDE,
  ACTOR_INSURED,
  ACTOR_VOLUNTEERING,
  ACTOR_LIMIT,
  ACTOR_CONSENTS,
  ACTOR_PROTECTED,
  ACTOR_MERGED,
  ACTOR_SHARING,
  ACTOR_REGISTERED,
  ACTOR_CONSENT_DATE,
};

static const char *const actor_fields[] = {
  "name",        "purpose",      "activity",      "industry",     "occupation",
  "tags",        "skills",       "kind",          "status",       "district",
  "themes",      "weekdays",     "day_parts",     "latitude",     "longitude",
  "insured",     "volunteering", "monthly_limit", "consents",     "protected",
  "merged_into", "sharing",      "registered_on", "consent_date", NULL,
};

static const char *const wish_texts[] = { "name", "description", "conditions", NULL };
static const char *const resource_texts[] = { "name",   "category", "description", "offers",
                                              "target", "tags",     NULL };
static const char *const group_texts[] = {
  "name", "purpose", "activity", "industry", "tags", NULL
};
/* Not the name: that two people are called alike brings nobody together. */
static const char *const person_texts[] = { "activity", "occupation", "tags", "skills", NULL };

/**
 * tsu_post_text_fields:
 * @kind: kind of a post
 * @person: of an actor, whether it is a person
 *
 * Returns: (array zero-terminated=1): names of the fields whose words are compared
 */
const char *const *
tsu_post_text_fields (TsuPostKind kind, gboolean person)
{
  if (kind == TSU_POST_RESOURCE)
    return resource_texts;
  if (kind == TSU_POST_ACTOR)
    return person ? person_texts : group_texts;
  return wish_texts;
}

/**
 * tsu_post_type:
 *
 * Returns: (transfer none): the record type behind a kind of post
 */
const TsuType *
tsu_post_type (TsuPostKind kind)
{
  static const char *const names[TSU_POST_N] = { "offer", "resource", "actor", "need" };

  return tsu_schema_find_type (names[kind]);
}

/**
 * tsu_market_day:
 * @date: (nullable): canonical date, may be partial
 * @last: whether the last day of a partial one is meant
 *
 * Returns: a day number for #TsuPeriod, 0 for none
 */
int
tsu_market_day (const char *date, gboolean last)
{
  char first_day[TSU_DATE_SIZE];
  char last_day[TSU_DATE_SIZE];

  if (!date || !tsu_date_bounds (date, first_day, last_day))
    return 0;
  return tsu_date_days_between ("1900-01-01", last ? last_day : first_day) + 1;
}

/* The day in Japan of a moment. 25 568 is 1970-01-01. */
static int
find_day (gint64 ms)
{
  return (int) ((ms + TSU_DATE_ZONE * 60000) / 86400000) + 25568;
}

static guint
find_scope (const char *sharing)
{
  if (g_strcmp0 (sharing, "city") == 0)
    return 1;
  return g_strcmp0 (sharing, "public") == 0 ? 2 : 0;
}

static int
compare_themes (gconstpointer a, gconstpointer b)
{
  return *(const guint16 *) a - *(const guint16 *) b;
}

static void
add_theme (guint16 *themes, guint *n, guint16 theme)
{
  for (guint k = 0; k < *n; k++)
    if (themes[k] == theme)
      return;
  themes[(*n)++] = theme;
}

/* A theme of the ward's own stands for the one it belongs to as well, so that a children's canteen
 * and whoever works for children find each other. */
static void
set_themes (TsuMarket *self, TsuPost *post, GStrv codes)
{
  guint n = codes ? g_strv_length (codes) : 0;

  post->themes = n ? g_new (guint16, 2 * n) : NULL;
  post->n_themes = 0;
  for (guint k = 0; k < n; k++) {
    guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->themes, codes[k]));

    if (number == 0)
      continue;
    add_theme (post->themes, &post->n_themes, (guint16) (number - 1));
    add_theme (post->themes, &post->n_themes,
               g_array_index (self->theme_broader, guint16, number - 1));
  }
  if (post->n_themes > 1)
    qsort (post->themes, post->n_themes, sizeof (guint16), compare_themes);
}

static void
append_list (GString *text, GStrv items)
{
  for (guint k = 0; items && items[k]; k++)
    g_string_append_printf (text, "\n%s", items[k]);
}

static void
append_texts (GString *text, TsuScan *scan, guint first, guint last)
{
  for (guint field = first; field <= last; field++)
    if (tsu_scan_has (scan, field))
      g_string_append_printf (text, "\n%s", tsu_scan_get_text (scan, field));
}

static guint
find_district (TsuMarket *self, const char *id)
{
  return id ? GPOINTER_TO_UINT (g_hash_table_lookup (self->districts, id)) : 0;
}

static void
set_place (TsuPost *post, TsuScan *scan, guint latitude, guint longitude)
{
  post->place = (TsuPosition){ TSU_UNKNOWN, TSU_UNKNOWN };
  if (tsu_scan_has (scan, latitude) && tsu_scan_has (scan, longitude))
    post->place = (TsuPosition){ (int) tsu_scan_get_integer (scan, latitude),
                                 (int) tsu_scan_get_integer (scan, longitude) };
}

static guint
get_count (TsuScan *scan, guint field)
{
  return (guint) CLAMP (tsu_scan_get_integer (scan, field), 0, 1000000);
}

/* How many are wanted means something else for people, who come one by one: see partners. */
static guint
find_size (guint64 kinds, guint quantity)
{
  guint64 measured = tsu_help_of_code ("place") | tsu_help_of_code ("things");

  return (kinds & measured) && quantity > 1 ? quantity : 0;
}

static void
read_wish (TsuMarket *self, TsuPost *post, TsuScan *scan, gboolean need)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) kinds = tsu_scan_dup_list (scan, WISH_KINDS);
  g_auto (GStrv) themes = tsu_scan_dup_list (scan, WISH_THEMES);
  g_auto (GStrv) weekdays = tsu_scan_dup_list (scan, WISH_WEEKDAYS);
  g_auto (GStrv) day_parts = tsu_scan_dup_list (scan, WISH_DAY_PARTS);
  g_auto (GStrv) features = tsu_scan_dup_list (scan, WISH_FEATURES);

  append_texts (text, scan, WISH_NAME, WISH_CONDITIONS);
  tsu_post_append_features (text, (const char *const *) features);
  tsu_post_set_wish (self, post, text->str, need);
  set_themes (self, post, themes);
  set_place (post, scan, WISH_LATITUDE, WISH_LONGITUDE);
  post->kinds = tsu_help_of_codes ((const char *const *) kinds);
  post->slots = tsu_slots_of ((const char *const *) weekdays, (const char *const *) day_parts);
  post->access = tsu_bits_of ((const char *const *) features, &tsu_access_features);
  post->district = find_district (self, tsu_scan_get_text (scan, WISH_DISTRICT));
  post->actor = tsu_market_number (self, TSU_POST_ACTOR, tsu_scan_get_text (scan, WISH_ACTOR));
  post->first_day = tsu_market_day (tsu_scan_get_text (scan, WISH_STARTS), FALSE);
  post->last_day = tsu_market_day (tsu_scan_get_text (scan, WISH_ENDS), TRUE);
  post->since_day = post->first_day;
  post->size = find_size (post->kinds, get_count (scan, WISH_QUANTITY));
  post->scope = find_scope (tsu_scan_get_text (scan, WISH_SHARING));
}

static void
read_offer (TsuMarket *self, TsuPost *post, TsuScan *scan)
{
  const char *status = tsu_scan_get_text (scan, WISH_STATUS);

  read_wish (self, post, scan, FALSE);
  post->active = !status || g_str_equal (status, "available");
  post->resource =
    tsu_market_number (self, TSU_POST_RESOURCE, tsu_scan_get_text (scan, OFFER_RESOURCE));
  post->limit = get_count (scan, OFFER_LIMIT);
}

static void
read_need (TsuMarket *self, TsuPost *post, TsuScan *scan)
{
  const char *status = tsu_scan_get_text (scan, WISH_STATUS);

  read_wish (self, post, scan, TRUE);
  post->active = !status || g_str_equal (status, "open") || g_str_equal (status, "proposed");
  post->wants =
    post->active || g_str_equal (status, "accepted") || g_str_equal (status, "under-way");
  post->partners = MAX (get_count (scan, NEED_PARTNERS), 1);
  if (tsu_scan_get_integer (scan, NEED_INSURANCE))
    post->qualifications = TSU_QUALIFICATION_INSURED;
  post->pinned = tsu_scan_dup_list (scan, NEED_PINNED);
  post->banned = tsu_scan_dup_list (scan, NEED_BANNED);
}

static void
read_resource (TsuMarket *self, TsuPost *post, TsuScan *scan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) tags = tsu_scan_dup_list (scan, RESOURCE_TAGS);
  g_auto (GStrv) themes = tsu_scan_dup_list (scan, RESOURCE_THEMES);
  g_auto (GStrv) features = tsu_scan_dup_list (scan, RESOURCE_FEATURES);
  g_auto (GStrv) days = tsu_scan_dup_list (scan, RESOURCE_OPEN_DAYS);
  const char *status = tsu_scan_get_text (scan, RESOURCE_STATUS);
  gboolean lendable = tsu_scan_get_integer (scan, RESOURCE_LENDABLE) != 0;
  gboolean kept = tsu_scan_has (scan, RESOURCE_LENDABLE) && !lendable;
  gboolean anywhere = FALSE;
  int deadline = tsu_market_day (tsu_scan_get_text (scan, RESOURCE_DEADLINE), TRUE);

  append_texts (text, scan, RESOURCE_NAME, RESOURCE_TARGET);
  append_list (text, tags);
  tsu_post_append_features (text, (const char *const *) features);
  tsu_post_set_means (self, post, text->str, themes);
  set_themes (self, post, themes);
  set_place (post, scan, RESOURCE_LATITUDE, RESOURCE_LONGITUDE);
  post->kinds = tsu_help_of_resource (tsu_scan_get_text (scan, RESOURCE_KIND), lendable, &anywhere);
  post->anywhere = anywhere;
  post->active =
    !kept && (!status || g_str_equal (status, "running") || g_str_equal (status, "trial"));
  post->last_day = deadline;
  post->slots =
    tsu_slots_of_hours ((const char *const *) days, tsu_scan_get_text (scan, RESOURCE_OPENS),
                        tsu_scan_get_text (scan, RESOURCE_CLOSES));
  post->access = tsu_bits_of ((const char *const *) features, &tsu_access_features);
  post->district = find_district (self, tsu_scan_get_text (scan, RESOURCE_DISTRICT));
  post->actor = tsu_market_number (self, TSU_POST_ACTOR, tsu_scan_get_text (scan, RESOURCE_OWNER));
  post->size = find_size (post->kinds, tsu_scan_has (scan, RESOURCE_CAPACITY)
                                         ? get_count (scan, RESOURCE_CAPACITY)
                                         : get_count (scan, RESOURCE_QUANTITY));
  post->scope = find_scope (tsu_scan_get_text (scan, RESOURCE_SHARING));
  post->since_day = tsu_market_day (tsu_scan_get_text (scan, RESOURCE_STARTED), FALSE);
}

static TsuIntroduce
find_consent (const char *const *consents, gboolean person, gboolean hidden)
{
  if (hidden || (consents && g_strv_contains (consents, "never")))
    return TSU_INTRODUCE_NEVER;
  if (consents && g_strv_contains (consents, "ask-first"))
    return TSU_INTRODUCE_ASK;
  if (!person || (consents && g_strv_contains (consents, "introduce")))
    return TSU_INTRODUCE_YES;
  return TSU_INTRODUCE_UNSURE;
}

static void
read_actor_words (TsuMarket *self, TsuPost *post, TsuScan *scan, GStrv skills, GStrv themes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) tags = tsu_scan_dup_list (scan, ACTOR_TAGS);

  post->n_skills = skills ? g_strv_length (skills) : 0;
  append_list (text, skills);
  append_list (text, tags);
  if (post->person)
    append_texts (text, scan, ACTOR_ACTIVITY, ACTOR_ACTIVITY);
  else
    append_texts (text, scan, ACTOR_NAME, ACTOR_INDUSTRY);
  append_texts (text, scan, ACTOR_OCCUPATION, ACTOR_OCCUPATION);
  tsu_post_set_means (self, post, text->str, themes);
}

static void
read_actor (TsuMarket *self, TsuPost *post, TsuScan *scan)
{
  g_auto (GStrv) skills = tsu_scan_dup_list (scan, ACTOR_SKILLS);
  g_auto (GStrv) themes = tsu_scan_dup_list (scan, ACTOR_THEMES);
  g_auto (GStrv) weekdays = tsu_scan_dup_list (scan, ACTOR_WEEKDAYS);
  g_auto (GStrv) day_parts = tsu_scan_dup_list (scan, ACTOR_DAY_PARTS);
  g_auto (GStrv) consents = tsu_scan_dup_list (scan, ACTOR_CONSENTS);
  const char *kind = tsu_scan_get_text (scan, ACTOR_KIND);
  const char *status = tsu_scan_get_text (scan, ACTOR_STATUS);

  post->person = !kind || g_str_equal (kind, "person");
  post->self_help = kind && g_str_has_suffix (kind, "-association");
  read_actor_words (self, post, scan, skills, themes);
  set_themes (self, post, themes);
  set_place (post, scan, ACTOR_LATITUDE, ACTOR_LONGITUDE);
  post->slots = tsu_slots_of ((const char *const *) weekdays, (const char *const *) day_parts);
  post->kinds = tsu_help_of_actor (kind, skills != NULL, post->slots != 0,
                                   tsu_scan_get_integer (scan, ACTOR_VOLUNTEERING) != 0);
  post->active = (!status || g_str_equal (status, "active")) && !tsu_scan_has (scan, ACTOR_MERGED);
  post->introduce = find_consent ((const char *const *) consents, post->person,
                                  tsu_scan_get_integer (scan, ACTOR_PROTECTED) != 0);
  post->qualifications =
    !tsu_scan_has (scan, ACTOR_INSURED) || tsu_scan_get_integer (scan, ACTOR_INSURED)
      ? TSU_QUALIFICATION_INSURED
      : 0;
  post->unsure = post->person && !tsu_scan_has (scan, ACTOR_INSURED);
  post->district = find_district (self, tsu_scan_get_text (scan, ACTOR_DISTRICT));
  post->limit = get_count (scan, ACTOR_LIMIT);
  post->scope = find_scope (tsu_scan_get_text (scan, ACTOR_SHARING));
  post->since_day = tsu_market_day (tsu_scan_get_text (scan, ACTOR_REGISTERED), FALSE);
  if (post->since_day == 0)
    post->since_day = tsu_market_day (tsu_scan_get_text (scan, ACTOR_CONSENT_DATE), FALSE);
}

static const struct {
  const char *const *fields;
  void (*read) (TsuMarket *, TsuPost *, TsuScan *);
} readers[TSU_POST_N] = {
  [TSU_POST_OFFER] = { offer_fields, read_offer },
  [TSU_POST_RESOURCE] = { resource_fields, read_resource },
  [TSU_POST_ACTOR] = { actor_fields, read_actor },
  [TSU_POST_NEED] = { need_fields, read_need },
};

/* Leaves a post of which nothing is known but its id. */
void
tsu_post_clear (TsuPost *post)
{
  char *id = g_steal_pointer (&post->id);

  g_free (post->themes);
  g_free (post->words);
  g_free (post->topics);
  g_strfreev (post->pinned);
  g_strfreev (post->banned);
  *post = (TsuPost){ .id = id, .place = { TSU_UNKNOWN, TSU_UNKNOWN } };
}

static gboolean
read_kind (TsuMarket *self, TsuLedger *ledger, TsuPostKind kind, const GArray *keys, GError **error)
{
  g_autoptr (TsuScan) scan =
    tsu_scan_new (ledger, tsu_post_type (kind)->name, readers[kind].fields, keys, error);
  gboolean row = TRUE;

  while (scan) {
    /* By value until it is done: reading may number further posts and so move the array. */
    TsuPost post;
    guint number;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    number = tsu_market_number (self, kind, tsu_scan_get_id (scan));
    if (tsu_market_post (self, kind, number)->present)
      tsu_market_count (self, tsu_market_post (self, kind, number), -1);
    tsu_post_clear (tsu_market_post (self, kind, number));
    post = *tsu_market_post (self, kind, number);
    post.key = tsu_scan_get_key (scan);
    post.present = !tsu_scan_is_deleted (scan);
    post.changed_day = find_day (tsu_scan_get_changed_ms (scan));
    if (post.present)
      readers[kind].read (self, &post, scan);
    if (post.present)
      tsu_post_set_sorts (&post);
    if (kind == TSU_POST_ACTOR)
      post.actor = number;
    *tsu_market_post (self, kind, number) = post;
    if (post.present)
      tsu_market_count (self, &post, 1);
  }
  return FALSE;
}

/**
 * tsu_market_read_posts:
 * @self: a market that knows districts and themes
 * @ledger: the ledger
 * @keys: (nullable) (array fixed-size=4): per kind the keys to read, %NULL for none; all of
 *   everything if @keys is %NULL
 * @error: what went wrong
 *
 * Returns: whether they were read
 */
gboolean
tsu_market_read_posts (TsuMarket *self,
                       TsuLedger *ledger,
                       const GArray *const *keys,
                       GError **error)
{
  for (int kind = TSU_POST_N - 1; kind >= 0; kind--) {
    if (keys && !keys[kind])
      continue;
    if (!read_kind (self, ledger, kind, keys ? keys[kind] : NULL, error))
      return FALSE;
  }
  return TRUE;
}
