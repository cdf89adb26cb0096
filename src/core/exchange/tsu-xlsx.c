/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Excel workbooks (.xlsx, ECMA-376): which sheets there are, in which order, and what their cell
 * styles make of numbers. Debian has no C library that reads them. Old .xls files and files under
 * a password share one container and are told apart only for the sake of the message.
 */

#include "config.h"

#include "tsu-xlsx.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "tsu-error.h"
#include "tsu-xlsx-number.h"
#include "tsu-xlsx-sheet.h"
#include "tsu-xlsx-strings.h"

#define MAX_SHEETS 1000
#define MAX_STYLES 100000

static const char ole_signature[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/* "EncryptedPackage" in UTF-16, the stream that holds a workbook under a password. */
static const char encrypted_stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

typedef struct {
  char *name;
  char *id;
  gboolean hidden;
} SheetEntry;

typedef struct {
  char *target;
  char *type;
} Relation;

static void
sheet_entry_free (gpointer data)
{
  SheetEntry *entry = data;

  g_free (entry->name);
  g_free (entry->id);
  g_free (entry);
}

static void
relation_free (gpointer data)
{
  Relation *relation = data;

  g_free (relation->target);
  g_free (relation->type);
  g_free (relation);
}

/* "worksheets/sheet1.xml" beside "xl/workbook.xml" is "xl/worksheets/sheet1.xml". */
static char *
resolve_target (const char *folder, const char *target)
{
  g_autofree char *joined = NULL;
  g_autofree char *absolute = NULL;

  if (*target == '/')
    return g_strdup (target + 1);
  joined = g_build_filename ("/", folder, target, NULL);
  absolute = g_canonicalize_filename (joined, "/");
  return g_strdup (absolute + 1);
}

/* Reads the relations of a part: id → Relation. */
static GHashTable *
read_relations (TsuXlsxPackage *package, const char *name, const char *folder, GError **error)
{
  g_autoptr (GHashTable) table =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, relation_free);
  g_autoptr (TsuXlsxPart) part = tsu_xlsx_part_open (package, name, error);
  GError *damaged = NULL;

  if (part == NULL)
    return NULL;
  while (tsu_xlsx_part_next (part, &damaged)) {
    g_autofree char *id = NULL;
    g_autofree char *target = NULL;
    g_autofree char *type = NULL;
    Relation *relation;

    if (!tsu_xlsx_part_is_start (part, "Relationship"))
      continue;
    id = tsu_xlsx_part_dup_attribute (part, "Id");
    target = tsu_xlsx_part_dup_attribute (part, "Target");
    type = tsu_xlsx_part_dup_attribute (part, "Type");
    if (id == NULL || target == NULL || type == NULL)
      continue;
    relation = g_new0 (Relation, 1);
    relation->target = resolve_target (folder, target);
    relation->type = g_steal_pointer (&type);
    g_hash_table_replace (table, g_steal_pointer (&id), relation);
  }
  if (damaged != NULL) {
    g_propagate_error (error, damaged);
    return NULL;
  }
  return g_steal_pointer (&table);
}

static const char *
find_relation (GHashTable *relations, const char *type)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Relation *relation = value;
    const char *slash = strrchr (relation->type, '/');

    if (slash != NULL && g_str_equal (slash + 1, type))
      return relation->target;
  }
  return NULL;
}

static GPtrArray *
read_workbook (TsuXlsxContext *context, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_entry_free);
  g_autoptr (TsuXlsxPart) part = tsu_xlsx_part_open (context->package, name, error);
  GError *damaged = NULL;

  if (part == NULL)
    return NULL;
  while (tsu_xlsx_part_next (part, &damaged)) {
    if (tsu_xlsx_part_is_start (part, "workbookPr")) {
      g_autofree char *value = tsu_xlsx_part_dup_attribute (part, "date1904");

      context->date1904 =
        value != NULL && (g_str_equal (value, "1") || g_str_equal (value, "true"));
    } else if (tsu_xlsx_part_is_start (part, "sheet") && sheets->len < MAX_SHEETS) {
      SheetEntry *entry = g_new0 (SheetEntry, 1);
      g_autofree char *state = tsu_xlsx_part_dup_attribute (part, "state");

      entry->name = tsu_xlsx_part_dup_attribute (part, "name");
      entry->id = tsu_xlsx_part_dup_attribute (part, "id");
      entry->hidden = state != NULL && !g_str_equal (state, "visible");
      g_ptr_array_add (sheets, entry);
    }
  }
  if (damaged != NULL) {
    g_propagate_error (error, damaged);
    return NULL;
  }
  return g_steal_pointer (&sheets);
}

static void
add_style (GByteArray *formats, TsuXlsxPart *part, GHashTable *codes)
{
  g_autofree char *text = tsu_xlsx_part_dup_attribute (part, "numFmtId");
  guint id = text != NULL ? (guint) CLAMP (atol (text), 0, G_MAXINT) : 0;
  const char *code = g_hash_table_lookup (codes, GUINT_TO_POINTER (id));
  guint8 format;

  if (code != NULL)
    format = (guint8) tsu_xlsx_number_classify (code);
  else
    format = (guint8) tsu_xlsx_number_classify_builtin (id);
  g_byte_array_append (formats, &format, 1);
}

