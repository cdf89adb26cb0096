/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"
#include "tsu-dossier.h"

G_BEGIN_DECLS

#define TSU_TYPE_FIELD_ROW (tsu_field_row_get_type ())

/**
 * TsuFieldRow:
 *
 * One field of one record, shown and edited in place. The base class owns the label, the saving,
 * the sentence of an error and the mark "saved"; a subclass owns the editor.
 *
 * @prepare: makes the editor; the field is known by then
 * @show: shows the value in the editor; called only while nothing unsaved is in it
 * @is_dirty: whether the editor holds something that is not saved
 * @revert: forgets what is not saved
 *
 * A draft, that is a record with key 0, is created in the ledger by its first saved field.
 */
G_DECLARE_DERIVABLE_TYPE (TsuFieldRow, tsu_field_row, TSU, FIELD_ROW, AdwPreferencesRow)

struct _TsuFieldRowClass {
  AdwPreferencesRowClass parent_class;

  void (*prepare) (TsuFieldRow *self);
  void (*show) (TsuFieldRow *self, TsuValue *value);
  gboolean (*is_dirty) (TsuFieldRow *self);
  void (*revert) (TsuFieldRow *self);
};

TsuFieldRow *tsu_field_row_new (TsuDesk *desk, const TsuField *field);

/* For whoever shows the row. */
void tsu_field_row_set_dossier (TsuFieldRow *self, TsuDossier *dossier);
const TsuField *tsu_field_row_get_field (TsuFieldRow *self);
gboolean tsu_field_row_is_dirty (TsuFieldRow *self);
gboolean tsu_field_row_is_empty (TsuFieldRow *self);
const char *tsu_field_row_get_problem (TsuFieldRow *self);

/* For subclasses. */
TsuDesk *tsu_field_row_get_desk (TsuFieldRow *self);
TsuDossier *tsu_field_row_get_dossier (TsuFieldRow *self);
TsuValue *tsu_field_row_get_value (TsuFieldRow *self);
void tsu_field_row_set_editor (TsuFieldRow *self, GtkWidget *editor, GtkWidget *named);
void tsu_field_row_add_suffix (TsuFieldRow *self, GtkWidget *suffix);
void tsu_field_row_set_title_visible (TsuFieldRow *self, gboolean visible);
void tsu_field_row_fail (TsuFieldRow *self, const char *sentence);
void tsu_field_row_commit (TsuFieldRow *self, TsuValue *value);
void tsu_field_row_revert (TsuFieldRow *self);

G_END_DECLS
