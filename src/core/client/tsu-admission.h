/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-account.h"
#include "tsu-remote.h"
#include "tsu-wire-answer.h"

G_BEGIN_DECLS

void tsu_admission_prepare (TsuRequest *request,
                            const char *user,
                            const char *password,
                            const char *device);
gboolean tsu_admission_read (const TsuReply *reply, TsuSession *session, GError **error);
void tsu_admission_note (const TsuSession *session, TsuAccount *account);
gboolean
tsu_admission_choose_ward (const TsuSession *session, const char *wish, int *ward, GError **error);
const char *tsu_admission_name_ward (const TsuSession *session, int ward);

G_END_DECLS
