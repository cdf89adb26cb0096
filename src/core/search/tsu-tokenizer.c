/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The FTS5 tokenizer "tsunagi": any substring, from one character on, is found by looking up few
 * short lists. A text is a row of characters; at each place it gives the pair that begins there,
 * and at the same place the single character, and the three characters where all are letters or
 * digits, because pairs of digits are too frequent to be searched by. A pattern of one character
 * looks for a single, a longer one for the phrase of the longest there are. In contacts five digits
 * go together as well: the threes of a telephone number stand in a hundredth of all numbers each,
 * and those of the local prefix in nearly all.
 *
 * A row is one column of several texts, each with the mark of what it is (name, reading, contact,
 * text). The mark goes into every token: names have lists of their own, and a word that stands in
 * every address costs nothing when names are searched. (Columns of FTS5 would share the lists and
 * make each entry two bytes longer.) Texts come as they were typed and are normalised here;
 * patterns come normalised. After a text follow its runs of kana with vowels shortened, where that
 * changes them (おおの also gives おの).
 */

#include "config.h"

#include "tsu-tokenizer.h"

#include <string.h>

#include "tsu-kana.h"
#include "tsu-normalize.h"
#include "tsu-schema.h"

/* A border that is no end of a text, around the shortened runs. */
#define TEXT_BORDER '\x01'
#define MAX_TOKEN (1 + 5 * 6)

typedef int (*TokenFunc) (void *context, int flags, const char *token, int n, int start, int end);

typedef struct {
  TokenFunc func;
  void *context;
  char mark;
} Sink;

static gboolean
is_alnum (gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 0x80 && c < 0x2e80 && g_unichar_isalnum (c));
}

static gboolean
is_separator (gunichar c)
{
  return c == ' ' || c == ',' || c <= 0x03;
}

/* Whether the longest gram at @chars has five digits, three letters or digits, or two characters.
 */
static int
get_gram_size (char mark, const gunichar *chars, gsize n)
{
  gsize n_alnum = 0;
  gsize n_digits = 0;

  while (n_alnum < MIN (n, 5) && is_alnum (chars[n_alnum]))
    n_alnum++;
  while (n_digits < n_alnum && chars[n_digits] <= '9')
    n_digits++;
  if (n_digits == 5 && mark == TSU_COLUMN_MARKS[TSU_SEARCH_CONTACT])
    return 5;
  return n_alnum >= 3 ? 3 : 2;
}

static int
send_gram (const Sink *sink, const gunichar *chars, int n, int flags)
{
  char token[MAX_TOKEN];
  int length = 0;

  token[length++] = sink->mark;
  for (int i = 0; i < n; i++)
    length += g_unichar_to_utf8 (chars[i], token + length);
  return sink->func (sink->context, flags, token, length, 0, length);
}

/* A single character is never part of a phrase: the first of its kind is enough. For letters and
 * digits, which come again and again, that makes the index a tenth smaller. */
static gboolean
needs_single (gunichar c, guint8 seen[128])
{
  if (is_separator (c))
    return FALSE;
  if (c >= 128)
    return TRUE;
  if (seen[c])
    return FALSE;
  seen[c] = TRUE;
  return TRUE;
}

static int
send_document (const Sink *sink, const gunichar *chars, gsize n)
{
  guint8 seen[128] = { 0 };
  int rc = SQLITE_OK;

  for (gsize i = 0; i + 1 < n && rc == SQLITE_OK; i++) {
    rc = send_gram (sink, chars + i, 2, 0);
    if (rc == SQLITE_OK && needs_single (chars[i], seen))
      rc = send_gram (sink, chars + i, 1, FTS5_TOKEN_COLOCATED);
    for (int more = 3; more <= get_gram_size (sink->mark, chars + i, n - i); more += 2)
      rc = rc == SQLITE_OK ? send_gram (sink, chars + i, more, FTS5_TOKEN_COLOCATED) : rc;
  }
  return rc;
}

/* The grams of a phrase must follow one another; the last ones are not needed where those before
 * reach to the end already. */
static int
send_pattern (const Sink *sink, const gunichar *chars, gsize n)
{
  gsize reached = 0;
  int rc = SQLITE_OK;

  if (n == 1)
    return send_gram (sink, chars, 1, 0);
  for (gsize i = 0; i < n && reached < n && rc == SQLITE_OK; i++) {
    int size = get_gram_size (sink->mark, chars + i, n - i);

    rc = send_gram (sink, chars + i, size, 0);
    reached = MAX (reached, i + size);
  }
  return rc;
}

/* A run of kana from @from to @to of @chars, in which a vowel is long, goes out again shortened.
 * It is an end of the text where the run is one. */
