/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of an .xlsx package as XML: libzip unpacks, libxml2's pull reader parses, nothing is
 * held whole. This is the gate for hostile files: no network, no DTD and so no entities, and a
 * limit to what a small file may unpack to.
 */

#include "config.h"

#include "tsu-xlsx-part.h"

#include <glib/gi18n.h>
#include <string.h>
#include <zip.h>

#include "tsu-error.h"

/* A sheet of a million rows is some 200 MB of XML. */
#define MAX_PART_BYTES (G_GUINT64_CONSTANT (1) << 29)
/* Real sheets shrink to a tenth or, when all rows are alike, to a fiftieth. Below the floor the
 * ratio says nothing. */
#define MAX_RATIO 100
#define RATIO_FLOOR (G_GUINT64_CONSTANT (8) << 20)
#define MAX_ENTRIES 10000

struct _TsuXlsxPackage {
  GBytes *bytes;
  zip_t *zip;
};

struct _TsuXlsxPart {
  zip_file_t *file;
  guint64 left; /* bytes the part may still unpack to */
  gboolean too_large;
  xmlTextReader *reader;
};

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_CORRUPT,
                       _("The workbook is damaged or was cut off while it was copied. Nothing was "
                         "read from it. Open it in Excel, save it again and try once more."));
  return FALSE;
}

static gboolean
fail_too_large (GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                       _("The workbook unpacks to far more than a table of people or events needs. "
                         "Nothing was read from it."));
  return FALSE;
}

static int
read_part_cb (void *context, char *buffer, int length)
{
  TsuXlsxPart *self = context;
  zip_int64_t got = zip_fread (self->file, buffer, (zip_uint64_t) length);

  if (got < 0)
    return -1;
  if ((guint64) got > self->left) {
    self->too_large = TRUE;
    return -1;
  }
  self->left -= (guint64) got;
  return (int) got;
}

/* The reader's own messages would go to standard error. */
static void
ignore_error_cb (void *user_data, xmlErrorPtr error)
{
}

/**
 * tsu_xlsx_package_open:
 * @bytes: the file
 *
 * Returns: (transfer full): the package, or %NULL with a %TSU_ERROR
 */
