/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search plan. A ranking function would visit every hit, so rank is where a word stands: the
 * tiers below are asked one after another, best first, each only for as many rows as are still
 * missing, and within a tier short names come first. Every column has its own lists in the index
 * (tsu-tokenizer.c), so that a tier costs what its own hits cost.
 */

#include "config.h"

#include "tsu-search.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-error.h"
#include "tsu-normalize.h"
#include "tsu-search-words.h"
#include "tsu-tokenizer.h"

/* So many candidates of a tier are put in order, even where fewer are wanted. */
#define MIN_CANDIDATES 100

typedef enum {
  PLACE_WHOLE,    /* the name or reading is what was typed */
  PLACE_START,    /* all words in name or reading, one of them at its start */
  PLACE_ANYWHERE, /* all words in the columns of the tier */
} Place;

typedef struct {
  Place place;
  gboolean guessed;  /* guessed spellings count as well */
  const char *marks; /* the columns asked for a single word */
  const char *marks_several;
} Tier;

static const Tier TIERS[] = {
  { PLACE_WHOLE, FALSE, "nr", "nr" },    { PLACE_WHOLE, TRUE, "nr", "nr" },
  { PLACE_START, FALSE, "nr", "nr" },    { PLACE_START, TRUE, "nr", "nr" },
  { PLACE_ANYWHERE, FALSE, "nr", "nr" }, { PLACE_ANYWHERE, TRUE, "nr", "nr" },
  { PLACE_ANYWHERE, TRUE, "c", "nrc" },  { PLACE_ANYWHERE, TRUE, "t", "nrct" },
};

/* The widest of the tiers that ask names and readings only, the last of those. */
#define LAST_NAME_TIER 5

typedef struct {
  sqlite3 *db;
  sqlite3_stmt *statement;
  GPtrArray *words;     /* TsuSearchWord */
  TsuSearchWord *whole; /* all that was typed as one word */
  gboolean has_guesses;
  int limit; /* -1 for all */
  GCancellable *cancellable;
  GHashTable *seen; /* own copies of the ids */
  GArray *ids;
} Search;

static void
add_pattern (GString *match, char mark, const char *pattern, gboolean begin, gboolean end)
{
  g_string_append (match, match->len == 0 || match->str[match->len - 1] == '(' ? "\"" : " OR \"");
  g_string_append_c (match, mark);
  if (begin)
    g_string_append_c (match, TSU_TEXT_BEGIN);
  g_string_append (match, pattern);
  if (end)
    g_string_append_c (match, TSU_TEXT_END);
  g_string_append_c (match, '"');
}

static void
add_word (GString *match,
          const TsuSearchWord *word,
          const char *marks,
          gboolean guessed,
          gboolean begin,
          gboolean end)
{
  for (const char *mark = marks; *mark; mark++) {
    for (guint i = 0; i < word->typed->len; i++)
      add_pattern (match, *mark, g_ptr_array_index (word->typed, i), begin, end);
    for (guint i = 0; guessed && i < word->guessed->len; i++)
      add_pattern (match, *mark, g_ptr_array_index (word->guessed, i), begin, end);
  }
}

/* (any pattern of word 1) AND (any pattern of word 2) AND ... */
static void
add_all_words (GString *match, Search *self, const char *marks, gboolean guessed)
{
  for (guint i = 0; i < self->words->len; i++) {
    g_string_append (match, i > 0 ? " AND (" : "(");
    add_word (match, g_ptr_array_index (self->words, i), marks, guessed, FALSE, FALSE);
    g_string_append_c (match, ')');
  }
}

static char *
make_match (Search *self, const Tier *tier)
{
  GString *match = g_string_new (NULL);
  gboolean single = self->words->len == 1;

  if (tier->place == PLACE_WHOLE) {
    add_word (match, self->whole, tier->marks, tier->guessed, TRUE, TRUE);
    return g_string_free (match, FALSE);
  }
  if (tier->place == PLACE_START) {
    g_string_append_c (match, '(');
    for (guint i = 0; i < self->words->len; i++)
      add_word (match, g_ptr_array_index (self->words, i), tier->marks, tier->guessed, TRUE, FALSE);
    if (!single)
      add_word (match, self->whole, tier->marks, tier->guessed, TRUE, FALSE);
    g_string_append_c (match, ')');
    if (single)
      return g_string_free (match, FALSE);
    g_string_append (match, " AND ");
  }
  add_all_words (match, self, single ? tier->marks : tier->marks_several, tier->guessed);
  return g_string_free (match, FALSE);
}

static gboolean
set_error (Search *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("Searching did not work: %s. Nothing was changed."), sqlite3_errmsg (self->db));
  return FALSE;
}

