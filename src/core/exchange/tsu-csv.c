/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV as people's programs write it: RFC 4180 read leniently. Where a file breaks the rules the
 * reader keeps every character and says so; a quote that never ends is taken as a plain character,
 * so that it cannot swallow the rows below it.
 */

#include "config.h"

#include "tsu-csv.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-cell-text.h"
#include "tsu-csv-dialect.h"
#include "tsu-error.h"

#define MAX_CELL_BYTES ((gsize) 64 * 1024)
#define MAX_CELLS ((gsize) 40 * 1000 * 1000)
#define MAX_REWINDS 16
#define ROWS_PER_REPORT 4096

typedef struct {
  const char *start;
  const char *p;
  const char *end;
  char delimiter;
  gboolean quotes_are_literal; /* given up after too many that never end */
  guint rewinds;
  guint row;         /* from 1 */
  guint column;      /* from 1 */
  gboolean is_sound; /* no NUL, nothing undecodable, nothing to compose in the whole file */
  GString *scratch;
  TsuSheet *sheet;
  TsuProblems *problems;
} Parser;

static inline gboolean
ends_cell (const Parser *self, const char *p)
{
  return p >= self->end || *p == self->delimiter || *p == '\n' || *p == '\r';
}

/* Damaged characters are told cell by cell, where they can be looked up and mended. */
static void
check_text (Parser *self, const char *text, gsize length)
{
  g_autofree char *shown = NULL;
  gboolean nul = memchr (text, 0, length) != NULL;
  gboolean bad = memmem (text, length, "\xef\xbf\xbd", 3) != NULL;

  if (!nul && !bad)
    return;
  shown = nul ? tsu_cell_text_clean (text, length) : g_strndup (text, length);
  if (nul)
    tsu_problems_add (self->problems, self->row, self->column, shown,
                      _("The cell holds a NUL character; it was left out."));
  if (bad)
    tsu_problems_add (self->problems, self->row, self->column, shown,
                      _("A character could not be read and became “\xef\xbf\xbd”. Check the "
                        "character encoding."));
}

static void
add_cell (Parser *self, const char *text, gsize length)
{
  if (G_UNLIKELY (length > MAX_CELL_BYTES)) {
    const char *cut = g_utf8_find_prev_char (text, text + MAX_CELL_BYTES + 1);
    g_autofree char *shown = g_strndup (text, 600);

    tsu_problems_add (self->problems, self->row, self->column,
                      g_utf8_validate (shown, -1, NULL) ? shown : "",
                      _("The cell is %u bytes long; the first 64 KiB were kept."), (guint) length);
    length = cut - text;
  }
  if (self->is_sound) {
    tsu_sheet_append_clean (self->sheet, text, length);
    return;
  }
  check_text (self, text, length);
  tsu_sheet_append_text (self->sheet, text, (gssize) length);
}

static void
read_plain (Parser *self)
{
  const char *start = self->p;

  while (!ends_cell (self, self->p))
    self->p++;
  add_cell (self, start, self->p - start);
}

/* Where the quoted cell ends: behind its closing quote, or NULL when it has none. */
static const char *
find_closing_quote (Parser *self, gboolean *doubled)
{
  const char *p = self->p + 1;

  *doubled = FALSE;
  while ((p = memchr (p, '"', self->end - p)) != NULL) {
    if (p + 1 == self->end || p[1] != '"')
      return p + 1;
    *doubled = TRUE;
    p += 2;
  }
  return NULL;
}

static void
append_undoubled (GString *out, const char *text, const char *end)
{
  while (text < end) {
    const char *quote = memchr (text, '"', end - text);
    const char *stop = quote != NULL ? quote + 1 : end;

    g_string_append_len (out, text, stop - text);
    text = quote != NULL ? quote + 2 : end;
  }
}

/* Reads the quoted cell at the cursor. Returns FALSE, with the cursor unmoved, when the quote is
 * no opening quote after all. */
static gboolean
read_quoted (Parser *self)
{
  const char *inside = self->p + 1;
  gboolean doubled;
  const char *behind = find_closing_quote (self, &doubled);
  const char *tail;

  if (behind == NULL)
    return FALSE;
  if (ends_cell (self, behind)) {
    self->p = behind;
    if (!doubled) {
      add_cell (self, inside, behind - 1 - inside);
      return TRUE;
    }
  }
  tail = behind;
  while (!ends_cell (self, tail))
    tail++;
  /* Text behind the closing quote, and a line end inside: more likely the quote was never meant
   * to open a cell, and this "closing" one opens another cell some rows below. */
  if (tail > behind && memchr (inside, '\n', behind - inside) != NULL)
    return FALSE;
  g_string_truncate (self->scratch, 0);
  append_undoubled (self->scratch, inside, behind - 1);
  g_string_append_len (self->scratch, behind, tail - behind);
  self->p = tail;
  if (tail > behind)
    tsu_problems_add (self->problems, self->row, self->column, self->scratch->str,
                      _("There is text behind the closing quotation mark; all of it was kept."));
  add_cell (self, self->scratch->str, self->scratch->len);
  return TRUE;
}

