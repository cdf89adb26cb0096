/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <libxml/xmlreader.h>

G_BEGIN_DECLS

typedef struct _TsuXlsxPackage TsuXlsxPackage;
typedef struct _TsuXlsxPart TsuXlsxPart;

TsuXlsxPackage *tsu_xlsx_package_open (GBytes *bytes, GError **error);
void tsu_xlsx_package_free (TsuXlsxPackage *self);
gboolean tsu_xlsx_package_has (TsuXlsxPackage *self, const char *name);

TsuXlsxPart *tsu_xlsx_part_open (TsuXlsxPackage *package, const char *name, GError **error);
void tsu_xlsx_part_free (TsuXlsxPart *self);
gboolean tsu_xlsx_part_next (TsuXlsxPart *self, GError **error);
gboolean tsu_xlsx_part_is_start (TsuXlsxPart *self, const char *name);
gboolean tsu_xlsx_part_is_end (TsuXlsxPart *self, const char *name);
const char *tsu_xlsx_part_get_text (TsuXlsxPart *self);
char *tsu_xlsx_part_dup_attribute (TsuXlsxPart *self, const char *name);
xmlTextReader *tsu_xlsx_part_get_reader (TsuXlsxPart *self);
gboolean tsu_xlsx_part_fail (TsuXlsxPart *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuXlsxPackage, tsu_xlsx_package_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuXlsxPart, tsu_xlsx_part_free)

G_END_DECLS