static int
send_shortened_run (const Sink *sink, const gunichar *chars, gsize from, gsize to, gsize n)
{
  g_autofree char *run = g_ucs4_to_utf8 (chars + from, to - from, NULL, NULL, NULL);
  g_autofree char *shortened = tsu_shorten_sound (run);
  g_autofree gunichar *out = NULL;
  glong length;

  if (strcmp (run, shortened) == 0)
    return SQLITE_OK;
  out = g_malloc_n (to - from + 3, sizeof *out);
  {
    g_autofree gunichar *inner = g_utf8_to_ucs4_fast (shortened, -1, &length);

    memcpy (out + 1, inner, length * sizeof *out);
  }
  out[0] = from == 0 ? TSU_TEXT_BEGIN : TEXT_BORDER;
  out[length + 1] = to == n ? TSU_TEXT_END : TEXT_BORDER;
  return send_document (sink, out, length + 2);
}

static gboolean
is_kana (gunichar c)
{
  return tsu_kana_is_hiragana (c) || c == TSU_KANA_LONG;
}

static int
send_shortened (const Sink *sink, const gunichar *chars, gsize n)
{
  int rc = SQLITE_OK;

  for (gsize i = 0; i < n && rc == SQLITE_OK;) {
    gsize to = i;

    while (to < n && is_kana (chars[to]))
      to++;
    if (to - i >= 2)
      rc = send_shortened_run (sink, chars, i, to, n);
    i = to > i ? to : i + 1;
  }
  return rc;
}

static int
tokenize_part (const Sink *sink, const char *text, gsize n)
{
  g_autofree char *normalized = tsu_normalize_length (text, n);
  g_autofree gunichar *chars = NULL;
  g_autofree gunichar *framed = NULL;
  glong length = 0;
  int rc;

  if (!*normalized)
    return SQLITE_OK;
  chars = g_utf8_to_ucs4_fast (normalized, -1, &length);
  framed = g_malloc_n (length + 2, sizeof *framed);
  framed[0] = TSU_TEXT_BEGIN;
  memcpy (framed + 1, chars, length * sizeof *framed);
  framed[length + 1] = TSU_TEXT_END;
  rc = send_document (sink, framed, length + 2);
  return rc == SQLITE_OK ? send_shortened (sink, chars, length) : rc;
}

static int
tokenize_document (Sink *sink, const char *text, gsize n)
{
  const char *end = text + n;
  int rc = SQLITE_OK;

  while (text < end && rc == SQLITE_OK) {
    const char *to = memchr (text, TSU_TEXT_PART, end - text);

    if (!to)
      to = end;
    if (to > text) {
      sink->mark = *text;
      rc = tokenize_part (sink, text + 1, to - text - 1);
    }
    text = to + 1;
  }
  return rc;
}

static int
tokenize_pattern (const Sink *sink, const char *text, int n)
{
  g_autofree gunichar *chars = NULL;
  glong length = 0;

  if (n == 0 || !g_utf8_validate_len (text, n, NULL))
    return SQLITE_OK;
  chars = g_utf8_to_ucs4_fast (text, n, &length);
  return send_pattern (sink, chars, length);
}

static int
tokenize_cb (
  Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n, TokenFunc func)
{
  Sink sink = { func, context, 0 };

  if (n <= 0)
    return SQLITE_OK;
  if (!(flags & FTS5_TOKENIZE_QUERY))
    return tokenize_document (&sink, text, n);
  sink.mark = text[0];
  return tokenize_pattern (&sink, text + 1, n - 1);
}

static int
create_cb (void *data, const char **args, int n_args, Fts5Tokenizer **tokenizer)
{
  /* It has no state; FTS5 only wants something that is not NULL. */
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return SQLITE_OK;
}

static void
delete_cb (Fts5Tokenizer *tokenizer)
{
}

static int
get_fts5 (sqlite3 *db, fts5_api **api)
{
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &statement, NULL);

  *api = NULL;
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_pointer (statement, 1, api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  return sqlite3_finalize (statement);
}

/**
 * tsu_tokenizer_register:
 * @db: a connection
 *
 * Makes the tokenizer "tsunagi" known to @db. Needed on every connection before a search table is
 * touched.
 *
 * Returns: an SQLite result code
 */
int
tsu_tokenizer_register (sqlite3 *db)
{
  fts5_tokenizer tokenizer = { create_cb, delete_cb, tokenize_cb };
  fts5_api *api;
  int rc = get_fts5 (db, &api);

  if (rc != SQLITE_OK)
    return rc;
  if (!api || api->iVersion < 2)
    return SQLITE_ERROR;
  return api->xCreateTokenizer (api, "tsunagi", NULL, &tokenizer, NULL);
}
