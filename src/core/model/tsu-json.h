/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_JSON_MAX_DEPTH: how many objects and arrays may be open at once */
#define TSU_JSON_MAX_DEPTH 8
/** TSU_JSON_MAX_KEYS: how many keys an object may have */
#define TSU_JSON_MAX_KEYS 256
/** TSU_JSON_MAX_KEY: how many bytes a key may have */
#define TSU_JSON_MAX_KEY 255
/** TSU_JSON_INT_MAX: the largest integer read or written, ± */
#define TSU_JSON_INT_MAX (G_GINT64_CONSTANT (1) << 53)

/**
 * TsuJsonType:
 * @TSU_JSON_INVALID: no value is here: the end of the document, or an error
 */
typedef enum {
  TSU_JSON_INVALID,
  TSU_JSON_NULL,
  TSU_JSON_BOOL,
  TSU_JSON_INT,
  TSU_JSON_STRING,
  TSU_JSON_ARRAY,
  TSU_JSON_OBJECT,
} TsuJsonType;

/**
 * TsuJsonReader:
 *
 * Reads one document; lives on the stack and owns nothing, so it needs no freeing. All members are
 * private.
 */
typedef struct {
  const char *start;
  const char *at;
  const char *end;
  gsize max_document;
  gsize max_string;
  int depth;
  guint n_keys; /* in use in `keys`, all open objects together */
  gboolean began;
  struct {
    gboolean array;
    gboolean any;     /* a member or element was read */
    gboolean pending; /* its value was not read yet */
    guint first_key;
  } frames[TSU_JSON_MAX_DEPTH];
  struct {
    guint32 offset;
    guint32 hash;
  } keys[TSU_JSON_MAX_DEPTH * TSU_JSON_MAX_KEYS];
  char key[TSU_JSON_MAX_KEY + 1];
  gsize fault_offset;
  char fault[200]; /* empty while all is well */
} TsuJsonReader;

void tsu_json_reader_init (TsuJsonReader *r, const char *bytes, gsize length);
void tsu_json_reader_limit (TsuJsonReader *r, gsize max_document, gsize max_string);
gboolean tsu_json_reader_finish (TsuJsonReader *r, GError **error);
gboolean tsu_json_failed (TsuJsonReader *r);
void tsu_json_fail (TsuJsonReader *r, const char *format, ...) G_GNUC_PRINTF (2, 3);

TsuJsonType tsu_json_peek (TsuJsonReader *r);
gboolean tsu_json_read_object (TsuJsonReader *r);
const char *tsu_json_next_key (TsuJsonReader *r);
gboolean tsu_json_read_array (TsuJsonReader *r);
gboolean tsu_json_next_element (TsuJsonReader *r);
char *tsu_json_read_string (TsuJsonReader *r);
gint64 tsu_json_read_int (TsuJsonReader *r);
gboolean tsu_json_read_bool (TsuJsonReader *r);
gboolean tsu_json_read_null (TsuJsonReader *r);
gboolean tsu_json_skip (TsuJsonReader *r);
gboolean tsu_json_raw (TsuJsonReader *r, const char **start, gsize *length);

gboolean tsu_json_check (const char *bytes, gsize length, GError **error);

void tsu_json_append_separator (GString *out);
void tsu_json_append_key (GString *out, const char *key);
void tsu_json_append_string (GString *out, const char *text);
void tsu_json_append_int (GString *out, gint64 value);
void tsu_json_append_bool (GString *out, gboolean value);
void tsu_json_append_null (GString *out);

G_END_DECLS
