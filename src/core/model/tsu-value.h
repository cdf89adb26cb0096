/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TsuValueKind:
 * @TSU_VALUE_BOOLEAN: yes or no
 * @TSU_VALUE_INTEGER: within ±2^53, so that every JSON reader keeps it
 * @TSU_VALUE_TEXT: NFC UTF-8 without NUL; dates, times, choices and references are text too
 * @TSU_VALUE_LIST: texts in order; a set field's elements, or name and text in turn (pairs)
 *
 * What a field can hold. There are no floats: money is yen, a coordinate is 1e-7 degree.
 */
typedef enum {
  TSU_VALUE_BOOLEAN,
  TSU_VALUE_INTEGER,
  TSU_VALUE_TEXT,
  TSU_VALUE_LIST,
} TsuValueKind;

/**
 * TsuValue:
 *
 * An immutable, atomically counted value. An empty field is the NULL pointer everywhere; an empty
 * text and an empty list are made NULL by the constructors, so that there is one kind of nothing.
 */
typedef struct _TsuValue TsuValue;

#define TSU_TYPE_VALUE (tsu_value_get_type ())

GType tsu_value_get_type (void);

TsuValue *tsu_value_new_boolean (gboolean truth);
TsuValue *tsu_value_new_integer (gint64 integer);
TsuValue *tsu_value_new_text (const char *text);
TsuValue *tsu_value_new_text_len (const char *text, gssize length);
TsuValue *tsu_value_new_list (const char *const *items);
TsuValue *tsu_value_ref (TsuValue *value);
void tsu_value_unref (TsuValue *value);

TsuValueKind tsu_value_get_kind (const TsuValue *value);
gboolean tsu_value_get_boolean (const TsuValue *value);
gint64 tsu_value_get_integer (const TsuValue *value);
const char *tsu_value_get_text (const TsuValue *value);
const char *const *tsu_value_get_list (const TsuValue *value);
gboolean tsu_value_contains (const TsuValue *value, const char *item);
gboolean tsu_value_equal (const TsuValue *a, const TsuValue *b);

void tsu_value_append_json (const TsuValue *value, GString *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuValue, tsu_value_unref)

G_END_DECLS
