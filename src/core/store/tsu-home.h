/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tsu_home_dup_ledger_path (GError **error);
char *tsu_home_dup_demo_path (GError **error);

G_END_DECLS
