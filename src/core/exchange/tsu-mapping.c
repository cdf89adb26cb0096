/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file is a list of and what each of its columns means. By headers first, by the look of
 * the cells where they are silent; always a proposal that the user may correct, and remembers.
 */

#include "config.h"

#include "tsu-mapping.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-cell-text.h"
#include "tsu-export-columns.h"
#include "tsu-heading.h"
#include "tsu-mapping-private.h"
#include "tsu-profile.h"

/* The order decides where the score does not: a list of places is the commonest. */
static const char *const importable[] = { "resource", "event", "actor", "statistic" };

/* Words in the names of files and sheets and in titles. */
static const struct {
  const char *type;
  const char *word;
} title_words[] = {
  { "event", "イベント" },     { "event", "event" },          { "event", "行事" },
  { "event", "催し" },         { "resource", "施設" },        { "resource", "facility" },
  { "resource", "避難" },      { "resource", "AED" },         { "resource", "ひろば" },
  { "actor", "団体" },         { "actor", "名簿" },           { "actor", "町会" },
  { "actor", "町内会" },       { "actor", "自治会" },         { "actor", "会員" },
  { "actor", "organization" }, { "actor", "組織" },           { "actor", "groups" },
  { "statistic", "人口" },     { "statistic", "population" },
};

static void
column_free (gpointer data)
{
  TsuColumn *column = data;

  g_free (column->header);
  g_free (column);
}

static TsuColumn *
get_column (const TsuMapping *self, guint index)
{
  return g_ptr_array_index (self->columns, index);
}

static gboolean
has_target (const TsuMapping *self, const char *target)
{
  return tsu_mapping_find (self, target) >= 0;
}

static const char *
intern_indicator (const char *header)
{
  const TsuTerm *term = tsu_aliases_find_indicator (header);
  g_autofree char *target = term != NULL ? g_strconcat ("#", term->code, NULL) : NULL;

  return target != NULL ? g_intern_string (target) : NULL;
}

static gboolean
is_statistic (const TsuType *type)
{
  return g_str_equal (type->name, "statistic");
}

static const char *
find_target (const TsuType *type, const char *header, guint *weight)
{
  const char *target = is_statistic (type) ? intern_indicator (header) : NULL;
  g_autofree char *unread = tsu_export_columns_parse_unread (header);

  if (unread != NULL) {
    *weight = 0;
    return TSU_TARGET_UNREAD;
  }
  if (target != NULL) {
    *weight = 4;
    return target;
  }
  return tsu_aliases_find (type, header, weight);
}

/* 「種別」 is what we call the kind and what others call a category: the cells tell. */
static const TsuField *
find_choice (const TsuType *type, TsuSheet *sheet, guint column, const char *header)
{
  const TsuField *field = tsu_aliases_find_label (type, header);
  guint filled = 0;

  if (field == NULL || field->kind != TSU_FIELD_CHOICE)
    return NULL;
  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet) && filled < 50; i++) {
    const char *text = tsu_sheet_get_text (sheet, i, column);

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA || tsu_cell_text_is_blank (text))
      continue;
    filled++;
    if (tsu_vocabulary_match (field->vocabulary, text) == NULL)
      return NULL;
  }
  return filled > 0 ? field : NULL;
}

