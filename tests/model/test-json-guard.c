/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strict JSON reader and writer: what is refused, where the fault is said to be, and that what
 * is written is read back.
 */

#include "config.h"

#include "tsu-json.h"

#include <string.h>

#include "tsu-error.h"

/* A literal with its length, so that NUL bytes can stand in it. */
#define BYTES(text) text, sizeof (text) - 1

static void
test_accepts (void)
{
  static const char *const documents[] = {
    "null",
    " true ",
    "false",
    "0",
    "-1",
    "9007199254740992",
    "-9007199254740992",
    "\"\"",
    "{}",
    "[]",
    "\t[\r\n1 , 2 ]\n",
    "[[[[[[[[]]]]]]]]",
    "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u3042\\ud83d\\ude00\"",
    "\"髙﨑 宮前区 😀 \x7f\"",
    "{\"\":0,\"a\":1,\"A\":2}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (GError) error = NULL;

    tsu_json_check (documents[i], strlen (documents[i]), &error);
    g_assert_no_error (error);
  }
}

static void
test_refuses (void)
{
  static const struct {
    const char *bytes;
    gsize length;
    const char *place;
  } rows[] = {
    { BYTES (""), "line 1, byte 1:" },
    { BYTES ("  "), "line 1, byte 3:" },
    { BYTES ("nul"), "line 1, byte 1:" },
    { BYTES ("nulls"), "line 1, byte 5:" },
    { BYTES ("True"), "line 1, byte 1:" },
    { BYTES ("'a'"), "line 1, byte 1:" },
    { BYTES ("NaN"), "line 1, byte 1:" },
    { BYTES ("// a\n1"), "line 1, byte 1:" },
    { BYTES ("\xef\xbb\xbf{}"), "line 1, byte 1:" },
    { BYTES ("1 2"), "line 1, byte 3:" },
    { BYTES ("{}{}"), "line 1, byte 3:" },
    { BYTES ("{}\0"), "line 1, byte 3:" },
    { BYTES ("\0"), "line 1, byte 1:" },
    { BYTES ("01"), "line 1, byte 1:" },
    { BYTES ("-"), "line 1, byte 1:" },
    { BYTES ("-0"), "line 1, byte 1:" },
    { BYTES ("+1"), "line 1, byte 1:" },
    { BYTES ("0x10"), "line 1, byte 2:" },
    { BYTES ("1.0"), "line 1, byte 1:" },
    { BYTES ("[1e3]"), "line 1, byte 2:" },
    { BYTES ("9007199254740993"), "line 1, byte 1:" },
    { BYTES ("-9007199254740993"), "line 1, byte 1:" },
    { BYTES ("18446744073709551615"), "line 1, byte 1:" },
    { BYTES ("99999999999999999999999999999999"), "line 1, byte 1:" },
    { BYTES ("\"a"), "line 1, byte 3:" },
    { BYTES ("\"a\\"), "line 1, byte 3:" },
    { BYTES ("\"a\\\""), "line 1, byte 5:" },
    { BYTES ("\"a\nb\""), "line 1, byte 3:" },
    { BYTES ("\"a\0b\""), "line 1, byte 3:" },
    { BYTES ("\"\\u0000\""), "line 1, byte 2:" },
    { BYTES ("\"\\x41\""), "line 1, byte 2:" },
    { BYTES ("\"\\\0\""), "line 1, byte 2:" },
    { BYTES ("\"\\u12g4\""), "line 1, byte 2:" },
    { BYTES ("\"\\u12"), "line 1, byte 2:" },
    { BYTES ("\"\\ud83d\""), "line 1, byte 2:" },
    { BYTES ("\"\\ud83d\\u0041\""), "line 1, byte 2:" },
    { BYTES ("\"\\ud83d\\"), "line 1, byte 2:" },
    { BYTES ("\"\\ude00\\ud83d\""), "line 1, byte 2:" },
    { BYTES ("\"\xff\""), "line 1, byte 2:" },
    { BYTES ("\"\xc0\x80\""), "line 1, byte 2:" },
    { BYTES ("\"\xed\xa0\x80\""), "line 1, byte 2:" },
    { BYTES ("\"a\xe3\x81\""), "line 1, byte 3:" },
    { BYTES ("["), "line 1, byte 2:" },
    { BYTES ("[1"), "line 1, byte 3:" },
    { BYTES ("[1,"), "line 1, byte 4:" },
    { BYTES ("[1,]"), "line 1, byte 4:" },
    { BYTES ("[,1]"), "line 1, byte 2:" },
    { BYTES ("[1 2]"), "line 1, byte 4:" },
    { BYTES ("[1}"), "line 1, byte 3:" },
    { BYTES ("{]"), "line 1, byte 2:" },
    { BYTES ("{\"a\"}"), "line 1, byte 5:" },
    { BYTES ("{\"a\":}"), "line 1, byte 6:" },
    { BYTES ("{\"a\":1,}"), "line 1, byte 8:" },
    { BYTES ("{a:1}"), "line 1, byte 2:" },
    { BYTES ("{1:1}"), "line 1, byte 2:" },
    { BYTES ("{\"a\":1 \"b\":2}"), "line 1, byte 8:" },
    { BYTES ("{\"a\":1,\n\"b\":2,\n \"a\":3}"), "line 3, byte 3:" },
    { BYTES ("{\"a\":1,\"\\u0061\":3}"), "line 1, byte 9:" },
    { BYTES ("{\"\\u0061\\\"\":1,\"a\\u0022\":3}"), "line 1, byte 16:" },
    { BYTES ("[[[[[[[[[]]]]]]]]]"), "line 1, byte 9:" },
    { BYTES ("{\"a\":[{\"a\":[{\"a\":[{\"a\":[{"), "line 1, byte 25:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    /* Exactly as long as it says, so that a sanitizer sees a read beyond the end. */
    g_autofree char *copy = g_memdup2 (rows[i].bytes, rows[i].length);

    if (tsu_json_check (copy, rows[i].length, &error))
      g_error ("row %u was taken: %s", i, rows[i].bytes);
    g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
    if (strstr (error->message, rows[i].place) == NULL)
      g_error ("row %u, %s: %s", i, rows[i].bytes, error->message);
  }
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_false (tsu_json_check (deep, 1000000, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
}

static void
test_keys (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autofree char *key = g_strnfill (TSU_JSON_MAX_KEY, 'k');

  for (int i = 0; i < TSU_JSON_MAX_KEYS - 1; i++) {
    g_autofree char *name = g_strdup_printf ("k%d", i);

    tsu_json_append_key (json, name);
    g_string_append (json, "{\"k0\":0}");
  }
  tsu_json_append_key (json, key);
  g_string_append (json, "{}}");
  g_assert_true (tsu_json_check (json->str, json->len, NULL));

  g_string_truncate (json, json->len - 1);
  g_string_append (json, ",\"one more\":1}");
  g_assert_false (tsu_json_check (json->str, json->len, NULL));

  g_string_printf (json, "{\"%sk\":1}", key);
  g_assert_false (tsu_json_check (json->str, json->len, NULL));
}

static void
test_limits (void)
{
  static const char json[] = "[\"あい\",\"abcdefg\"]";
  const gsize length = sizeof json - 1;
  TsuJsonReader r;

  tsu_json_reader_init (&r, json, length);
  tsu_json_reader_limit (&r, length, 7);
  tsu_json_skip (&r);
  g_assert_true (tsu_json_reader_finish (&r, NULL));

  tsu_json_reader_init (&r, json, length);
  tsu_json_reader_limit (&r, length - 1, 7);
  tsu_json_skip (&r);
  g_assert_false (tsu_json_reader_finish (&r, NULL));

  tsu_json_reader_init (&r, json, length);
  tsu_json_reader_limit (&r, length, 6);
  tsu_json_skip (&r);
  g_assert_false (tsu_json_reader_finish (&r, NULL));
}

/* A decoder as they are written by hand, with a field it does not know. */
static void
test_decoder (void)
{
  static const char json[] = " { \"name\" : \"宮\\u524d\\n\" , \"later\": [1, {\"x\" :null}] ,"
                             "\"count\":-42,\"open\":true,\"tags\":[\"a\",\"b\"],\"skipped\":[[]],"
                             "\"none\":null}";
  g_autofree char *name = NULL;
  g_autofree char *raw = NULL;
  g_autoptr (GString) tags = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 count = 0;
  gboolean open = FALSE;
  gboolean none = FALSE;
  TsuJsonReader r;
  const char *key;

  tsu_json_reader_init (&r, json, sizeof json - 1);
  g_assert_cmpint (tsu_json_peek (&r), ==, TSU_JSON_OBJECT);
  g_assert_true (tsu_json_read_object (&r));
  while ((key = tsu_json_next_key (&r)) != NULL) {
    const char *start;
    gsize length;

    if (g_str_equal (key, "name")) {
      name = tsu_json_read_string (&r);
    } else if (g_str_equal (key, "count")) {
      count = tsu_json_read_int (&r);
    } else if (g_str_equal (key, "open")) {
      open = tsu_json_read_bool (&r);
    } else if (g_str_equal (key, "none")) {
      none = tsu_json_read_null (&r);
    } else if (g_str_equal (key, "tags")) {
      tsu_json_read_array (&r);
      while (tsu_json_next_element (&r)) {
        g_autofree char *tag = tsu_json_read_string (&r);

        g_string_append (tags, tag);
      }
    } else if (g_str_equal (key, "later")) {
      g_assert_true (tsu_json_raw (&r, &start, &length));
      raw = g_strndup (start, length);
    }
  }
  tsu_json_reader_finish (&r, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "宮前\n");
  g_assert_cmpint (count, ==, -42);
  g_assert_true (open);
  g_assert_true (none);
  g_assert_cmpstr (tags->str, ==, "ab");
  g_assert_cmpstr (raw, ==, "[1, {\"x\" :null}]");
}

/* The first fault sticks, of whatever kind it is, and nothing is read after it. */
static void
test_sticky (void)
{
  static const char json[] = "{\"age\":-3,\"name\":7}";
  g_autoptr (GError) error = NULL;
  TsuJsonReader r;

  tsu_json_reader_init (&r, json, sizeof json - 1);
  tsu_json_read_object (&r);
  g_assert_cmpstr (tsu_json_next_key (&r), ==, "age");
  g_assert_cmpint (tsu_json_read_int (&r), ==, -3);
  tsu_json_fail (&r, "the %s is negative", "age");
  g_assert_true (tsu_json_failed (&r));
  g_assert_null (tsu_json_next_key (&r));
  g_assert_null (tsu_json_read_string (&r));
  g_assert_cmpint (tsu_json_peek (&r), ==, TSU_JSON_INVALID);
  tsu_json_fail (&r, "never told");
  g_assert_false (tsu_json_reader_finish (&r, &error));
  g_assert_nonnull (strstr (error->message, "byte 10: the age is negative"));
}

/* A wrong type, a value out of turn and a document left half read are faults as well. */
static void
test_misuse (void)
{
  static const char json[] = "{\"a\":1}";
  TsuJsonReader r;

  tsu_json_reader_init (&r, json, sizeof json - 1);
  g_assert_false (tsu_json_read_array (&r));
  g_assert_false (tsu_json_reader_finish (&r, NULL));

  tsu_json_reader_init (&r, json, sizeof json - 1);
  tsu_json_read_object (&r);
  g_assert_null (tsu_json_read_string (&r));
  g_assert_false (tsu_json_reader_finish (&r, NULL));

  tsu_json_reader_init (&r, json, sizeof json - 1);
  tsu_json_read_object (&r);
  g_assert_nonnull (tsu_json_next_key (&r));
  g_assert_false (tsu_json_reader_finish (&r, NULL));

  tsu_json_reader_init (&r, json, sizeof json - 1);
  g_assert_false (tsu_json_next_element (&r));
  g_assert_false (tsu_json_reader_finish (&r, NULL));

  tsu_json_reader_init (&r, json, sizeof json - 1);
  g_assert_false (tsu_json_reader_finish (&r, NULL));
}

static void
test_writes (void)
{
  g_autoptr (GString) json = g_string_new ("{");

  tsu_json_append_key (json, "text");
  tsu_json_append_string (json, "髙\"\\/\b\f\n\r\t\x01\x1f\x7f{");
  tsu_json_append_key (json, "numbers");
  g_string_append_c (json, '[');
  tsu_json_append_separator (json);
  tsu_json_append_int (json, 0);
  tsu_json_append_separator (json);
  tsu_json_append_int (json, -TSU_JSON_INT_MAX);
  tsu_json_append_separator (json);
  tsu_json_append_int (json, TSU_JSON_INT_MAX);
  g_string_append_c (json, ']');
  tsu_json_append_key (json, "yes");
  tsu_json_append_bool (json, TRUE);
  tsu_json_append_key (json, "no");
  tsu_json_append_bool (json, FALSE);
  tsu_json_append_key (json, "none");
  tsu_json_append_null (json);
  tsu_json_append_key (json, "broken");
  tsu_json_append_string (json, "a\xff");
  g_string_append_c (json, '}');

  g_assert_cmpstr (json->str, ==,
                   "{\"text\":\"髙\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f{\","
                   "\"numbers\":[0,-9007199254740992,9007199254740992],"
                   "\"yes\":true,\"no\":false,\"none\":null,\"broken\":\"a\xef\xbf\xbd\"}");
  g_assert_true (tsu_json_check (json->str, json->len, NULL));
}

/* Property: what is written is read back, for every character there is. */
static void
test_round_trip (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++) {
    char text[8] = { 0 };
    g_autoptr (GString) json = NULL;
    g_autofree char *back = NULL;
    TsuJsonReader r;

    if (!g_unichar_validate (c))
      continue;
    g_unichar_to_utf8 (c, text);
    json = g_string_new (NULL);
    tsu_json_append_string (json, text);
    tsu_json_reader_init (&r, json->str, json->len);
    back = tsu_json_read_string (&r);
    g_assert_true (tsu_json_reader_finish (&r, NULL));
    g_assert_cmpstr (back, ==, text);
  }
}

/* Property: a document cut anywhere is refused. */
static void
test_cut (void)
{
  static const char json[] = "{\"a\":[1,true,null,\"\\ud83d\\ude00\"],\"b\":{\"c\":\"あ\"}}";

  for (gsize length = 0; length < sizeof json - 1; length++) {
    g_autofree char *copy = g_memdup2 (json, length);

    g_assert_false (tsu_json_check (copy, length, NULL));
  }
  g_assert_true (tsu_json_check (json, sizeof json - 1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/accepts", test_accepts);
  g_test_add_func ("/json/refuses", test_refuses);
  g_test_add_func ("/json/deep", test_deep);
  g_test_add_func ("/json/keys", test_keys);
  g_test_add_func ("/json/limits", test_limits);
  g_test_add_func ("/json/decoder", test_decoder);
  g_test_add_func ("/json/sticky", test_sticky);
  g_test_add_func ("/json/misuse", test_misuse);
  g_test_add_func ("/json/writes", test_writes);
  g_test_add_func ("/json/round-trip", test_round_trip);
  g_test_add_func ("/json/cut", test_cut);
  return g_test_run ();
}
