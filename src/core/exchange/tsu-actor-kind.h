/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *tsu_actor_kind_guess (const char *name);

G_END_DECLS