/* How well @type explains the headers. */
static guint
score_type (const TsuMapping *self, TsuSheet *sheet, const TsuType *type, const char *titles)
{
  guint score = 0;
  guint indicators = 0;
  gboolean titled = FALSE;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->columns->len; i++) {
    guint weight;
    const char *target = find_target (type, get_column (self, i)->header, &weight);

    indicators += target != NULL && *target == '#';
    indicators += g_strcmp0 (target, "indicator") == 0 ? 3 : 0;
    if (target != NULL && g_hash_table_add (seen, (gpointer) target))
      score += weight;
    /* Only one type has kinds that are called so. */
    if (find_choice (type, sheet, i, get_column (self, i)->header) != NULL)
      score += 8;
  }
  for (guint i = 0; i < G_N_ELEMENTS (title_words); i++)
    if (g_str_equal (title_words[i].type, type->name) && strstr (titles, title_words[i].word)) {
      score += 4;
      titled = TRUE;
    }
  /* Our own tables are called by what they hold. */
  if (strstr (titles, g_dpgettext2 (NULL, "types", type->plural)) != NULL)
    score += 12;
  /* Where things stand on a map, the list is one of places; men and women alone are none. */
  if (g_str_equal (type->name, "resource") &&
      (g_hash_table_contains (seen, "latitude") || g_hash_table_contains (seen, TSU_TARGET_LATLON)))
    score += 8;
  /* What happens on no day is no list of events, unless it says so. */
  if (g_str_equal (type->name, "event") && !titled &&
      !g_hash_table_contains (seen, TSU_TARGET_START_DATE) &&
      !g_hash_table_contains (seen, "starts"))
    score /= 2;
  return is_statistic (type) && indicators < 3 ? 0 : score;
}

static const TsuType *
guess_type (const TsuMapping *self, TsuSheet *sheet, const char *titles)
{
  const TsuType *best = tsu_schema_find_type (importable[0]);
  guint highest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (importable); i++) {
    const TsuType *type = tsu_schema_find_type (importable[i]);
    guint score = score_type (self, sheet, type, titles);

    if (score > highest) {
      highest = score;
      best = type;
    }
  }
  return best;
}

static void
read_headers (TsuMapping *self, TsuSheet *sheet)
{
  for (guint i = 0; i < tsu_sheet_get_n_columns (sheet); i++) {
    TsuColumn *column = g_new0 (TsuColumn, 1);

    column->header = tsu_heading_dup_name (sheet, i);
    if (tsu_cell_text_is_blank (column->header)) {
      g_free (column->header);
      /* Translators: a column of a table without a heading. */
      column->header = g_strdup_printf (_ ("Column %u"), i + 1);
    }
    g_ptr_array_add (self->columns, column);
  }
}

/* A kana column without a name of its own belongs to the names before it. */
static void
settle_reading (TsuMapping *self, guint index)
{
  TsuColumn *column = get_column (self, index);
  const char *before = index > 0 ? get_column (self, index - 1)->target : NULL;

  if (g_strcmp0 (column->target, TSU_TARGET_READING) != 0)
    return;
  column->target = "reading";
  if (g_strcmp0 (before, "representative") == 0)
    column->target = "representative_reading";
}

static void
name_by_headers (TsuMapping *self)
{
  for (guint i = 0; i < self->columns->len; i++) {
    TsuColumn *column = get_column (self, i);
    guint weight;

    column->target = find_target (self->type, column->header, &weight);
    column->guessed = FALSE;
    settle_reading (self, i);
  }
}

/* A header that ends like a name: 「土のうステーション置き場」, 「施設名称１」, "clubName"; not
 * that of whoever applied for it, nor that of the city. */
