/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

void tsu_print_line (GString *out, const TsuRecord *record);
void tsu_print_record (GString *out, TsuLedger *ledger, const TsuRecord *record);
char *tsu_print_value (TsuLedger *ledger, const TsuField *field, const TsuValue *value);
void tsu_print_json (GString *out, const TsuRecord *record);

G_END_DECLS
