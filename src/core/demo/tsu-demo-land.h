/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-demo-writer.h"

G_BEGIN_DECLS

/** TSU_DEMO_N_DISTRICTS: districts of the ward, with the keys "d1" to "d6" */
#define TSU_DEMO_N_DISTRICTS 6

const char *tsu_demo_land_key (guint i);
const char *const *tsu_demo_land_towns (const char *district, guint *n_towns);
const char *tsu_demo_land_pick_town (TsuDemo *demo, const char *district);
void
tsu_demo_land_set_address (TsuDemo *demo, TsuEdit *edit, const char *district, const char *town);

gboolean tsu_demo_land_fill (TsuDemo *demo, GError **error);

G_END_DECLS
