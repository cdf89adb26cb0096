/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-suggest.h"

G_BEGIN_DECLS

#define TODAY "2026-11-22"

/**
 * Desk:
 * @folder: a folder of its own for each test
 * @ledger: the ledger in it
 * @market: a market on it, whose day is TODAY
 */
typedef struct {
  char *folder;
  TsuLedger *ledger;
  TsuMarket *market;
} Desk;

void desk_set_up (Desk *desk, gconstpointer data);
/* With the demonstration ward. */
void desk_set_up_ward (Desk *desk, gconstpointer data);
void desk_tear_down (Desk *desk, gconstpointer data);

/* Fields and texts in turn, ended by NULL; sets are separated by spaces. Gives the id. */
char *add (Desk *desk, const char *type, ...) G_GNUC_NULL_TERMINATED;
void change (Desk *desk, const char *id, ...) G_GNUC_NULL_TERMINATED;
char *get (Desk *desk, const char *id, const char *field);
/* (element-type utf8): all records of a type as JSON, in the order of their keys */
char *dump (Desk *desk, const char *type);
/* Every type that matching touches. */
char *dump_all (Desk *desk);
/* (element-type utf8): ids of all records of a type */
GPtrArray *list_ids (Desk *desk, const char *type);

TsuSuggestions *suggest (Desk *desk, const char *need, guint limit);
/* Place of a candidate among the suggestions, -1 where it is not. */
int find_place (const TsuSuggestions *found, const char *id);
const TsuSuggestion *find_suggestion (const TsuSuggestions *found, const char *id);
gboolean says (const GPtrArray *sentences, const char *part);

G_END_DECLS
