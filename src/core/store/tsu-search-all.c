/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One search over all record types. The types' best hits take turns, in the order in which the
 * types are offered: nobody who types two characters wants to see fifty events before the person.
 */

#include "config.h"

#include "tsu-ledger-private.h"
#include "tsu-search.h"
#include "tsu-show.h"
#include "tsu-snippet.h"

#include <string.h>

void
tsu_hit_free (TsuHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->snippet);
  g_free (hit);
}

/* The place where the words stand; where they are only in the name, the line below it. */
static char *
make_snippet (const TsuRecord *record, const char *words)
{
  static const TsuSearchColumn order[] = {
    TSU_SEARCH_TEXT,
    TSU_SEARCH_CONTACT,
    TSU_SEARCH_READING,
    TSU_SEARCH_NAME,
  };
  char *texts[TSU_SEARCH_N_COLUMNS];
  char *snippet = NULL;

  tsu_show_collect_texts (record, texts);
  for (guint i = 0; i < G_N_ELEMENTS (order) && snippet == NULL; i++) {
    if (texts[order[i]] == NULL)
      continue;
    snippet = tsu_snippet_markup (texts[order[i]], words);
    if (strstr (snippet, "<b>") == NULL)
      g_clear_pointer (&snippet, g_free);
  }
  for (guint i = 0; i < TSU_SEARCH_N_COLUMNS; i++)
    g_free (texts[i]);
  return snippet != NULL ? snippet : g_strdup ("");
}

static TsuHit *
make_hit (TsuTyped *typed, gint64 key, const char *words, GError **error)
{
  g_autoptr (TsuRecord) record = tsu_typed_read (typed, key, error);
  TsuHit *hit;

  if (record == NULL)
    return NULL;
  hit = g_new0 (TsuHit, 1);
  hit->key = key;
  hit->id = g_strdup (tsu_record_get_id (record));
  hit->type = tsu_record_get_type_of (record);
  hit->title = tsu_record_dup_title (record);
  hit->snippet = make_snippet (record, words);
  return hit;
}

static GPtrArray *
search_types (
  TsuLedger *self, const char *words, int limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->typed->len; i++) {
    GArray *keys = tsu_search_run (tsu_db_get_handle (self->db),
                                   tsu_typed_get_type_of (self->typed->pdata[i])->name, words, NULL,
                                   limit, cancellable, error);

    if (keys == NULL)
      return NULL;
    g_ptr_array_add (found, keys);
  }
  return g_steal_pointer (&found);
}

/**
 * tsu_ledger_search:
 * @self: a ledger
 * @words: what was typed
 * @limit: at most so many hits; 0 for all
 * @cancellable: (nullable): stops the search
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuHit): the records that hold all the words, best first
 */
GPtrArray *
tsu_ledger_search (
  TsuLedger *self, const char *words, int limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_hit_free);
  g_autoptr (GPtrArray) found = NULL;
  guint most = limit > 0 ? (guint) limit : G_MAXUINT;
  gboolean any = TRUE;

  tsu_db_assert_thread (self->db);
  found = search_types (self, words, limit > 0 ? limit : -1, cancellable, error);
  if (found == NULL)
    return NULL;
  for (guint rank = 0; any; rank++) {
    any = FALSE;
    for (guint i = 0; i < found->len && hits->len < most; i++) {
      GArray *keys = g_ptr_array_index (found, i);
      TsuHit *hit;

      if (rank >= keys->len)
        continue;
      any = TRUE;
      hit = make_hit (self->typed->pdata[i], g_array_index (keys, gint64, rank), words, error);
      if (hit == NULL)
        return NULL;
      g_ptr_array_add (hits, hit);
    }
  }
  return g_steal_pointer (&hits);
}
