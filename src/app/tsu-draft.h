/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-record.h"

G_BEGIN_DECLS

TsuRecord *tsu_draft_begin (const TsuType *type, const char *kind);
void tsu_draft_refer (TsuRecord *draft, const TsuField *field, const char *id);

G_END_DECLS
