/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-round.h"

G_BEGIN_DECLS

GError *tsu_trouble_new (const TsuTurn *step, const TsuReply *reply);

G_END_DECLS