/* The first rows of a tier, in whatever order they come, are the candidates; they are then put in
 * order. CROSS JOIN keeps SQLite from walking the typed table, MATERIALIZED from moving the inner
 * limit out behind the sorting, which would visit every hit. */
static gboolean
prepare (Search *self, const char *type, const char *sql_filter, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("WITH candidates AS MATERIALIZED"
                     " (SELECT t.id AS id, length (t._name) AS size, t._sort AS sort"
                     " FROM search_%s CROSS JOIN %s AS t ON t.id = search_%s.rowid"
                     " WHERE search_%s MATCH ?1 AND t._hidden = 0%s%s%s LIMIT ?2)"
                     " SELECT id FROM candidates ORDER BY size, sort, id",
                     type, type, type, type, sql_filter ? " AND (" : "",
                     sql_filter ? sql_filter : "", sql_filter ? ")" : "");

  if (sqlite3_prepare_v2 (self->db, sql, -1, &self->statement, NULL) != SQLITE_OK)
    return set_error (self, error);
  return TRUE;
}

static gboolean
is_full (Search *self)
{
  return self->limit >= 0 && self->ids->len >= (guint) self->limit;
}

static gboolean
start_tier (Search *self, const Tier *tier, int limit, GError **error)
{
  g_autofree char *match = make_match (self, tier);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  sqlite3_reset (self->statement);
  sqlite3_bind_text (self->statement, 1, match, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (self->statement, 2, limit);
  return TRUE;
}

static gboolean
run_tier (Search *self, const Tier *tier, GError **error)
{
  int limit = self->limit < 0 ? -1 : MAX (self->limit + (int) self->ids->len, MIN_CANDIDATES);
  int rc;

  if (!start_tier (self, tier, limit, error))
    return FALSE;
  while ((rc = sqlite3_step (self->statement)) == SQLITE_ROW && !is_full (self)) {
    gint64 id = sqlite3_column_int64 (self->statement, 0);

    if (!g_hash_table_contains (self->seen, &id)) {
      g_hash_table_add (self->seen, g_memdup2 (&id, sizeof id));
      g_array_append_val (self->ids, id);
    }
  }
  return rc == SQLITE_ROW || rc == SQLITE_DONE || set_error (self, error);
}

/* Two frequent words that never meet in a name cost a walk over both lists. The widest tier of
 * names tells at once whether the others are worth theirs. */
static gboolean
find_first_tier (Search *self, guint *first, GError **error)
{
  int rc;

  if (!start_tier (self, &TIERS[LAST_NAME_TIER], 1, error))
    return FALSE;
  rc = sqlite3_step (self->statement);
  *first = rc == SQLITE_ROW ? 0 : LAST_NAME_TIER + 1;
  return rc == SQLITE_ROW || rc == SQLITE_DONE || set_error (self, error);
}

static gboolean
run_tiers (Search *self, GError **error)
{
  guint first;

  if (!find_first_tier (self, &first, error))
    return FALSE;
  for (guint i = first; i < G_N_ELEMENTS (TIERS) && !is_full (self); i++) {
    if (i <= LAST_NAME_TIER && TIERS[i].guessed && !self->has_guesses)
      continue;
    if (!run_tier (self, &TIERS[i], error))
      return FALSE;
  }
  return TRUE;
}

static void
note_guesses (Search *self)
{
  self->has_guesses = self->whole->guessed->len > 0;
  for (guint i = 0; i < self->words->len; i++) {
    TsuSearchWord *word = g_ptr_array_index (self->words, i);

    self->has_guesses = self->has_guesses || word->guessed->len > 0;
  }
}

/**
 * tsu_search_run:
 * @db: a connection on which tsu_search_register() was called
 * @type: name of a record type; its typed table has the columns id, _name, _sort and _hidden
 * @words: what was typed; several words in any order must all be found
 * @sql_filter: (nullable): an SQL condition on the typed table, which is called t
 * @limit: how many ids at most; -1 for all
 * @cancellable: (nullable): looked at between the tiers
 *
 * Searches one type. Hidden records (_hidden other than 0) are left out. Words that are only
 * punctuation count as not typed; without any word nothing is found.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids, best first, each once; NULL with
 *   @error set on failure
 */
GArray *
tsu_search_run (sqlite3 *db,
                const char *type,
                const char *words,
                const char *sql_filter,
                int limit,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) split = tsu_search_words_split (words);
  g_autoptr (TsuSearchWord) whole = tsu_search_word_new (words);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Search self = { db, NULL, split, whole, FALSE, limit, cancellable, seen, ids };
  gboolean ok;

  if (split->len == 0 || !whole)
    return g_steal_pointer (&ids);
  note_guesses (&self);
  ok = prepare (&self, type, sql_filter, error) && run_tiers (&self, error);
  sqlite3_finalize (self.statement);
  return ok ? g_steal_pointer (&ids) : NULL;
}
