/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_DEMO_N_NAMES: how many different persons can be named */
#define TSU_DEMO_N_NAMES (24 * 18 * 15 * 18)

typedef struct {
  char name[64];
  char reading[128];
  gboolean female;
} TsuDemoName;

void tsu_demo_name (guint number, TsuDemoName *name);

G_END_DECLS
