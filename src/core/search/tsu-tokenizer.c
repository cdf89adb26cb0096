/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The FTS5 tokenizer "tsunagi": any substring, from one character on, is found by looking up few
 * short lists. A text is a row of characters; at each place it gives the pair that begins there,
 * and at the same place the single character, and the three characters where all are letters or
 * digits, because pairs of digits are too frequent to be searched by. A pattern of one character
 * looks for a single, a longer one for the phrase of the longest there are. In contacts it is four
 * digits instead of three: the threes of a telephone number stand in a hundredth of all numbers
 * each, and those of the local prefix in nearly all. (Fives would be rarer still, but there are so
 * many of them that the index no longer gathers in the processor's cache.)
 *
 * A row is one column of several texts, each with the mark of what it is (name, reading, contact,
 * text). The mark goes into every token: names have lists of their own, and a word that stands in
 * every address costs nothing when names are searched. (Columns of FTS5 would share the lists and
 * make each entry two bytes longer.) Texts come as they were typed and are normalised here;
 * patterns come normalised. Names and readings have borders, by which a pattern can be anchored.
 * After a text follows what has a long vowel in it, shortened (おおの also gives おの).
 *
 * A document may also come spelt out: its tokens were found before, on another thread than that of
 * the connection, and are only played back.
 */

#include "config.h"

#include "tsu-tokenizer.h"

#include <string.h>

#include "tsu-kana.h"
#include "tsu-normalize.h"
#include "tsu-schema.h"

#define MAX_TOKEN (1 + 4 * 6)

/* Begins a document that is spelt out; no other begins so. Each token then stands behind its
 * length, with SPELT_SAME_PLACE where it is at the place of the one before. */
#define SPELT '\x1d'
#define SPELT_SAME_PLACE 0x80

/* How many single characters of a text are remembered as sent. */
#define N_SEEN 256

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

/* Whether texts and patterns of that mark have a character for their beginning and end. */
static gboolean
is_framed (char mark)
{
  return mark == TSU_COLUMN_MARKS[TSU_SEARCH_NAME] || mark == TSU_COLUMN_MARKS[TSU_SEARCH_READING];
}

/* The longest gram at @chars: four digits, three letters or digits, or two characters. */
static gsize
get_gram_size (char mark, const gunichar *chars, gsize n)
{
  gsize n_alnum = 0;
  gsize n_digits = 0;

  while (n_alnum < MIN (n, 4) && is_alnum (chars[n_alnum]))
    n_alnum++;
  while (n_digits < n_alnum && chars[n_digits] <= '9')
    n_digits++;
  if (mark == TSU_COLUMN_MARKS[TSU_SEARCH_CONTACT] && n_digits > 0)
    return n_digits == 4 ? 4 : 2;
  return n_alnum >= 3 ? 3 : 2;
}

/* As g_unichar_to_utf8(), which would be half the work of a gram; nearly all are of these sizes. */
static inline int
put_char (char *out, gunichar c)
{
  if (c < 0x80) {
    out[0] = (char) c;
    return 1;
  }
  if (c < 0x800 || c >= 0x10000)
    return g_unichar_to_utf8 (c, out);
  out[0] = (char) (0xe0 | c >> 12);
  out[1] = (char) (0x80 | (c >> 6 & 0x3f));
  out[2] = (char) (0x80 | (c & 0x3f));
  return 3;
}

static int
send_gram (const Sink *sink, const gunichar *chars, gsize n, int flags)
{
  char token[MAX_TOKEN];
  int length = 0;

  token[length++] = sink->mark;
  for (gsize i = 0; i < n; i++)
    length += put_char (token + length, chars[i]);
  return sink->func (sink->context, flags, token, length, 0, length);
}

/* A single character is never part of a phrase: the first of its kind is enough. */
static gboolean
needs_single (gunichar c, gunichar seen[N_SEEN])
{
  if (is_separator (c) || seen[c % N_SEEN] == c)
    return FALSE;
  seen[c % N_SEEN] = c;
  return TRUE;
}

/* The last character stands alone, which also keeps a phrase from reaching into what follows. */
static int
send_document (const Sink *sink, const gunichar *chars, gsize n)
{
  gunichar seen[N_SEEN] = { 0 };
  int rc = SQLITE_OK;

  for (gsize i = 0; i + 1 < n && rc == SQLITE_OK; i++) {
    gsize size = get_gram_size (sink->mark, chars + i, n - i);

    rc = send_gram (sink, chars + i, 2, 0);
    if (rc == SQLITE_OK && size > 2)
      rc = send_gram (sink, chars + i, size, FTS5_TOKEN_COLOCATED);
    if (rc == SQLITE_OK && needs_single (chars[i], seen))
      rc = send_gram (sink, chars + i, 1, FTS5_TOKEN_COLOCATED);
  }
  if (n > 0 && rc == SQLITE_OK && !is_separator (chars[n - 1]))
    rc = send_gram (sink, chars + n - 1, 1, 0);
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
    gsize size = get_gram_size (sink->mark, chars + i, n - i);

    rc = send_gram (sink, chars + i, size, 0);
    reached = MAX (reached, i + size);
  }
  return rc;
}