static gboolean
ends_like_name (const char *header)
{
  static const char *const endings[] = { "名称", "名",   "置き場", "施設", "箇所",
                                         "場所", "name", "title",  "spot" };
  static const char *const others[] = { "者名", "県名", "村名", "団体名", "所在地", "市町名" };
  g_autofree char *folded = tsu_aliases_fold (header);
  gsize length = strlen (folded);

  while (length > 0 && g_ascii_isdigit (folded[length - 1]))
    folded[--length] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (folded, others[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
may_be_name (const TsuProfile *profile)
{
  return profile->filled > 0 && profile->numbers * 2 < profile->filled &&
         profile->distinct * 2 > profile->filled && profile->length / profile->filled <= 40 &&
         !tsu_profile_mostly (profile, profile->urls) &&
         !tsu_profile_mostly (profile, profile->pairs) &&
         !tsu_profile_mostly (profile, profile->phones);
}

/* A column for names that nobody filled must not stand in the way of one that was. */
static void
release_blank_name (TsuMapping *self, const TsuProfile *profiles)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    any = any || profiles[i].filled > 0;
  for (guint i = 0; any && i < self->columns->len; i++)
    if (g_strcmp0 (get_column (self, i)->target, "name") == 0 && profiles[i].filled == 0)
      get_column (self, i)->target = NULL;
}

/* Records need a name: the column that ends like one, else the first of short, differing texts. */
static void
find_name (TsuMapping *self, const TsuProfile *profiles)
{
  int best = -1;

  if (has_target (self, "name") || has_target (self, TSU_TARGET_FAMILY))
    return;
  for (guint i = 0; i < self->columns->len; i++) {
    if (get_column (self, i)->target != NULL || !may_be_name (&profiles[i]))
      continue;
    if (ends_like_name (get_column (self, i)->header)) {
      best = (int) i;
      break;
    }
    if (best < 0)
      best = (int) i;
  }
  if (best >= 0) {
    get_column (self, (guint) best)->target = "name";
    get_column (self, (guint) best)->guessed = TRUE;
  }
}

/* A header that the table does not know, without the words around it. */
static void
guess_by_parts (TsuMapping *self, guint index, const TsuProfile *profile)
{
  TsuColumn *column = get_column (self, index);
  const char *target = tsu_aliases_find_loosely (self->type, column->header);

  if (target == NULL || has_target (self, target) || g_str_has_prefix (target, TSU_TARGET_ID) ||
      (g_str_equal (target, "name") && !may_be_name (profile)))
    return;
  column->target = target;
  column->guessed = TRUE;
}

/* Of several numbers the one that stays with what it numbers, not the one that counts the rows;
 * none where our own export says the number of the source. */
static void
choose_source (TsuMapping *self, TsuSheet *sheet)
{
  gboolean ours = has_target (self, "source_code");
  int chosen = -1;

  for (guint i = 0; !ours && i < self->columns->len; i++)
    if (g_strcmp0 (get_column (self, i)->target, TSU_TARGET_ID) == 0 &&
        (chosen < 0 || tsu_profile_is_running (sheet, (guint) chosen)))
      chosen = (int) i;
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (get_column (self, i)->target, TSU_TARGET_ID) == 0 && (int) i != chosen)
      get_column (self, i)->target = NULL;
}

static void
guess_column (TsuMapping *self, guint index, const TsuProfile *profile)
{
  TsuColumn *column = get_column (self, index);
  const struct {
    const char *target;
    guint count;
    const char *word; /* in the header, where there is one */
  } guesses[] = {
    { TSU_TARGET_LATLON, profile->pairs, "" },  { "postal", profile->postals, "" },
    { "phone", profile->phones, "電話" },       { "email", profile->emails, "メール" },
    { "url", profile->urls, "ページ" },         { "latitude", profile->latitudes, "緯" },
    { "longitude", profile->longitudes, "経" }, { "reading", profile->kana, "カナ" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++) {
    const char *target = guesses[i].target;
    gboolean silent =
      g_str_has_prefix (column->header, "列") || g_str_has_prefix (column->header, "Column");

    if (!tsu_profile_mostly (profile, guesses[i].count) || has_target (self, target))
      continue;
    if (*target != '@' && tsu_type_find_field (self->type, target) == NULL)
      continue;
    if (!silent && strstr (column->header, guesses[i].word) == NULL)
      continue;
    column->target = target;
    column->guessed = TRUE;
    return;
  }
}

/* Japan lies between 20° and 46° north, 122° and 154° east: no latitude can be a longitude. */
static void
mend_coordinates (TsuMapping *self, const TsuProfile *profiles)
{
  int latitude = tsu_mapping_find (self, "latitude");
  int longitude = tsu_mapping_find (self, "longitude");

  if (latitude < 0 || longitude < 0)
    return;
  if (tsu_profile_mostly (&profiles[latitude], profiles[latitude].longitudes) &&
      tsu_profile_mostly (&profiles[longitude], profiles[longitude].latitudes)) {
    get_column (self, (guint) latitude)->target = "longitude";
    get_column (self, (guint) longitude)->target = "latitude";
    get_column (self, (guint) latitude)->guessed = TRUE;
    get_column (self, (guint) longitude)->guessed = TRUE;
  }
}

static void
prefer_choice (TsuMapping *self, TsuSheet *sheet, guint index)
{
  TsuColumn *column = get_column (self, index);
  const TsuField *field = find_choice (self->type, sheet, index, column->header);

  if (field != NULL)
    column->target = field->name;
}

static void
name_by_cells (TsuMapping *self, TsuSheet *sheet)
{
  g_autofree TsuProfile *profiles = g_new0 (TsuProfile, MAX (self->columns->len, 1));

  for (guint i = 0; i < self->columns->len; i++)
    tsu_profile_column (sheet, i, &profiles[i]);
  for (guint i = 0; i < self->columns->len; i++)
    prefer_choice (self, sheet, i);
  mend_coordinates (self, profiles);
  choose_source (self, sheet);
  if (is_statistic (self->type))
    return;
  release_blank_name (self, profiles);
  for (guint i = 0; i < self->columns->len; i++)
    if (get_column (self, i)->target == NULL)
      guess_by_parts (self, i, &profiles[i]);
  for (guint i = 0; i < self->columns->len; i++)
    if (get_column (self, i)->target == NULL)
      guess_column (self, i, &profiles[i]);
  find_name (self, profiles);
}

static char *
collect_titles (TsuSheet *sheet, const char *file_name)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  if (file_name != NULL) {
    g_autofree char *base = g_path_get_basename (file_name);

    g_string_append (titles, base);
  }
  g_string_append_printf (titles, " %s ", tsu_sheet_get_name (sheet));
  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_PREAMBLE)
      continue;
    if (i > 40)
      break;
    for (guint j = 0; j < tsu_sheet_get_row_width (sheet, i); j++)
      if (*tsu_sheet_get_text (sheet, i, 0) != '#')
        g_string_append_printf (titles, " %s", tsu_sheet_get_text (sheet, i, j));
  }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

