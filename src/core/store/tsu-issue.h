/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuIssueKind:
 * @TSU_ISSUE_CONFLICT: two people changed one field without knowing of each other
 * @TSU_ISSUE_REVIVED: deleted here, edited there
 * @TSU_ISSUE_OVERLAP: one resource is booked twice at one time
 */
typedef enum {
  TSU_ISSUE_CONFLICT,
  TSU_ISSUE_REVIVED,
  TSU_ISSUE_OVERLAP,
} TsuIssueKind;

/**
 * TsuSibling:
 * @change: id of the change
 * @field: (nullable): what it set; NULL of a delete
 * @value: (nullable): to what
 * @user: who
 * @device: at which device
 * @time: when, unix milliseconds by the author's clock
 */
typedef struct {
  char *change;
  char *field;
  TsuValue *value;
  char *user;
  char *device;
  gint64 time;
} TsuSibling;

/**
 * TsuIssue:
 * @id: the same on every replica
 * @key: row of the record
 * @record: id of the record
 * @title: what the record is called
 * @field: (nullable): the field two people changed
 * @other_key: row of the other booking, 0 for none
 * @other: (nullable): its id
 * @other_title: (nullable): what it is called
 * @aside: whether somebody put it aside on this computer
 * @siblings: (element-type TsuSibling): of a conflict the values that stand beside each other, the
 *   shown one first; of a deleted record that was edited the deletes, then what they did not see
 */
typedef struct {
  char *id;
  TsuIssueKind kind;
  const TsuType *type;
  gint64 key;
  char *record;
  char *title;
  char *field;
  gint64 other_key;
  char *other;
  char *other_title;
  gboolean aside;
  GPtrArray *siblings;
} TsuIssue;

void tsu_issue_free (TsuIssue *issue);

/* @key 0: of all records. (element-type TsuIssue) */
GPtrArray *tsu_ledger_list_issues (TsuLedger *self, gint64 key, GError **error);
gint64 tsu_ledger_count_issues (TsuLedger *self, GError **error);
gboolean
tsu_ledger_set_issue_aside (TsuLedger *self, const char *id, gboolean aside, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuIssue, tsu_issue_free)

G_END_DECLS