TsuXlsxPackage *
tsu_xlsx_package_open (GBytes *bytes, GError **error)
{
  static gsize initialised = 0;
  g_autoptr (TsuXlsxPackage) self = g_new0 (TsuXlsxPackage, 1);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  zip_source_t *source;

  if (g_once_init_enter (&initialised)) {
    xmlInitParser ();
    g_once_init_leave (&initialised, 1);
  }
  self->bytes = g_bytes_ref (bytes);
  source = zip_source_buffer_create (data, length, 0, NULL);
  if (source == NULL) {
    fail_damaged (error);
    return NULL;
  }
  self->zip = zip_open_from_source (source, ZIP_RDONLY, NULL);
  if (self->zip == NULL) {
    zip_source_free (source);
    fail_damaged (error);
    return NULL;
  }
  if (zip_get_num_entries (self->zip, 0) > MAX_ENTRIES) {
    fail_too_large (error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
tsu_xlsx_package_free (TsuXlsxPackage *self)
{
  if (self->zip != NULL)
    zip_discard (self->zip);
  g_bytes_unref (self->bytes);
  g_free (self);
}

gboolean
tsu_xlsx_package_has (TsuXlsxPackage *self, const char *name)
{
  return zip_name_locate (self->zip, name, ZIP_FL_NOCASE) >= 0;
}

/**
 * tsu_xlsx_part_open:
 * @name: the path inside the package
 *
 * Returns: (transfer full): the part, read from its beginning by tsu_xlsx_part_next()
 */
TsuXlsxPart *
tsu_xlsx_part_open (TsuXlsxPackage *package, const char *name, GError **error)
{
  g_autoptr (TsuXlsxPart) self = g_new0 (TsuXlsxPart, 1);
  zip_stat_t stat;

  if (zip_stat (package->zip, name, ZIP_FL_NOCASE, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) ||
      !(stat.valid & ZIP_STAT_COMP_SIZE)) {
    fail_damaged (error);
    return NULL;
  }
  self->left = MIN (MAX_PART_BYTES, MAX (RATIO_FLOOR, stat.comp_size * MAX_RATIO));
  if (stat.size > self->left) {
    fail_too_large (error);
    return NULL;
  }
  self->file = zip_fopen_index (package->zip, stat.index, 0);
  if (self->file != NULL)
    self->reader =
      xmlReaderForIO (read_part_cb, NULL, self, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
  if (self->reader == NULL) {
    fail_damaged (error);
    return NULL;
  }
  xmlTextReaderSetStructuredErrorHandler (self->reader, ignore_error_cb, NULL);
  return g_steal_pointer (&self);
}

void
tsu_xlsx_part_free (TsuXlsxPart *self)
{
  if (self->reader != NULL)
    xmlFreeTextReader (self->reader);
  if (self->file != NULL)
    zip_fclose (self->file);
  g_free (self);
}

/**
 * tsu_xlsx_part_fail:
 *
 * Sets the error for a part that breaks the rules of the format.
 *
 * Returns: %FALSE
 */
gboolean
tsu_xlsx_part_fail (TsuXlsxPart *self, GError **error)
{
  return self->too_large ? fail_too_large (error) : fail_damaged (error);
}

/**
 * tsu_xlsx_part_next:
 *
 * Goes on to the next node.
 *
 * Returns: %FALSE at the end, with @error set when the part is damaged
 */
gboolean
tsu_xlsx_part_next (TsuXlsxPart *self, GError **error)
{
  int result = xmlTextReaderRead (self->reader);

  if (result == 0)
    return FALSE;
  if (result < 0)
    return tsu_xlsx_part_fail (self, error);
  /* No part of a workbook has a DTD; entities come with one. */
  if (xmlTextReaderNodeType (self->reader) == XML_READER_TYPE_DOCUMENT_TYPE)
    return fail_damaged (error);
  return TRUE;
}

gboolean
tsu_xlsx_part_is_start (TsuXlsxPart *self, const char *name)
{
  return xmlTextReaderNodeType (self->reader) == XML_READER_TYPE_ELEMENT &&
         strcmp ((const char *) xmlTextReaderConstLocalName (self->reader), name) == 0;
}

/**
 * tsu_xlsx_part_is_end:
 *
 * Returns: whether the element @name ends here; an empty element starts and ends at once
 */
gboolean
tsu_xlsx_part_is_end (TsuXlsxPart *self, const char *name)
{
  int type = xmlTextReaderNodeType (self->reader);

  if (type != XML_READER_TYPE_END_ELEMENT &&
      !(type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement (self->reader) == 1))
    return FALSE;
  return strcmp ((const char *) xmlTextReaderConstLocalName (self->reader), name) == 0;
}

/**
 * tsu_xlsx_part_get_text:
 *
 * Returns: (transfer none) (nullable): the text when the node is one
 */
const char *
tsu_xlsx_part_get_text (TsuXlsxPart *self)
{
  int type = xmlTextReaderNodeType (self->reader);

  if (type != XML_READER_TYPE_TEXT && type != XML_READER_TYPE_CDATA &&
      type != XML_READER_TYPE_SIGNIFICANT_WHITESPACE && type != XML_READER_TYPE_WHITESPACE)
    return NULL;
  return (const char *) xmlTextReaderConstValue (self->reader);
}

/**
 * tsu_xlsx_part_dup_attribute:
 * @name: without its prefix
 *
 * Returns: (transfer full) (nullable): the value
 */
char *
tsu_xlsx_part_dup_attribute (TsuXlsxPart *self, const char *name)
{
  char *value = NULL;

  while (value == NULL && xmlTextReaderMoveToNextAttribute (self->reader) == 1)
    if (strcmp ((const char *) xmlTextReaderConstLocalName (self->reader), name) == 0)
      value = g_strdup ((const char *) xmlTextReaderConstValue (self->reader));
  xmlTextReaderMoveToElement (self->reader);
  return value;
}

xmlTextReader *
tsu_xlsx_part_get_reader (TsuXlsxPart *self)
{
  return self->reader;
}
