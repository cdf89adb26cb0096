/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-issue.h"
#include "tsu-outbox.h"

G_BEGIN_DECLS

char *tsu_attention_words_moment (gint64 time, int date_style);
char *tsu_attention_words_value (TsuLedger *ledger,
                                 const TsuField *field,
                                 TsuValue *value,
                                 int date_style);
char *tsu_attention_words_claim (
  const TsuSibling *sibling, const char *text, gboolean mine, gboolean first, int date_style);
char *tsu_attention_words_revived (const TsuIssue *issue,
                                   TsuLedger *ledger,
                                   const char *device,
                                   int date_style);
char *tsu_attention_words_written (TsuLedger *ledger,
                                   const TsuType *type,
                                   const TsuChange *change,
                                   int date_style);
char *tsu_attention_words_held (const TsuHeld *held, const char *written, int date_style);
const char *tsu_attention_words_held_of_others (const char *reason);

G_END_DECLS
