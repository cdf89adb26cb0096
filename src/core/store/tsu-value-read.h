/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-json.h"
#include "tsu-schema.h"
#include "tsu-value.h"

G_BEGIN_DECLS

/** TSU_TEXT_MAX: bytes that one text in a record may have */
#define TSU_TEXT_MAX (64 * 1024)

gboolean
tsu_value_read_text (const TsuField *field, const char *text, TsuValue **value, GError **error);
gboolean tsu_value_read_json (const TsuField *field,
                              TsuJsonReader *reader,
                              TsuValue **value,
                              GError **error);

G_END_DECLS
