/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"

G_BEGIN_DECLS

/**
 * TsuEdit:
 *
 * What somebody wants done to one record: new values for some fields, a delete or a restore. The
 * ledger turns it into a change when it is applied. Not shared between threads.
 */
typedef struct _TsuEdit TsuEdit;

/* @id NULL: the ledger makes one; tsu_edit_get_id tells it right away. */
TsuEdit *tsu_edit_new_create (const TsuType *type, const char *id);
TsuEdit *tsu_edit_new_change (const TsuType *type, const char *id);
TsuEdit *tsu_edit_new_delete (const TsuType *type, const char *id);
TsuEdit *tsu_edit_new_restore (const TsuType *type, const char *id);
void tsu_edit_free (TsuEdit *self);

const char *tsu_edit_get_id (const TsuEdit *self);
const TsuType *tsu_edit_get_type_of (const TsuEdit *self);
TsuOp tsu_edit_get_op (const TsuEdit *self);

/* For a set field @value is the whole set wanted; the ledger finds what that adds and removes. */
void tsu_edit_set (TsuEdit *self, const char *field, TsuValue *value);
void tsu_edit_set_at (TsuEdit *self, guint index, TsuValue *value);
void tsu_edit_set_text (TsuEdit *self, const char *field, const char *text);
void tsu_edit_set_integer (TsuEdit *self, const char *field, gint64 integer);
void tsu_edit_set_boolean (TsuEdit *self, const char *field, gboolean truth);
void tsu_edit_set_list (TsuEdit *self, const char *field, const char *const *items);
void tsu_edit_clear (TsuEdit *self, const char *field);
/* The value that was on the screen when the user began: a value that came in meanwhile is then
 * kept as a sibling instead of being replaced unseen. Without it the shown head is taken. */
void tsu_edit_expect (TsuEdit *self, const char *field, TsuValue *value);
/* Does, on any thread, what can be done of saving an edit that makes a record before its turn. */
void tsu_edit_prepare (TsuEdit *self);
/* Settles a conflict: the edit has seen every head of its fields. */
void tsu_edit_settle (TsuEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuEdit, tsu_edit_free)

G_END_DECLS
