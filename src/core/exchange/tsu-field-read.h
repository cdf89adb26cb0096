/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-date.h"
#include "tsu-field-number.h"
#include "tsu-schema.h"
#include "tsu-value.h"

G_BEGIN_DECLS

/**
 * TsuFieldReading:
 * @TSU_READING_VALUE: the text is the value
 * @TSU_READING_DOUBTFUL: the text is the value, but a person should look at it
 * @TSU_READING_PARTLY: a part of the text is the value; all of it is to be kept as written too
 * @TSU_READING_NOTHING: the text says that there is nothing ("-", "なし")
 * @TSU_READING_FAILED: the text means nothing to this field and is kept as written
 */
typedef enum {
  TSU_READING_VALUE,
  TSU_READING_DOUBTFUL,
  TSU_READING_PARTLY,
  TSU_READING_NOTHING,
  TSU_READING_FAILED,
} TsuFieldReading;

TsuFieldReading tsu_field_read (const TsuField *field,
                                const char *text,
                                const TsuDateHints *hints,
                                TsuValue **value,
                                char **doubt);
char *tsu_field_write (const TsuField *field, const TsuValue *value);

gboolean tsu_field_is_nothing (const char *text);

G_END_DECLS
