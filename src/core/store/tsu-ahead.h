/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"
#include "tsu-edit.h"
#include "tsu-typed.h"

G_BEGIN_DECLS

/**
 * TsuAhead:
 * @record: what will be shown; its key is set when the ledger has given it one
 * @json: (nullable): the fields of the change; NULL where the change is there already
 * @words: what the typed row holds beside the values
 * @search: (nullable): the words that the index will hold; NULL where it is told of the record
 * later
 *
 * All of saving a new record that can be done without the ledger, and so before the record's turn,
 * on another thread than the ledger's: a third of the work.
 */
typedef struct {
  TsuRecord *record;
  char *json;
  TsuTypedWords words;
  GBytes *search;
} TsuAhead;

TsuAhead *tsu_ahead_new (const TsuEdit *edit);
TsuAhead *tsu_ahead_new_of_change (TsuChange *change);
void tsu_ahead_free (TsuAhead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAhead, tsu_ahead_free)

G_END_DECLS
