/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-record.h"

G_BEGIN_DECLS

char *tsu_field_text_format (const TsuField *field, TsuValue *value, int date_style);
gboolean
tsu_field_text_parse (const TsuField *field, const char *text, TsuValue **value, GError **error);

G_END_DECLS
