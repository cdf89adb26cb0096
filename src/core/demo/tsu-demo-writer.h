/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-demo.h"

G_BEGIN_DECLS

/**
 * TsuDemo:
 * @rand: the only source of chance; asked in the same order every time
 * @batch: id that ties all that is written together
 * @today: the day around which things happen
 * @user: (nullable): in whose name is written
 * @edits: (element-type TsuEdit): made and not yet applied
 *
 * The demonstration ward while it is being filled in.
 */
typedef struct {
  TsuLedger *ledger;
  GRand *rand;
  char *seed;
  char *batch;
  char *today;
  const char *user;
  GPtrArray *edits;
  gint64 done;
  gint64 total;
  TsuProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} TsuDemo;

char *tsu_demo_id (TsuDemo *self, const char *type, const char *key);
char *tsu_demo_day (TsuDemo *self, int days);
char *tsu_demo_moment (TsuDemo *self, int days, int minutes);

TsuEdit *tsu_demo_begin (TsuDemo *self, const char *type, const char *key);
void tsu_demo_set (TsuDemo *self, TsuEdit *edit, const char *field, const char *text);
gboolean tsu_demo_add (TsuDemo *self, TsuEdit *edit, GError **error);
gboolean tsu_demo_flush (TsuDemo *self, GError **error);

int tsu_demo_between (TsuDemo *self, int least, int most);
gboolean tsu_demo_chance (TsuDemo *self, int percent);

G_END_DECLS
