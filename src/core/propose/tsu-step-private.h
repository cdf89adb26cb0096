/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-step.h"

G_BEGIN_DECLS

typedef enum {
  TSU_STEP_PROPOSE,
  TSU_STEP_WORD,
  TSU_STEP_ACCEPT,
  TSU_STEP_BEGIN,
  TSU_STEP_CLOSE,
  TSU_STEP_REFUSE,
  TSU_STEP_MARK,
  TSU_STEP_WITHDRAW,
  TSU_STEP_HAND_OVER,
  TSU_STEP_CONTACTED,
} TsuStepKind;

/**
 * TsuStep:
 * @id: the record it is about: a need or a match, mostly
 * @other: (nullable): the candidate, the reason's code, the colleague or the next day
 * @text: (nullable): what was said, the reasons or the outcome
 * @made: (nullable): id of the record made
 */
struct _TsuStep {
  TsuStepKind kind;
  char *id;
  char *other;
  char *text;
  TsuSide side;
  TsuAnswer answer;
  TsuMark mark;
  int score;
  gboolean went_well;
  char *need_reflection;
  char *offer_reflection;
  char *event;
  char *hiroba;
  char *new_hiroba;
  char *staff;
  char *today;
  char *made;
};

gboolean tsu_step_add_edits (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error);

G_END_DECLS
