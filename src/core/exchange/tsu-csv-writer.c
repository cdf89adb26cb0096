/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV for Excel: CRLF line ends, and UTF-8 with a byte order mark or CP932. Texts go out exactly
 * as they are, those that begin with "=", "+", "-" or "@" too: a file that prefixes them would
 * change telephone numbers and remarks for every other reader. Who opens such a file in Excel is
 * protected by Excel; who wants to be sure takes .xlsx, where a text is a text.
 */

#include "config.h"

#include "tsu-csv-writer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-cp932.h"
#include "tsu-error.h"

#define FLUSH_BYTES ((gsize) 64 * 1024)
#define MAX_LISTED 20000

struct _TsuCsvWriter {
  GOutputStream *stream;
  TsuEncoding encoding;
  TsuUnencodablePolicy policy;
  TsuCp932 *cp932; /* made with the first row */
  GString *buffer;
  GPtrArray *unencodable; /* TsuUnencodable */
  guint row;
  gboolean refused;
};

static void
unencodable_free (gpointer data)
{
  TsuUnencodable *item = data;

  g_free (item->character);
  g_free (item->substitute);
  g_free (item);
}

static void
report (TsuCsvWriter *self, guint column, gunichar c, const char *substitute)
{
  TsuUnencodable *item;
  char utf8[8] = "";

  if (self->unencodable->len >= MAX_LISTED)
    return;
  g_unichar_to_utf8 (c, utf8);
  item = g_new0 (TsuUnencodable, 1);
  item->row = self->row;
  item->column = column;
  item->character = g_strdup (utf8);
  item->substitute = g_strdup (substitute);
  g_ptr_array_add (self->unencodable, item);
}

static void
append_cp932 (TsuCsvWriter *self, guint column, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);
    char bytes[2];
    guint n = tsu_cp932_encode (self->cp932, c, bytes);
    g_autofree char *substitute = NULL;

    if (n > 0) {
      g_string_append_len (self->buffer, bytes, n);
      continue;
    }
    if (self->policy == TSU_UNENCODABLE_REFUSE) {
      self->refused = TRUE;
      report (self, column, c, NULL);
      continue;
    }
    substitute = tsu_cp932_dup_substitute (self->cp932, c);
    report (self, column, c, substitute);
    for (const char *p = substitute; *p != '\0'; p = g_utf8_next_char (p)) {
      n = tsu_cp932_encode (self->cp932, g_utf8_get_char (p), bytes);
      g_string_append_len (self->buffer, bytes, n);
    }
  }
}

static void
append_text (TsuCsvWriter *self, guint column, const char *text)
{
  if (self->cp932 != NULL)
    append_cp932 (self, column, text);
  else
    g_string_append (self->buffer, text);
}

/* The quotes stand in the encoded text: in CP932 no second byte is a quote, a comma or a line
 * end. */
static void
append_cell (TsuCsvWriter *self, guint column, const char *text)
{
  gboolean quoted = strpbrk (text, ",\"\r\n") != NULL || *text == ' ' || *text == '#' ||
                    (*text != '\0' && text[strlen (text) - 1] == ' ');

  if (!quoted) {
    append_text (self, column, text);
    return;
  }
  g_string_append_c (self->buffer, '"');
  for (const char *quote; (quote = strchr (text, '"')) != NULL; text = quote + 1) {
    g_autofree char *before = g_strndup (text, quote - text);

    append_text (self, column, before);
    g_string_append (self->buffer, "\"\"");
  }
  append_text (self, column, text);
  g_string_append_c (self->buffer, '"');
}

static gboolean
flush (TsuCsvWriter *self, GCancellable *cancellable, GError **error)
{
  gboolean ok =
    self->refused || g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len,
                                                NULL, cancellable, error);

  g_string_truncate (self->buffer, 0);
  return ok;
}

/**
 * tsu_csv_writer_new:
 * @stream: where the bytes go; it is left open
 * @encoding: %TSU_ENCODING_UTF8 (with a byte order mark) or %TSU_ENCODING_CP932
 * @policy: what to do with characters that CP932 does not have
 */
TsuCsvWriter *
tsu_csv_writer_new (GOutputStream *stream, TsuEncoding encoding, TsuUnencodablePolicy policy)
{
  TsuCsvWriter *self;

  g_return_val_if_fail (encoding == TSU_ENCODING_UTF8 || encoding == TSU_ENCODING_CP932, NULL);
  self = g_new0 (TsuCsvWriter, 1);
  self->stream = g_object_ref (stream);
  self->encoding = encoding;
  self->policy = policy;
  self->buffer = g_string_sized_new (FLUSH_BYTES + 4096);
  self->unencodable = g_ptr_array_new_with_free_func (unencodable_free);
  return self;
}

void
tsu_csv_writer_free (TsuCsvWriter *self)
{
  g_object_unref (self->stream);
  g_clear_pointer (&self->cp932, tsu_cp932_free);
  g_string_free (self->buffer, TRUE);
  g_ptr_array_unref (self->unencodable);
  g_free (self);
}

/**
 * tsu_csv_writer_add_row:
 * @cells: (array length=n_cells): texts in UTF-8, %NULL for an empty cell
 *
 * Returns: %FALSE when the stream fails
 */
gboolean
tsu_csv_writer_add_row (TsuCsvWriter *self,
                        const char *const *cells,
                        guint n_cells,
                        GCancellable *cancellable,
                        GError **error)
{
  if (self->row == 0 && self->encoding == TSU_ENCODING_UTF8)
    g_string_append (self->buffer, "\xef\xbb\xbf");
  if (self->cp932 == NULL && self->encoding == TSU_ENCODING_CP932) {
    self->cp932 = tsu_cp932_new (error);
    if (self->cp932 == NULL)
      return FALSE;
  }
  self->row++;
  for (guint i = 0; i < n_cells; i++) {
    if (i > 0)
      g_string_append_c (self->buffer, ',');
    if (cells[i] != NULL)
      append_cell (self, i + 1, cells[i]);
  }
  g_string_append (self->buffer, "\r\n");
  return self->buffer->len < FLUSH_BYTES || flush (self, cancellable, error);
}

/**
 * tsu_csv_writer_finish:
 *
 * Writes what is left. With %TSU_UNENCODABLE_REFUSE and characters that CP932 does not have it
 * fails, and what reached the stream until then must be thrown away.
 *
 * Returns: %FALSE when the stream fails or the file was refused
 */
gboolean
tsu_csv_writer_finish (TsuCsvWriter *self, GCancellable *cancellable, GError **error)
{
  if (!flush (self, cancellable, error))
    return FALSE;
  if (self->refused) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 ngettext ("%u character cannot be written in CP932. Nothing was written. Choose "
                           "UTF-8 or substitute characters.",
                           "%u characters cannot be written in CP932. Nothing was written. Choose "
                           "UTF-8 or substitute characters.",
                           self->unencodable->len),
                 self->unencodable->len);
    return FALSE;
  }
  return TRUE;
}

/**
 * tsu_csv_writer_get_unencodable:
 *
 * Returns: (transfer none) (element-type TsuUnencodable): the characters that CP932 does not
 * have, with what was written instead
 */
GPtrArray *
tsu_csv_writer_get_unencodable (TsuCsvWriter *self)
{
  return self->unencodable;
}
