/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The editors, one file each; tsu_field_row_new() chooses.
 */

#pragma once

#include "tsu-field-row.h"

G_BEGIN_DECLS

#define TSU_TYPE_TEXT_ROW (tsu_text_row_get_type ())
G_DECLARE_FINAL_TYPE (TsuTextRow, tsu_text_row, TSU, TEXT_ROW, TsuFieldRow)

#define TSU_TYPE_NOTE_ROW (tsu_note_row_get_type ())
G_DECLARE_FINAL_TYPE (TsuNoteRow, tsu_note_row, TSU, NOTE_ROW, TsuFieldRow)

#define TSU_TYPE_BOOLEAN_ROW (tsu_boolean_row_get_type ())
G_DECLARE_FINAL_TYPE (TsuBooleanRow, tsu_boolean_row, TSU, BOOLEAN_ROW, TsuFieldRow)

#define TSU_TYPE_CHOICE_ROW (tsu_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (TsuChoiceRow, tsu_choice_row, TSU, CHOICE_ROW, TsuFieldRow)

#define TSU_TYPE_SET_ROW (tsu_set_row_get_type ())
G_DECLARE_FINAL_TYPE (TsuSetRow, tsu_set_row, TSU, SET_ROW, TsuFieldRow)

#define TSU_TYPE_PAIRS_ROW (tsu_pairs_row_get_type ())
G_DECLARE_FINAL_TYPE (TsuPairsRow, tsu_pairs_row, TSU, PAIRS_ROW, TsuFieldRow)

G_END_DECLS
