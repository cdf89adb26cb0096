/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file of tables holds, whatever its format, and the choice of the reader by the first
 * bytes: names of files are often wrong, a workbook is called .csv and the other way round.
 */

#include "config.h"

#include "tsu-book.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-csv.h"
#include "tsu-error.h"
#include "tsu-heading.h"
#include "tsu-xlsx.h"

#define MAX_FILE_SIZE (G_GUINT64_CONSTANT (1) << 30)

struct _TsuBook {
  TsuBookFormat format;
  GPtrArray *sheets; /* TsuSheet */
  TsuCellPool *pool;
  TsuProblems *problems;
  TsuEncodingGuess encoding;
  char delimiter;
};

static const struct {
  guint length;
  const char *bytes;
} foreign[] = {
  { 4, "%PDF" },
  { 4, "\x89PNG" },
  { 3, "\xff\xd8\xff" },
  { 4, "GIF8" },
  { 2, "\x1f\x8b" },
  { 4, "Rar!" },
  { 2, "7z" },
  { 4, "\x7f"
       "ELF" },
  { 5, "{\\rtf" },
  { 13, "SQLite format" },
};

/* Control characters that no text has are one in twenty or more: no table, whatever its name. */
static gboolean
is_binary (const char *data, gsize length)
{
  gsize sample = MIN (length, 8192);
  TsuEncoding encoding = tsu_encoding_guess (data, sample).encoding;
  gsize controls = 0;

  if (encoding != TSU_ENCODING_UTF8 && encoding != TSU_ENCODING_CP932)
    return FALSE;
  for (gsize i = 0; i < sample; i++)
    controls += (guint8) data[i] < 0x20 && strchr ("\t\n\v\f\r\x1a\x1b", data[i]) == NULL;
  return sample >= 64 && controls * 20 > sample;
}

static gboolean
is_foreign (const char *data, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (length >= foreign[i].length && memcmp (data, foreign[i].bytes, foreign[i].length) == 0)
      return TRUE;
  return is_binary (data, length);
}

/* An OpenDocument file says what it is in its first part, which is never compressed. */
static gboolean
is_open_document (const char *data, gsize length)
{
  static const char mark[] = "mimetypeapplication/vnd.oasis.opendocument";

  return length > 30 + sizeof mark && memcmp (data, "PK\3\4", 4) == 0 &&
         memcmp (data + 30, mark, sizeof mark - 1) == 0;
}

static TsuBook *
read_by_content (GBytes **bytes,
                 const TsuReadOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (*bytes, &length);

  if (is_open_document (data, length)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("This is a spreadsheet of LibreOffice (.ods). Open it there, save it as "
                            "“Excel 2007–365 (.xlsx)” and try again."));
    return NULL;
  }
  if (tsu_xlsx_is_likely (data, length))
    return tsu_xlsx_read (*bytes, options, cancellable, error);
  if (is_foreign (data, length)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _("This file is not a table. Choose a CSV file or an Excel workbook "
                           "(.xlsx)."));
    return NULL;
  }
  return tsu_csv_read (bytes, options, cancellable, error);
}

/* Reads @bytes, which it may give back before the end. */
static TsuBook *
read_taken (GBytes **bytes,
            const TsuReadOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  static const TsuReadOptions defaults = { TSU_ENCODING_AUTO, 0, NULL, NULL };
  TsuBook *book =
    read_by_content (bytes, options != NULL ? options : &defaults, cancellable, error);

  if (book == NULL)
    return NULL;
  for (guint i = 0; i < book->sheets->len; i++)
    tsu_heading_find (g_ptr_array_index (book->sheets, i));
  return book;
}

/**
 * tsu_book_read_file:
 * @path: the file
 * @options: (nullable): how to read it
 *
 * Reads a CSV file or an Excel workbook whole. What could be read only in part is told by
 * tsu_book_get_problems(); nothing is left out without an entry there.
 *
 * Returns: (transfer full): the tables, or %NULL with a %TSU_ERROR or %G_IO_ERROR
 */
TsuBook *
tsu_book_read_file (const char *path,
                    const TsuReadOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _("“%s” is a folder, not a file."), path);
    return NULL;
  }
  if ((guint64) g_file_info_get_size (info) > MAX_FILE_SIZE) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _("The file is larger than 1 GB. Split it and read the parts."));
    return NULL;
  }
  /* Read, not mapped: a file that shrinks on a network drive meanwhile must not end the program. */
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL)
    return NULL;
  return read_taken (&bytes, options, cancellable, error);
}

/**
 * tsu_book_read_bytes:
 * @bytes: the contents of a file
 * @options: (nullable): how to read it
 *
 * As tsu_book_read_file(), for a file that is in memory.
 *
 * Returns: (transfer full): the tables
 */
TsuBook *
tsu_book_read_bytes (GBytes *bytes,
                     const TsuReadOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GBytes) own = g_bytes_ref (bytes);

  return read_taken (&own, options, cancellable, error);
}

void
tsu_book_free (TsuBook *self)
{
  g_ptr_array_unref (self->sheets);
  tsu_cell_pool_unref (self->pool);
  tsu_problems_free (self->problems);
  g_free (self);
}

TsuBookFormat
tsu_book_get_format (TsuBook *self)
{
  return self->format;
}

guint
tsu_book_get_n_sheets (TsuBook *self)
{
  return self->sheets->len;
}

TsuSheet *
tsu_book_get_sheet (TsuBook *self, guint index)
{
  return g_ptr_array_index (self->sheets, index);
}

/**
 * tsu_book_get_problems:
 *
 * Returns: (transfer none): what could not be read as it stands
 */
TsuProblems *
tsu_book_get_problems (TsuBook *self)
{
  return self->problems;
}

/**
 * tsu_book_get_encoding:
 *
 * Returns: the encoding of a CSV file and how sure that is
 */
TsuEncodingGuess
tsu_book_get_encoding (TsuBook *self)
{
  return self->encoding;
}

/**
 * tsu_book_get_delimiter:
 *
 * Returns: what stands between the cells of a CSV file, 0 for a workbook
 */
char
tsu_book_get_delimiter (TsuBook *self)
{
  return self->delimiter;
}

TsuBook *
tsu_book_new (TsuBookFormat format)
{
  TsuBook *self = g_new0 (TsuBook, 1);

  self->format = format;
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_sheet_free);
  self->pool = tsu_cell_pool_new ();
  self->problems = tsu_problems_new ();
  self->encoding.encoding = TSU_ENCODING_UTF8;
  self->encoding.confidence = 100;
  return self;
}

TsuSheet *
tsu_book_add_sheet (TsuBook *self, const char *name)
{
  TsuSheet *sheet = tsu_sheet_new (name, self->pool);

  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

TsuCellPool *
tsu_book_get_pool (TsuBook *self)
{
  return self->pool;
}

void
tsu_book_set_dialect (TsuBook *self, const TsuEncodingGuess *encoding, char delimiter)
{
  self->encoding = *encoding;
  self->delimiter = delimiter;
}