/* The grams of @text, between its borders where it has them. */
static int
send_text (const Sink *sink, const char *text)
{
  glong n = 0;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (text, -1, &n);
  g_autofree gunichar *framed = NULL;

  if (!is_framed (sink->mark))
    return send_document (sink, chars, n);
  framed = g_new (gunichar, n + 2);
  framed[0] = TSU_TEXT_BEGIN;
  memcpy (framed + 1, chars, n * sizeof *framed);
  framed[n + 1] = TSU_TEXT_END;
  return send_document (sink, framed, n + 2);
}

/* The stretch [from, to) of a text goes out again where it has a long vowel, shortened. */
static int
send_shortened (const Sink *sink, const char *from, const char *to)
{
  g_autofree char *stretch = g_strndup (from, to - from);
  g_autofree char *shortened = tsu_shorten_sound (stretch);

  return strcmp (stretch, shortened) == 0 ? SQLITE_OK : send_text (sink, shortened);
}

static const char *
skip_kana (const char *p)
{
  while (tsu_kana_is_hiragana (g_utf8_get_char (p)) || g_utf8_get_char (p) == TSU_KANA_LONG)
    p = g_utf8_next_char (p);
  return p;
}

/* Names and readings are shortened as a whole, of longer texts only the runs of kana: that is
 * where sounds are looked for, and the index stays small. */
static int
send_all_shortened (const Sink *sink, const char *text)
{
  int rc = SQLITE_OK;

  if (is_framed (sink->mark))
    return send_shortened (sink, text, text + strlen (text));
  for (const char *p = text; *p && rc == SQLITE_OK;) {
    const char *to = skip_kana (p);

    if (to > p)
      rc = send_shortened (sink, p, to);
    p = to > p ? to : g_utf8_next_char (p);
  }
  return rc;
}

static int
tokenize_part (const Sink *sink, const char *text, gsize n)
{
  g_autofree char *normalized = tsu_normalize_length (text, n);
  int rc;

  if (!*normalized)
    return SQLITE_OK;
  rc = send_text (sink, normalized);
  return rc == SQLITE_OK ? send_all_shortened (sink, normalized) : rc;
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
spell_cb (void *context, int flags, const char *token, int n, int start, int end)
{
  GByteArray *spelt = context;
  guint8 head = (guint8) (n | (flags & FTS5_TOKEN_COLOCATED ? SPELT_SAME_PLACE : 0));

  g_byte_array_append (spelt, &head, 1);
  g_byte_array_append (spelt, (const guint8 *) token, (guint) n);
  return SQLITE_OK;
}

/**
 * tsu_tokenizer_spell_out:
 * @document: texts behind their marks, each after %TSU_TEXT_PART; or spelt out already
 *
 * On any thread.
 *
 * Returns: (transfer full): what gives the same tokens when it is put into the index in place of
 *   @document, in less time
 */
GBytes *
tsu_tokenizer_spell_out (GBytes *document)
{
  gsize n;
  const char *text = g_bytes_get_data (document, &n);
  GByteArray *spelt;
  Sink sink = { spell_cb, NULL, 0 };

  if (n > 0 && text[0] == SPELT)
    return g_bytes_ref (document);
  spelt = g_byte_array_sized_new (4096);
  sink.context = spelt;
  g_byte_array_append (spelt, (const guint8[]){ SPELT }, 1);
  tokenize_document (&sink, text, n);
  return g_byte_array_free_to_bytes (spelt);
}

static int
play_back (const Sink *sink, const char *spelt, gsize n)
{
  int rc = SQLITE_OK;

  for (gsize at = 0; at < n && rc == SQLITE_OK;) {
    guint8 head = (guint8) spelt[at];
    int length = head & ~SPELT_SAME_PLACE;

    if (at + 1 + length > n)
      return SQLITE_CORRUPT;
    rc = sink->func (sink->context, head & SPELT_SAME_PLACE ? FTS5_TOKEN_COLOCATED : 0,
                     spelt + at + 1, length, 0, length);
    at += 1 + length;
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
    return text[0] == SPELT ? play_back (&sink, text + 1, n - 1)
                            : tokenize_document (&sink, text, n);
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