static GByteArray *
read_styles (TsuXlsxPackage *package, const char *name, GError **error)
{
  g_autoptr (GByteArray) formats = g_byte_array_new ();
  g_autoptr (GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (TsuXlsxPart) part = tsu_xlsx_part_open (package, name, error);
  gboolean in_cell_styles = FALSE;
  GError *damaged = NULL;

  if (part == NULL)
    return NULL;
  while (tsu_xlsx_part_next (part, &damaged)) {
    if (tsu_xlsx_part_is_start (part, "numFmt")) {
      g_autofree char *id = tsu_xlsx_part_dup_attribute (part, "numFmtId");
      char *code = tsu_xlsx_part_dup_attribute (part, "formatCode");

      if (id != NULL && code != NULL)
        g_hash_table_replace (codes, GUINT_TO_POINTER ((guint) atol (id)), code);
      else
        g_free (code);
    }
    if (tsu_xlsx_part_is_start (part, "cellXfs"))
      in_cell_styles = TRUE;
    if (tsu_xlsx_part_is_end (part, "cellXfs"))
      in_cell_styles = FALSE;
    if (in_cell_styles && tsu_xlsx_part_is_start (part, "xf") && formats->len < MAX_STYLES)
      add_style (formats, part, codes);
  }
  if (damaged != NULL) {
    g_propagate_error (error, damaged);
    return NULL;
  }
  return g_steal_pointer (&formats);
}

static gboolean
read_sheets (TsuXlsxContext *context,
             GPtrArray *entries,
             GHashTable *relations,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < entries->len; i++) {
    const SheetEntry *entry = g_ptr_array_index (entries, i);
    const Relation *relation = entry->id ? g_hash_table_lookup (relations, entry->id) : NULL;
    TsuSheet *sheet;

    /* Charts are sheets too, without cells. */
    if (relation == NULL || !g_str_has_suffix (relation->type, "/worksheet"))
      continue;
    sheet = tsu_book_add_sheet (context->book, entry->name != NULL ? entry->name : "");
    tsu_sheet_set_hidden (sheet, entry->hidden);
    tsu_problems_set_sheet (tsu_book_get_problems (context->book), entry->name);
    if (!tsu_xlsx_sheet_read (context, sheet, relation->target, cancellable, error))
      return FALSE;
  }
  tsu_problems_set_sheet (tsu_book_get_problems (context->book), NULL);
  return TRUE;
}

static gboolean
read_shared (TsuXlsxContext *context, GHashTable *relations, GError **error)
{
  const char *styles = find_relation (relations, "styles");
  const char *strings = find_relation (relations, "sharedStrings");

  if (styles != NULL)
    context->formats = read_styles (context->package, styles, error);
  else
    context->formats = g_byte_array_new ();
  if (context->formats == NULL)
    return FALSE;
  if (strings == NULL)
    return TRUE;
  context->strings =
    tsu_xlsx_strings_read (context->package, strings, tsu_book_get_pool (context->book), error);
  return context->strings != NULL;
}

static gboolean
read_package (TsuXlsxContext *context, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) root = NULL;
  g_autoptr (GHashTable) relations = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  g_autofree char *relations_name = NULL;
  const char *workbook;

  root = read_relations (context->package, "_rels/.rels", "", error);
  if (root == NULL)
    return FALSE;
  workbook = find_relation (root, "officeDocument");
  if (workbook == NULL || !tsu_xlsx_package_has (context->package, workbook)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _("This file is not an Excel workbook. Save it from Excel as “Excel "
                           "Workbook (.xlsx)” or as CSV."));
    return FALSE;
  }
  folder = g_path_get_dirname (workbook);
  base = g_path_get_basename (workbook);
  relations_name = g_strdup_printf ("%s/_rels/%s.rels", folder, base);
  relations = read_relations (context->package, relations_name, folder, error);
  if (relations == NULL)
    return FALSE;
  entries = read_workbook (context, workbook, error);
  if (entries == NULL || !read_shared (context, relations, error))
    return FALSE;
  return read_sheets (context, entries, relations, cancellable, error);
}

static gboolean
refuse_ole (const char *data, gsize length, GError **error)
{
  if (memmem (data, length, encrypted_stream, sizeof encrypted_stream - 1) != NULL)
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _("The workbook is protected by a password. Open it in Excel, remove the "
                           "password, save it and try again."));
  else
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _("This is a workbook of an old Excel (.xls). Open it in Excel, save it "
                           "as “Excel Workbook (.xlsx)” and try again."));
  return FALSE;
}

/**
 * tsu_xlsx_is_likely:
 *
 * Returns: whether the file is a workbook by its first bytes, one that cannot be read included
 */
gboolean
tsu_xlsx_is_likely (const char *data, gsize length)
{
  return length >= 4 && (memcmp (data, "PK\3\4", 4) == 0 || memcmp (data, "PK\5\6", 4) == 0 ||
                         (length >= 8 && memcmp (data, ole_signature, 8) == 0));
}

/**
 * tsu_xlsx_read:
 * @bytes: the file
 *
 * Reads all sheets, hidden ones too, in the order of the workbook.
 *
 * Returns: (transfer full): the book, or %NULL with a %TSU_ERROR that is one sentence for people
 */
TsuBook *
tsu_xlsx_read (GBytes *bytes,
               const TsuReadOptions *options,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (TsuBook) book = tsu_book_new (TSU_BOOK_XLSX);
  g_autoptr (TsuXlsxPackage) package = NULL;
  TsuXlsxContext context = { .book = book, .options = options };
  gboolean ok;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length >= 8 && memcmp (data, ole_signature, 8) == 0) {
    refuse_ole (data, length, error);
    return NULL;
  }
  package = tsu_xlsx_package_open (bytes, error);
  if (package == NULL)
    return NULL;
  context.package = package;
  ok = read_package (&context, cancellable, error);
  g_clear_pointer (&context.strings, g_ptr_array_unref);
  g_clear_pointer (&context.formats, g_byte_array_unref);
  return ok ? g_steal_pointer (&book) : NULL;
}
