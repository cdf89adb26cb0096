/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-client-status.h"

G_BEGIN_DECLS

int tsu_sync_words_count (const TsuClientStatus *status);
char *tsu_sync_words_state (const TsuClientStatus *status);
char *tsu_sync_words_more (const TsuClientStatus *status);
char *tsu_sync_words_times (const TsuClientStatus *status);
const char *tsu_sync_words_icon (const TsuClientStatus *status);
char *tsu_sync_words_moment (gint64 time);

G_END_DECLS
