/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-desk.h"

/* A ledger of its own in a temporary folder, and the settings in memory. */
typedef struct {
  char *folder;
  TsuStore *store;
  TsuDesk *desk;
} AppTest;

void app_test_init (int *argc, char ***argv);
void app_test_open (AppTest *test);
void app_test_close (AppTest *test);

typedef gboolean (*AppTestUntil) (gpointer data);
void app_test_spin_until (AppTestUntil until, gpointer data);
void app_test_settle (AppTest *test);

char *app_test_add (AppTest *test, const char *type, ...) G_GNUC_NULL_TERMINATED;
void app_test_add_many (AppTest *test, const char *type, int n, const char *even, const char *odd);
void app_test_apply (AppTest *test, TsuEdit *edit);
TsuRecord *app_test_get (AppTest *test, const char *id);
