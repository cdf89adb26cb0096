/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change-table.h"
#include "tsu-issue.h"

G_BEGIN_DECLS

/**
 * TsuWantedIssue:
 * @id: what the issue is called on every device; owned by the array it is in
 * @other: the key of the second record, 0 for none
 * @field: (nullable): the field in question
 *
 * An issue as it should stand in the table.
 */
typedef struct {
  char *id;
  TsuIssueKind kind;
  gint64 record;
  gint64 other;
  const char *field;
} TsuWantedIssue;

gboolean tsu_issue_table_refresh (
  TsuLedger *ledger, const TsuTarget *target, gboolean had_any, int *n_open, GError **error);
GArray *tsu_issue_table_new_wanted (void);
gboolean tsu_issue_table_replace (
  TsuLedger *ledger, const char *sql, gint64 key, GArray *wanted, GError **error);
gboolean tsu_issue_table_forget (TsuLedger *ledger, gint64 key, GError **error);

G_END_DECLS
