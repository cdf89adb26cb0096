/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-draft.h"
#include "tsu-mapping.h"
#include "tsu-problems.h"

G_BEGIN_DECLS

/* Cells that are put together with others when the row is complete. */
typedef enum {
  TSU_SLOT_RECORD_ID,
  TSU_SLOT_ID,
  TSU_SLOT_CODE,
  TSU_SLOT_LATLON,
  TSU_SLOT_ADDRESS_1,
  TSU_SLOT_ADDRESS_2,
  TSU_SLOT_ADDRESS_3,
  TSU_SLOT_ADDRESS_4,
  TSU_SLOT_START_DATE,
  TSU_SLOT_START_TIME,
  TSU_SLOT_END_DATE,
  TSU_SLOT_END_TIME,
  TSU_SLOT_REGISTER_DATE,
  TSU_SLOT_REGISTER_TIME,
  TSU_SLOT_FAMILY,
  TSU_SLOT_GIVEN,
  TSU_SLOT_FAMILY_READING,
  TSU_SLOT_GIVEN_READING,
  TSU_N_SLOTS,
} TsuSlot;

/**
 * TsuRowSlots:
 * @row: the index of the row
 * @columns: for each slot the column that stands in the row, or -1
 */
typedef struct {
  TsuSheet *sheet;
  const TsuMapping *mapping;
  TsuProblems *problems;
  guint row;
  int columns[TSU_N_SLOTS];
} TsuRowSlots;

int tsu_row_slots_find (const char *target);
void tsu_row_slots_start (TsuRowSlots *self, guint row);
void tsu_row_slots_finish (TsuRowSlots *self, TsuDraft *draft);

G_END_DECLS
