/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-round.h"

G_BEGIN_DECLS

/** TSU_TROUBLE_CLOCK: from how many milliseconds on a computer's clock is told to be wrong */
#define TSU_TROUBLE_CLOCK (5 * 60 * 1000)

GError *tsu_trouble_new (const TsuStep *step, const TsuReply *reply);
char *tsu_trouble_word_clock (gint64 ahead);

G_END_DECLS
