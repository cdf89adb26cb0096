/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-aliases.h"
#include "tsu-date.h"
#include "tsu-sheet.h"

G_BEGIN_DECLS

/**
 * TsuColumn:
 * @header: as written in the file; "Column 3" where nothing is
 * @target: (nullable): the name of a field, a pseudo target or "#indicator"; %NULL for a column
 *   that is kept among the other columns of the record
 * @guessed: whether @target was found by what the cells look like and not by the header
 */
typedef struct {
  char *header;
  const char *target;
  gboolean guessed;
} TsuColumn;

/**
 * TsuMapping:
 * @type: what the rows are records of
 * @columns: (element-type TsuColumn): one for each column of the sheet
 * @hints: what the names of file and sheet and the titles say of dates without a year
 */
typedef struct {
  const TsuType *type;
  GPtrArray *columns;
  TsuDateHints hints;
} TsuMapping;

TsuMapping *tsu_mapping_guess (TsuSheet *sheet, const TsuType *type, const char *file_name);
void tsu_mapping_free (TsuMapping *self);
gboolean tsu_mapping_set_target (TsuMapping *self, guint column, const char *target);
int tsu_mapping_find (const TsuMapping *self, const char *target);
char *tsu_mapping_dup_fingerprint (const TsuMapping *self);
char *tsu_mapping_to_json (const TsuMapping *self);
gboolean tsu_mapping_from_json (TsuMapping *self, const char *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuMapping, tsu_mapping_free)

G_END_DECLS
