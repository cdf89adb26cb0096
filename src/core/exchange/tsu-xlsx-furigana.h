/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands between a text and its reading until the file is finished. A noncharacter: no text read
 * from outside has it after tsu_xlsx_furigana_mark(). */
#define TSU_XLSX_FURIGANA_MARK 0xfdd0

char *tsu_xlsx_furigana_mark (const char *text, const char *reading);
gboolean tsu_xlsx_furigana_apply (const char *path, GError **error);

G_END_DECLS
