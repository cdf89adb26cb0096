/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same thing in two files is one record. Its id follows from its natural key, so that reading
 * a file again, here or on another computer, meets the same records without asking; and a record
 * that somebody typed in is met by name with address, telephone or date. No record is met twice
 * by one file: a file may well name two defibrillators at one address.
 */

#include "config.h"

#include "tsu-import-index.h"

#include <string.h>

#include "tsu-id.h"

#define BLOCK 512

struct _TsuImportIndex {
  const TsuType *type;
  char *fingerprint; /* of the list that the numbers of the source are unique within */
  gboolean numbers_identify;
  GHashTable *present; /* ids of the ledger's records of the type, deleted ones included */
  GHashTable *known;   /* natural key → GPtrArray of ids */
  GHashTable *sources; /* id → source code */
  GHashTable *claimed; /* ids met by this file */
  GHashTable *times;   /* natural key → how often this file had it */
};

/* Whether @text is of characters only that no normalisation changes: ASCII, kana, common kanji. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c >= 0x80 && !(c >= 0x3041 && c <= 0x3096) && !(c >= 0x30a1 && c <= 0x30fc) &&
        !(c >= 0x4e00 && c <= 0x9fff))
      return FALSE;
  }
  return TRUE;
}

/* Width, case and white space do not make another thing. Written here once and for all: ids follow
 * from it, so it must never change. */
