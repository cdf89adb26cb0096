/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-slip-form.h"

G_BEGIN_DECLS

char *tsu_slip_edits_describe_wish (const TsuSlipForm *form);
GPtrArray *tsu_slip_edits_make (const TsuSlipForm *form, const TsuRecord *actor, const char *staff);

G_END_DECLS
