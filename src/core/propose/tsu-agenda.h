/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

typedef enum {
  TSU_AGENDA_FOLLOW_UP,  /* a contact that was promised for a day */
  TSU_AGENDA_UNANSWERED, /* a consultation without an answer */
  TSU_AGENDA_WAITING,    /* a match that waits for a word from one side or both */
} TsuAgendaKind;

/**
 * TsuAgendaItem:
 * @kind: why it is on the list
 * @type: type of the record: log, need or match
 * @id: its id
 * @key: its key
 * @title: what it is about
 * @who: (nullable): name of whoever is to be contacted
 * @actor: (nullable): their id
 * @staff: (nullable): who is in charge
 * @date: (nullable): the day due, or since which it waits
 * @days: days from @date until today: above 0 late or waiting, below 0 to come
 * @line: the same in words: "Due 3 days ago", "Waiting 9 days for a word from Suzuki"
 */
typedef struct {
  TsuAgendaKind kind;
  const TsuType *type;
  char *id;
  gint64 key;
  char *title;
  char *who;
  char *actor;
  char *staff;
  char *date;
  int days;
  char *line;
} TsuAgendaItem;

/* Each: (transfer full) (element-type TsuAgendaItem), the one longest overdue first. @staff:
 * (nullable): only those in charge of whom; NULL for all. @today: "2026-11-22". */

/* Contacts of log entries, needs and matches due until @days_ahead days from now. */
GPtrArray *tsu_agenda_follow_ups (
  TsuLedger *ledger, const char *staff, const char *today, int days_ahead, GError **error);
/* Consultations without a result that nobody followed up. */
GPtrArray *
tsu_agenda_unanswered (TsuLedger *ledger, const char *staff, const char *today, GError **error);
/* Matches proposed on which one side, or both, have not said yes or no. */
GPtrArray *
tsu_agenda_waiting (TsuLedger *ledger, const char *staff, const char *today, GError **error);

/* Names that are in charge of something open, for a list to choose from. (element-type utf8) */
GPtrArray *tsu_agenda_staff (TsuLedger *ledger, GError **error);
void tsu_agenda_item_free (TsuAgendaItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAgendaItem, tsu_agenda_item_free)

G_END_DECLS
