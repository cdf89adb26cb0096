/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-round.h"

G_BEGIN_DECLS

char *tsu_trouble_word_notes (TsuRoundNotes notes);
GError *tsu_trouble_new (const TsuTurn *step, const TsuReply *reply);

G_END_DECLS
