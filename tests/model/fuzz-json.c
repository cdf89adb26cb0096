/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds the JSON reader whatever libFuzzer thinks of. Beyond not crashing: what is accepted must
 * survive being written anew, and the raw bytes of a value must be a document of their own.
 */

#include "config.h"

#include "tsu-json.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Writes the value the reader stands on in the canonical spelling. */
static void
rewrite (TsuJsonReader *r, GString *out)
{
  g_autofree char *text = NULL;
  const char *key;

  switch (tsu_json_peek (r)) {
  case TSU_JSON_OBJECT:
    tsu_json_read_object (r);
    g_string_append_c (out, '{');
    while ((key = tsu_json_next_key (r)) != NULL) {
      tsu_json_append_key (out, key);
      rewrite (r, out);
    }
    g_string_append_c (out, '}');
    break;
  case TSU_JSON_ARRAY:
    tsu_json_read_array (r);
    g_string_append_c (out, '[');
    while (tsu_json_next_element (r)) {
      tsu_json_append_separator (out);
      rewrite (r, out);
    }
    g_string_append_c (out, ']');
    break;
  case TSU_JSON_STRING:
    text = tsu_json_read_string (r);
    tsu_json_append_string (out, text != NULL ? text : "");
    break;
  case TSU_JSON_INT:
    tsu_json_append_int (out, tsu_json_read_int (r));
    break;
  case TSU_JSON_BOOL:
    tsu_json_append_bool (out, tsu_json_read_bool (r));
    break;
  case TSU_JSON_NULL:
    tsu_json_read_null (r);
    tsu_json_append_null (out);
    break;
  case TSU_JSON_INVALID:
    tsu_json_skip (r);
    break;
  }
}

static gboolean
read_and_rewrite (const char *bytes, gsize size, GString *out)
{
  TsuJsonReader r;

  tsu_json_reader_init (&r, bytes, size);
  rewrite (&r, out);
  return tsu_json_reader_finish (&r, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *bytes = (const char *) data;
  g_autoptr (GString) once = g_string_new (NULL);
  g_autoptr (GString) twice = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean good = tsu_json_check (bytes, size, &error);
  TsuJsonReader r;
  const char *start;
  gsize length;

  g_assert_cmpint (good, ==, error == NULL);
  /* Skipping and reading agree on what is good. */
  g_assert_cmpint (read_and_rewrite (bytes, size, once), ==, good);
  if (!good)
    return 0;

  g_assert_true (read_and_rewrite (once->str, once->len, twice));
  g_assert_cmpstr (once->str, ==, twice->str);

  tsu_json_reader_init (&r, bytes, size);
  g_assert_true (tsu_json_raw (&r, &start, &length));
  g_assert_true (tsu_json_check (start, length, NULL));
  return 0;
}