/* Columns of one heading are told apart by a number, else only one of them would come out of our
 * own files again. */
static void
number_repeated (TsuMapping *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->columns->len; i++) {
    TsuColumn *column = get_column (self, i);
    g_autofree char *base = g_strdup (column->header);

    for (guint n = 2; g_hash_table_contains (seen, column->header); n++) {
      g_free (column->header);
      column->header = g_strdup_printf (TSU_MAPPING_REPEATED, base, n);
    }
    g_hash_table_add (seen, g_strdup (column->header));
  }
}

/**
 * tsu_mapping_guess:
 * @sheet: a sheet whose rows have their roles
 * @type: (nullable): what its rows are records of, or %NULL to find out
 * @file_name: (nullable): where it came from; names often hold the year
 *
 * Returns: (transfer full): a proposal
 */
TsuMapping *
tsu_mapping_guess (TsuSheet *sheet, const TsuType *type, const char *file_name)
{
  TsuMapping *self = g_new0 (TsuMapping, 1);
  g_autofree char *titles = collect_titles (sheet, file_name);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  read_headers (self, sheet);
  self->type = type != NULL ? type : guess_type (self, sheet, titles);
  name_by_headers (self);
  name_by_cells (self, sheet);
  tsu_mapping_read_hints (self, sheet, titles);
  number_repeated (self);
  return self;
}

void
tsu_mapping_free (TsuMapping *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * tsu_mapping_find:
 *
 * Returns: the first column with that target, or -1
 */
int
tsu_mapping_find (const TsuMapping *self, const char *target)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (get_column (self, i)->target, target) == 0)
      return (int) i;
  return -1;
}

/**
 * tsu_mapping_set_target:
 * @target: (nullable): see tsu_aliases_list_targets(); %NULL keeps the column among the others
 *
 * Returns: whether the type has such a target
 */
gboolean
tsu_mapping_set_target (TsuMapping *self, guint column, const char *target)
{
  gboolean known = target == NULL || *target == '@' || *target == '#' ||
                   tsu_type_find_field (self->type, target) != NULL;

  if (!known || column >= self->columns->len)
    return FALSE;
  get_column (self, column)->target = target != NULL ? g_intern_string (target) : NULL;
  get_column (self, column)->guessed = FALSE;
  return TRUE;
}
