/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Readings in a workbook we write. libxlsxwriter has no call for phonetic runs (rPh), so a text
 * goes in together with its reading, and the finished package gets its shared texts rewritten:
 * <t>text MARK reading</t> becomes <t>text</t><rPh><t>reading</t></rPh>. Two people of one name
 * with different readings stay two shared texts that way.
 */

#include "config.h"

#include "tsu-xlsx-furigana.h"

#include <glib/gi18n.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
#include <string.h>
#include <zip.h>

#include "tsu-error.h"

#define MARK "\xef\xb7\x90"
#define PART "xl/sharedStrings.xml"

typedef xmlTextReader Reader;
typedef xmlTextWriter Writer;
typedef xmlBuffer Buffer;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, xmlFreeTextReader)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writer, xmlFreeTextWriter)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Buffer, xmlBufferFree)

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_FAILED,
                       _("The readings could not be written into the workbook. No file was left "
                         "behind."));
  return FALSE;
}

static guint
count_utf16 (const char *text)
{
  guint units = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    units += g_utf8_get_char (text) > 0xffff ? 2 : 1;
  return units;
}

/* Copies the start of an element with its attributes. */
static void
copy_start (Reader *reader, Writer *writer)
{
  gboolean empty = xmlTextReaderIsEmptyElement (reader) == 1;

  xmlTextWriterStartElement (writer, xmlTextReaderConstName (reader));
  while (xmlTextReaderMoveToNextAttribute (reader) == 1)
    xmlTextWriterWriteAttribute (writer, xmlTextReaderConstName (reader),
                                 xmlTextReaderConstValue (reader));
  xmlTextReaderMoveToElement (reader);
  if (empty)
    xmlTextWriterEndElement (writer);
}

/* Inside <t>: the text, and behind the mark its reading in elements of its own. The end of the
 * reading's <t> is what closes the <t> that is open in the source. */
static void
copy_text (Writer *writer, const char *value, gboolean *in_reading)
{
  const char *mark = strstr (value, MARK);
  g_autofree char *text = NULL;
  char end[16];

  if (mark == NULL) {
    xmlTextWriterWriteString (writer, (const xmlChar *) value);
    return;
  }
  text = g_strndup (value, mark - value);
  g_snprintf (end, sizeof end, "%u", count_utf16 (text));
  xmlTextWriterWriteString (writer, (const xmlChar *) text);
  xmlTextWriterEndElement (writer);
  xmlTextWriterStartElement (writer, (const xmlChar *) "rPh");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "sb", (const xmlChar *) "0");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "eb", (const xmlChar *) end);
  xmlTextWriterStartElement (writer, (const xmlChar *) "t");
  xmlTextWriterWriteString (writer, (const xmlChar *) mark + strlen (MARK));
  *in_reading = TRUE;
}

static void
copy_end (Reader *reader, Writer *writer, gboolean *in_reading)
{
  xmlTextWriterEndElement (writer);
  if (!*in_reading || strcmp ((const char *) xmlTextReaderConstLocalName (reader), "t") != 0)
    return;
  xmlTextWriterEndElement (writer); /* rPh */
  xmlTextWriterStartElement (writer, (const xmlChar *) "phoneticPr");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "fontId", (const xmlChar *) "0");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "type", (const xmlChar *) "noConversion");
  xmlTextWriterEndElement (writer);
  *in_reading = FALSE;
}

static gboolean
transform (const char *source, gsize length, Buffer *target)
{
  g_autoptr (Reader) reader =
    xmlReaderForMemory (source, (int) length, NULL, NULL,
                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  g_autoptr (Writer) writer = xmlNewTextWriterMemory (target, 0);
  gboolean in_reading = FALSE;
  int result;

  if (reader == NULL || writer == NULL)
    return FALSE;
  xmlTextWriterStartDocument (writer, "1.0", "UTF-8", "yes");
  while ((result = xmlTextReaderRead (reader)) == 1) {
    switch (xmlTextReaderNodeType (reader)) {
    case XML_READER_TYPE_ELEMENT:
      copy_start (reader, writer);
      break;
    case XML_READER_TYPE_END_ELEMENT:
      copy_end (reader, writer, &in_reading);
      break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      copy_text (writer, (const char *) xmlTextReaderConstValue (reader), &in_reading);
      break;
    default:
      break;
    }
  }
  return result == 0 && xmlTextWriterEndDocument (writer) >= 0;
}

static char *
read_part (zip_t *zip, gsize *length)
{
  zip_stat_t stat;
  zip_file_t *file;
  g_autofree char *data = NULL;

  if (zip_stat (zip, PART, 0, &stat) != 0 || stat.size > G_MAXINT)
    return NULL;
  file = zip_fopen (zip, PART, 0);
  if (file == NULL)
    return NULL;
  data = g_malloc (stat.size + 1);
  *length = stat.size;
  if (zip_fread (file, data, stat.size) != (zip_int64_t) stat.size)
    g_clear_pointer (&data, g_free);
  zip_fclose (file);
  return g_steal_pointer (&data);
}

/**
 * tsu_xlsx_furigana_mark:
 *
 * Returns: (transfer full): @text with @reading behind the mark; a mark in either is left out
 */
char *
tsu_xlsx_furigana_mark (const char *text, const char *reading)
{
  g_auto (GStrv) text_parts = g_strsplit (text, MARK, -1);
  g_auto (GStrv) reading_parts = g_strsplit (reading, MARK, -1);
  g_autofree char *clean_text = g_strjoinv ("", text_parts);
  g_autofree char *clean_reading = g_strjoinv ("", reading_parts);

  return g_strconcat (clean_text, MARK, clean_reading, NULL);
}

/**
 * tsu_xlsx_furigana_apply:
 * @path: a finished workbook, rewritten in place
 *
 * Turns marked texts into texts with phonetic runs.
 *
 * Returns: %FALSE with a %TSU_ERROR; the file is of no use then
 */
gboolean
tsu_xlsx_furigana_apply (const char *path, GError **error)
{
  g_autoptr (Buffer) target = NULL;
  g_autofree char *source = NULL;
  zip_source_t *replacement;
  gsize length;
  zip_t *zip = zip_open (path, 0, NULL);

  if (zip == NULL)
    return fail (error);
  target = xmlBufferCreate ();
  source = read_part (zip, &length);
  if (source == NULL || !transform (source, length, target)) {
    zip_discard (zip);
    return fail (error);
  }
  replacement =
    zip_source_buffer (zip, xmlBufferContent (target), (zip_uint64_t) xmlBufferLength (target), 0);
  if (replacement == NULL || zip_file_add (zip, PART, replacement, ZIP_FL_OVERWRITE) < 0) {
    if (replacement != NULL)
      zip_source_free (replacement);
    zip_discard (zip);
    return fail (error);
  }
  if (zip_close (zip) != 0) {
    zip_discard (zip);
    return fail (error);
  }
  return TRUE;
}
