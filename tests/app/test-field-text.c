/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of fields as people write and read them.
 */

#include "config.h"

#include "tsu-field-text.h"

#include "tsu-date.h"
#include "tsu-error.h"

typedef struct {
  TsuFieldKind kind;
  const char *typed;
  const char *json;  /* NULL: refused */
  const char *shown; /* NULL: as typed */
} Case;

static const Case cases[] = {
  { TSU_FIELD_TEXT, "  高橋 花 ", "\"高橋 花\"", "高橋 花" },
  { TSU_FIELD_INTEGER, "412", "412", NULL },
  { TSU_FIELD_INTEGER, "４１２", "412", "412" },
  { TSU_FIELD_INTEGER, "4,315 ", "4315", "4315" },
  { TSU_FIELD_INTEGER, "-3", "-3", NULL },
  { TSU_FIELD_INTEGER, "12.5", NULL, NULL },
  { TSU_FIELD_INTEGER, "およそ百", NULL, NULL },
  { TSU_FIELD_INTEGER, "99999999999999999999", NULL, NULL },
  { TSU_FIELD_INTEGER, "nan", NULL, NULL },
  { TSU_FIELD_MONEY, "¥50,000円", "50000", "¥50000" },
  { TSU_FIELD_COORDINATE, "35.5995", "355995000", NULL },
  { TSU_FIELD_COORDINATE, "139.5291822", "1395291822", NULL },
  { TSU_FIELD_COORDINATE, "200", NULL, NULL },
  { TSU_FIELD_DATE, "令和8年11月22日", "\"2026-11-22\"", NULL },
  { TSU_FIELD_DATE, "R8.11.22", "\"2026-11-22\"", NULL },
  { TSU_FIELD_DATE, "いつか", NULL, NULL },
  { TSU_FIELD_DATE, "13:30", NULL, NULL },
  { TSU_FIELD_TIME, "13:30", "\"13:30\"", NULL },
  { TSU_FIELD_TIME, "2026-11-22", NULL, NULL },
  { TSU_FIELD_PHONE, "０４４－０００－１１８２", "\"044-000-1182\"", "044-000-1182" },
  { TSU_FIELD_PHONE, "なし", NULL, NULL },
  { TSU_FIELD_EMAIL, "name@example.jp", "\"name@example.jp\"", NULL },
  { TSU_FIELD_EMAIL, "name at example", NULL, NULL },
  { TSU_FIELD_EMAIL, "a@b@c", NULL, NULL },
  { TSU_FIELD_URL, "example.jp/a", "\"https://example.jp/a\"", "https://example.jp/a" },
  { TSU_FIELD_URL, "なし", NULL, NULL },
  { TSU_FIELD_POSTAL, "〒２１３ー０００１", "\"213-0001\"", "213-0001" },
  { TSU_FIELD_POSTAL, "213", NULL, NULL },
};

static void
test_parse (gconstpointer data)
{
  const Case *c = data;
  const TsuField field = { .name = "f", .label = "f", .kind = c->kind };
  g_autoptr (TsuValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *shown = NULL;

  if (!c->json) {
    g_assert_false (tsu_field_text_parse (&field, c->typed, &value, &error));
    g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, c->typed));
    g_assert_null (value);
    return;
  }
  g_assert_true (tsu_field_text_parse (&field, c->typed, &value, &error));
  g_assert_no_error (error);
  tsu_value_append_json (value, json);
  g_assert_cmpstr (json->str, ==, c->json);
  shown = tsu_field_text_format (&field, value, TSU_DATE_WESTERN);
  if (c->kind != TSU_FIELD_DATE)
    g_assert_cmpstr (shown, ==, c->shown ? c->shown : c->typed);
}

/* What is shown must be read back as the same value: leaving a field untouched saves nothing. */
static void
test_round (gconstpointer data)
{
  const Case *c = data;
  const TsuField field = { .name = "f", .label = "f", .kind = c->kind };
  g_autoptr (TsuValue) value = NULL;

  if (!tsu_field_text_parse (&field, c->typed, &value, NULL))
    return;
  for (int style = TSU_DATE_WESTERN; style <= TSU_DATE_BOTH; style++) {
    g_autofree char *shown = tsu_field_text_format (&field, value, style);
    g_autoptr (TsuValue) again = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (tsu_field_text_parse (&field, shown, &again, &error));
    g_assert_no_error (error);
    g_assert_true (tsu_value_equal (value, again));
  }
}

static void
test_blank (void)
{
  const TsuField field = { .name = "f", .label = "f", .kind = TSU_FIELD_INTEGER };
  TsuValue *value = (TsuValue *) "not touched";

  g_assert_true (tsu_field_text_parse (&field, "  ", &value, NULL));
  g_assert_null (value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *parse = g_strdup_printf ("/app/field-text/parse/%zu", i);
    g_autofree char *round = g_strdup_printf ("/app/field-text/round/%zu", i);

    g_test_add_data_func (parse, &cases[i], test_parse);
    g_test_add_data_func (round, &cases[i], test_round);
  }
  g_test_add_func ("/app/field-text/blank", test_blank);
  return g_test_run ();
}
