/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-demo-cast.h"

G_BEGIN_DECLS

gboolean tsu_demo_wishes_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error);
gboolean tsu_demo_talks_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error);
gboolean tsu_demo_web_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error);
gboolean tsu_demo_stock_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error);
gboolean tsu_demo_traces_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error);
gboolean tsu_demo_crowd_fill (TsuDemo *demo, guint n, GError **error);

const char *tsu_demo_pick_staff (TsuDemo *demo);

G_END_DECLS