static void
append_folded (GString *key, const char *text)
{
  g_autofree char *plain = NULL;

  if (!is_plain (text))
    plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  for (const char *p = plain != NULL ? plain : text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (key, g_ascii_tolower (*p));
}

/* Which fields beside the name tell two things of one name apart, best first. */
static const char *const *
get_companions (const TsuType *type)
{
  static const char *const event[] = { "place_name", "address", NULL };
  static const char *const others[] = { "address", "phone", NULL };

  return g_str_equal (type->name, "event") ? event : others;
}

static void
append_value (GString *key, const TsuValue *value)
{
  g_string_append_c (key, '\x1f');
  if (value == NULL)
    return;
  if (tsu_value_get_kind (value) == TSU_VALUE_TEXT)
    append_folded (key, tsu_value_get_text (value));
}

/* The key of the things @get finds: name, what is fixed to the type, one companion. */
static char *
make_key (const TsuType *type,
          TsuValue *(*get) (gconstpointer, const char *),
          gconstpointer from,
          const char *companion)
{
  g_autoptr (GString) key = g_string_new (companion);

  append_value (key, get (from, "name"));
  if (g_str_equal (type->name, "event")) {
    append_value (key, get (from, "starts"));
  } else if (g_str_equal (type->name, "statistic")) {
    append_value (key, get (from, "area_code"));
    append_value (key, get (from, "indicator"));
    append_value (key, get (from, "starts"));
    return g_string_free (g_steal_pointer (&key), FALSE);
  }
  append_value (key, get (from, companion));
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static TsuValue *
get_of_draft (gconstpointer draft, const char *field)
{
  return tsu_draft_get (draft, field);
}

static TsuValue *
get_of_record (gconstpointer record, const char *field)
{
  return tsu_type_find_field (tsu_record_get_type_of (record), field) != NULL
           ? tsu_record_get (record, field)
           : NULL;
}

static void
remember (TsuImportIndex *self, const TsuRecord *record)
{
  const char *const *companions = get_companions (self->type);
  const char *id = tsu_record_get_id (record);
  const char *source = tsu_record_get_text (record, "source_code");

  if (source != NULL && *source != '\0')
    g_hash_table_insert (self->sources, g_strdup (id), g_strdup (source));
  for (guint i = 0; companions[i] != NULL; i++) {
    char *key;
    GPtrArray *ids;

    if (get_of_record (record, companions[i]) == NULL)
      continue;
    key = make_key (self->type, get_of_record, record, companions[i]);
    ids = g_hash_table_lookup (self->known, key);
    if (ids == NULL) {
      ids = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->known, g_strdup (key), ids);
    }
    g_ptr_array_add (ids, g_strdup (id));
    g_free (key);
  }
}

static gboolean
load (TsuImportIndex *self, TsuLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (self->type);
  g_autoptr (GArray) keys = tsu_ledger_list (ledger, query, cancellable, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i += BLOCK) {
    g_autoptr (GPtrArray) records =
      tsu_ledger_get_many (ledger, self->type, &g_array_index (keys, gint64, i),
                           MIN (BLOCK, keys->len - i), error);

    if (records == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    for (guint j = 0; j < records->len; j++)
      remember (self, g_ptr_array_index (records, j));
  }
  return TRUE;
}

/**
 * tsu_import_index_new:
 * @fingerprint: what makes the numbers of this list differ from those of others
 * @numbers_identify: whether its numbers stay with what they number; running ones do not
 *
 * Returns: (transfer full): an index of the records of @type, or %NULL with @error set. It does
 *   not ask @ledger again.
 */
TsuImportIndex *
tsu_import_index_new (TsuLedger *ledger,
                      const TsuType *type,
                      const char *fingerprint,
                      gboolean numbers_identify,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (TsuImportIndex) self = g_new0 (TsuImportIndex, 1);

  self->type = type;
  self->fingerprint = g_strdup (fingerprint);
  self->numbers_identify = numbers_identify;
  self->known =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->claimed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->present = tsu_ledger_get_ids (ledger, type, error);
  if (self->present == NULL)
    return NULL;
  /* Statistics are only ever read from files: their ids say all. */
  if (g_hash_table_size (self->present) > 0 && !g_str_equal (type->name, "statistic") &&
      !load (self, ledger, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tsu_import_index_free (TsuImportIndex *self)
{
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->claimed);
  g_hash_table_unref (self->times);
  g_free (self->fingerprint);
  g_free (self);
}

static gboolean
may_be (TsuImportIndex *self, const char *id, const TsuDraft *draft)
{
  const char *source = g_hash_table_lookup (self->sources, id);

  if (g_hash_table_contains (self->claimed, id))
    return FALSE;
  /* Two things to which their sources gave different numbers are two things. */
  return !self->numbers_identify || source == NULL || draft->source == NULL ||
         g_str_equal (source, draft->source);
}

static const char *
find_known (TsuImportIndex *self, const TsuDraft *draft)
{
  const char *const *companions = get_companions (self->type);

  for (guint i = 0; companions[i] != NULL; i++) {
    g_autofree char *key = NULL;
    const GPtrArray *ids;

    if (tsu_draft_get (draft, companions[i]) == NULL)
      continue;
    key = make_key (self->type, get_of_draft, draft, companions[i]);
    ids = g_hash_table_lookup (self->known, key);
    for (guint j = 0; ids != NULL && j < ids->len; j++)
      if (may_be (self, g_ptr_array_index (ids, j), draft))
        return g_ptr_array_index (ids, j);
  }
  return NULL;
}

/* The companion that the key of a new record is made of: the first there is. */
static const char *
choose_companion (const TsuType *type, const TsuDraft *draft)
{
  const char *const *companions = get_companions (type);

  for (guint i = 0; companions[i] != NULL; i++)
    if (tsu_draft_get (draft, companions[i]) != NULL)
      return companions[i];
  return "";
}

static char *
derive_id (TsuImportIndex *self, const TsuDraft *draft)
{
  g_autofree char *key = NULL;
  const char *companion;
  gboolean own;
  guint n;
  char nth[12];

  if (self->numbers_identify && draft->source != NULL)
    return tsu_id_derive ("import-source", self->type->name, self->fingerprint, draft->source,
                          NULL);
  companion = choose_companion (self->type, draft);
  key = make_key (self->type, get_of_draft, draft, companion);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->times, key));
  g_snprintf (nth, sizeof nth, "%u", n);
  /* People of one name in two lists that tell nothing else of them may be two people. */
  own = *companion == '\0' && g_str_equal (tsu_draft_get_text (draft, "kind"), "person");
  {
    char *id = tsu_id_derive ("import-key", self->type->name, key, nth,
                              own ? self->fingerprint : NULL, NULL);

    g_hash_table_insert (self->times, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
    return id;
  }
}

/**
 * tsu_import_index_match:
 * @exists: (out): whether the ledger has the record
 *
 * Returns: (transfer full): the id of the record that @draft speaks of
 */
char *
tsu_import_index_match (TsuImportIndex *self, const TsuDraft *draft, gboolean *exists)
{
  char *id = draft->id != NULL && !g_hash_table_contains (self->claimed, draft->id)
               ? g_strdup (draft->id)
               : derive_id (self, draft);

  *exists = g_hash_table_contains (self->present, id);
  if (!*exists && draft->id == NULL && g_hash_table_size (self->known) > 0) {
    const char *known = find_known (self, draft);

    if (known != NULL) {
      g_free (id);
      id = g_strdup (known);
      *exists = TRUE;
    }
  }
  g_hash_table_add (self->claimed, g_strdup (id));
  return id;
}