static void
read_cell (Parser *self)
{
  if (self->p < self->end && *self->p == '"' && !self->quotes_are_literal) {
    if (read_quoted (self))
      return;
    tsu_problems_add (self->problems, self->row, self->column, NULL,
                      _("A quotation mark opens here and is never closed; it was read as a plain "
                        "character."));
    self->quotes_are_literal = ++self->rewinds > MAX_REWINDS;
  }
  read_plain (self);
}

static void
read_record (Parser *self)
{
  self->row++;
  self->column = 0;
  tsu_sheet_begin_row (self->sheet, self->row);
  for (;;) {
    self->column++;
    read_cell (self);
    if (self->p >= self->end || *self->p != self->delimiter)
      break;
    self->p++;
  }
  if (self->p < self->end && *self->p == '\r')
    self->p++;
  if (self->p < self->end && *self->p == '\n')
    self->p++;
  tsu_sheet_end_row (self->sheet);
}

static gboolean
read_all (Parser *self, const TsuReadOptions *options, GCancellable *cancellable, GError **error)
{
  while (self->p < self->end) {
    read_record (self);
    if (self->row % ROWS_PER_REPORT != 0)
      continue;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (options->progress != NULL)
      options->progress (self->p - self->start, self->end - self->start, options->progress_data);
    if (tsu_sheet_get_n_cells (self->sheet) > MAX_CELLS) {
      g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                           _("The file has too many cells to be read at once. Split it and read "
                             "the parts."));
      return FALSE;
    }
  }
  return TRUE;
}

/* Text that is already UTF-8 is parsed where it lies; everything else is decoded first. */
static char *
decode (TsuBook *book,
        const char **text,
        gsize *length,
        TsuEncodingGuess *guess,
        const TsuReadOptions *options,
        GCancellable *cancellable,
        GError **error)
{
  gsize n_bad;

  *guess = tsu_encoding_guess (*text, *length);
  if (guess->false_bom)
    tsu_problems_add (tsu_book_get_problems (book), 0, 0, NULL,
                      _("The file begins with the mark of another character encoding than the one "
                        "it is written in; it was read as %s."),
                         tsu_encoding_get_name (guess->encoding));
  *text += guess->bom_length;
  *length -= guess->bom_length;
  if (options->encoding != TSU_ENCODING_AUTO) {
    guess->encoding = options->encoding;
    guess->confidence = 100;
  }
  return tsu_encoding_decode (*text, *length, guess->encoding, length, &n_bad, cancellable, error);
}

static gboolean
is_ready (const char *data, gsize length, const TsuReadOptions *options)
{
  if (options->encoding != TSU_ENCODING_AUTO && options->encoding != TSU_ENCODING_UTF8)
    return FALSE;
  return g_utf8_validate_len (data, length, NULL);
}

/**
 * tsu_csv_read:
 * @bytes: (inout): the file; given back early when it had to be decoded
 * @options: how to read it
 *
 * Reads a table of comma, tab, semicolon, pipe or caret separated cells. Line ends may be mixed,
 * cells may hold line ends. The result has one sheet without a name; its row numbers count
 * records, as Excel does.
 *
 * Returns: (transfer full): a book of one sheet
 */
TsuBook *
tsu_csv_read (GBytes **bytes,
              const TsuReadOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (TsuBook) book = tsu_book_new (TSU_BOOK_CSV);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autofree char *decoded = NULL;
  TsuEncodingGuess guess = { TSU_ENCODING_UTF8, 0, FALSE, 100 };
  gboolean ambiguous = FALSE;
  Parser parser = { NULL };
  gsize length;
  gsize sep;
  const char *text = g_bytes_get_data (*bytes, &length);

  /* An empty file has no bytes to point to. */
  if (text == NULL)
    text = "";
  if (is_ready (text, length, options)) {
    guess.bom_length = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    text += guess.bom_length;
    length -= guess.bom_length;
  } else {
    decoded = decode (book, &text, &length, &guess, options, cancellable, error);
    if (decoded == NULL)
      return NULL;
    text = decoded;
    /* Of a large file nobody has room for both. */
    g_clear_pointer (bytes, g_bytes_unref);
  }
  sep = tsu_csv_dialect_read_sep (text, length, &parser.delimiter);
  if (options->delimiter != 0)
    parser.delimiter = options->delimiter;
  else if (sep == 0)
    parser.delimiter = tsu_csv_dialect_find_delimiter (text, length, &ambiguous);
  parser.is_sound = !tsu_cell_text_needs_cleaning (text, length) &&
                    memmem (text, length, "\xef\xbf\xbd", 3) == NULL;
  parser.start = text;
  parser.p = text + sep;
  parser.end = text + length;
  parser.row = sep > 0 ? 1 : 0;
  parser.scratch = scratch;
  parser.sheet = tsu_book_add_sheet (book, "");
  parser.problems = tsu_book_get_problems (book);
  if (ambiguous)
    tsu_problems_add (parser.problems, 0, 0, NULL,
                      _("It is not certain which character separates the cells; “%c” was taken."),
                         parser.delimiter);
  tsu_book_set_dialect (book, &guess, parser.delimiter);
  if (!read_all (&parser, options, cancellable, error))
    return NULL;
  return g_steal_pointer (&book);
}
