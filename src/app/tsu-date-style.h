/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int tsu_date_style_get (GSettings *settings);

G_END_DECLS
