/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuSummary:
 * @title: what the record is called; for one without a name, of whom and what it speaks
 * @reading: (nullable): how the title is read
 * @details: (nullable): kind, district, dates …, in one line
 * @icon: symbolic icon name
 * @state_icon: (nullable): symbolic icon name of its state
 * @conflicts: fields that two people set without knowing of each other
 *
 * What is said of a record where there is room for a row and not for a page. Made on the store's
 * thread, because names of other records must be looked up for it.
 */
typedef struct {
  const TsuType *type;
  gint64 key;
  char *id;
  char *title;
  char *reading;
  char *details;
  const char *icon;
  const char *state_icon;
  int conflicts;
  gboolean deleted;
} TsuSummary;

/* How a summary is to be worded; set up on the main thread, read on the store's. */
typedef struct {
  int date_style;    /* TsuDateStyle */
  const char *about; /* (nullable): id of the record beside which it stands, not named again */
  gboolean card;     /* under the name of its state, which is not named again, but who helps is */
} TsuSummaryStyle;

TsuSummary *
tsu_summary_new (TsuLedger *ledger, const TsuRecord *record, const TsuSummaryStyle *style);
void tsu_summary_free (TsuSummary *self);
gboolean tsu_summary_equal (const TsuSummary *a, const TsuSummary *b);
char *tsu_summary_dup_name (TsuLedger *ledger, const char *id);
GPtrArray *
tsu_summary_new_many (TsuLedger *ledger, GPtrArray *records, const TsuSummaryStyle *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSummary, tsu_summary_free)

G_END_DECLS
