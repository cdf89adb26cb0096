/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The counter slip and the day, without a window around them: what a slip becomes, what a key
 * chooses, what a draft keeps, what a text lets guess.
 */

#include "config.h"

#include "app-test.h"

#include "tsu-hints.h"
#include "tsu-slip-date.h"
#include "tsu-slip-edits.h"
#include "tsu-slip-fields.h"
#include "tsu-slip-guess.h"
#include "tsu-slip-who.h"
#include "tsu-slip.h"
#include "tsu-strip.h"
#include "tsu-today-block.h"

#define NOW G_GINT64_CONSTANT (1795312800000) /* 2026-11-22 in Tokyo */

static TsuSlipForm *
make_form (const char *what, const char *subjects, TsuSlipWish wish)
{
  TsuSlipForm *form = tsu_slip_form_new (NOW);

  form->what = g_strdup (what);
  form->subjects = g_strsplit (subjects, " ", -1);
  form->wish = wish;
  return form;
}

/* --- what a slip becomes --- */

static char *
describe (GPtrArray *edits)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            tsu_edit_get_type_of (edits->pdata[i])->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_edits (void)
{
  static const struct {
    const char *subjects;
    TsuSlipWish wish;
    const char *name;
    const char *made;
  } cases[] = {
    { "place", TSU_SLIP_RECORD, NULL, "log" },
    { "place", TSU_SLIP_RECORD, "新島 朋", "actor log" },
    { "place", TSU_SLIP_NEED, NULL, "log need" },
    { "place people", TSU_SLIP_NEED, NULL, "log need need" },
    { "start trouble", TSU_SLIP_NEED, NULL, "log need" }, /* both ask for support */
    { "", TSU_SLIP_NEED, NULL, "log need" },
    { "", TSU_SLIP_BOTH, NULL, "log" },
    { "take-part place", TSU_SLIP_BOTH, NULL, "log need offer" },
    { "offer", TSU_SLIP_OFFER, NULL, "log offer" },
    { "offer place", TSU_SLIP_OFFER, NULL, "log offer" }, /* a place, and not things besides */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (TsuSlipForm) form = make_form ("会食の会", cases[i].subjects, cases[i].wish);
    g_autoptr (GPtrArray) edits = NULL;
    g_autofree char *made = NULL;

    if (!*cases[i].subjects)
      g_clear_pointer (&form->subjects, g_strfreev);
    form->name = g_strdup (cases[i].name);
    edits = tsu_slip_edits_make (form, NULL, "受付");
    made = describe (edits);
    g_assert_cmpstr (made, ==, cases[i].made);
  }
}

static void
test_saved (void)
{
  AppTest test;
  g_autofree char *actor = NULL;
  g_autoptr (TsuSlipForm) form = make_form ("場所がほしい。月に二回。", "place", TSU_SLIP_NEED);
  g_autoptr (TsuRecord) record = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (TsuRecord) log = NULL;

  app_test_open (&test);
  actor = app_test_add (&test, "actor", "name", "大野 一葉", NULL);
  record = app_test_get (&test, actor);
  form->actor = g_strdup (actor);
  form->consent = g_strdup ("never");
  edits = tsu_slip_edits_make (form, record, "受付");
  for (guint i = 0; i < edits->len; i++)
    app_test_apply (&test, g_steal_pointer (&edits->pdata[i]));
  g_ptr_array_set_free_func (edits, NULL);

  log = app_test_get (&test, form->id);
  g_assert_cmpstr (tsu_record_get_text (log, "name"), ==, "場所がほしい");
  g_assert_cmpstr (tsu_record_get_text (log, "description"), ==, "場所がほしい。月に二回。");
  g_assert_cmpstr (tsu_record_get_text (log, "actor"), ==, actor);
  g_assert_cmpstr (tsu_record_get_text (log, "follow_up"), ==, "2026-11-29");
  g_clear_pointer (&record, tsu_record_unref);
  record = app_test_get (&test, actor);
  g_assert_true (g_strv_contains (tsu_record_get_list (record, "consents"), "never"));
  app_test_close (&test);
}

/* --- the draft --- */

static void
test_draft (void)
{
  g_autoptr (TsuSlipForm) form = make_form ("一行目\n二行目; と\\印", "place offer", TSU_SLIP_BOTH);
  g_autofree char *text = NULL;
  g_autoptr (TsuSlipForm) read = NULL;

  g_assert_true (tsu_slip_form_new_from_text ("no key file") == NULL);
  form->name = g_strdup ("大野 一葉");
  form->persons = 3;
  form->themes_by_hand = TRUE;
  text = tsu_slip_form_to_text (form);
  read = tsu_slip_form_new_from_text (text);
  g_assert_cmpstr (read->id, ==, form->id);
  g_assert_cmpstr (read->what, ==, form->what);
  g_assert_cmpstr (read->name, ==, form->name);
  g_assert_cmpstrv (read->subjects, form->subjects);
  g_assert_cmpint (read->persons, ==, 3);
  g_assert_true (read->themes_by_hand);
  g_assert_false (read->district_by_hand);
  g_assert_cmpint (read->wish, ==, TSU_SLIP_BOTH);
  g_assert_false (tsu_slip_form_is_empty (read));
}

/* --- widgets --- */

static void
count_cb (GtkWidget *widget, int *n)
{
  (*n)++;
}

static void
test_strip (void)
{
  static const char *const several[] = { "b", "a", NULL };
  GtkWidget *widget = g_object_ref_sink (tsu_strip_new ("name", FALSE));
  TsuStrip *strip = TSU_STRIP (widget);
  g_auto (GStrv) codes = NULL;
  int changed = 0;

  tsu_strip_add (strip, "a", "A");
  tsu_strip_add (strip, "b", "B");
  g_signal_connect (strip, "changed", G_CALLBACK (count_cb), &changed);
  tsu_strip_set_codes (strip, several); /* one is all there is */
  codes = tsu_strip_dup_codes (strip);
  g_assert_cmpuint (g_strv_length (codes), ==, 1);
  tsu_strip_set_code (strip, NULL);
  g_assert_null (tsu_strip_get_code (strip));
  g_assert_cmpint (changed, ==, 0);
  g_assert_finalize_object (widget);

  widget = g_object_ref_sink (tsu_strip_new ("name", TRUE));
  strip = TSU_STRIP (widget);
  tsu_strip_add (strip, "a", "A");
  tsu_strip_add (strip, "b", "B");
  tsu_strip_set_codes (strip, several);
  g_assert_cmpstr (tsu_strip_get_code (strip), ==, "b"); /* as they were taken */
  tsu_strip_remove_all (strip);
  g_assert_null (tsu_strip_get_code (strip));
  g_assert_finalize_object (widget);
}

static void
assert_let_go (GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_assert_finalize_object (widget);
}

static void
test_widgets (void)
{
  AppTest test;
  GtkWidget *slip;

  app_test_open (&test);
  assert_let_go (tsu_slip_who_new (test.desk));
  assert_let_go (tsu_slip_date_new (test.desk));
  assert_let_go (tsu_slip_guess_new (test.desk));
  for (int i = 0; i < TSU_TODAY_N_GROUPS; i++)
    assert_let_go (tsu_today_block_new (test.desk, (TsuTodayGroup) i));
  slip = g_object_ref_sink (tsu_slip_new (test.desk));
  app_test_settle (&test);
  g_assert_finalize_object (slip);
  app_test_close (&test);
}

static void
test_date (void)
{
  AppTest test;
  GtkWidget *date;

  app_test_open (&test);
  date = g_object_ref_sink (tsu_slip_date_new (test.desk));
  tsu_slip_date_set (TSU_SLIP_DATE (date), "2026-11-29");
  g_assert_cmpstr (tsu_slip_date_get (TSU_SLIP_DATE (date)), ==, "2026-11-29");
  tsu_slip_date_set (TSU_SLIP_DATE (date), NULL);
  g_assert_null (tsu_slip_date_get (TSU_SLIP_DATE (date)));
  g_assert_finalize_object (date);
  app_test_close (&test);
}

/* The fields give back the form they were given. */
static void
test_fields (void)
{
  AppTest test;
  GtkWidget *fields;
  TsuSlipForm *form = make_form ("お茶の会", "place", TSU_SLIP_NEED);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  app_test_open (&test);
  form->channel = g_strdup ("phone");
  form->result = g_strdup ("continuing");
  before = tsu_slip_form_to_text (form);
  fields = g_object_ref_sink (tsu_slip_fields_new (test.desk));
  tsu_slip_fields_take_form (TSU_SLIP_FIELDS (fields), form);
  after = tsu_slip_form_to_text (tsu_slip_fields_get_form (TSU_SLIP_FIELDS (fields)));
  g_assert_cmpstr (after, ==, before);
  g_assert_finalize_object (fields);
  app_test_close (&test);
}

/* --- what a text lets guess --- */

typedef struct {
  const char *text;
  const char *actor;
  TsuHints *hints;
  gboolean done;
} Guess;

static gpointer
hints_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  Guess *guess = data;

  guess->hints = tsu_hints_read (ledger, guess->text, guess->actor, error);
  return GINT_TO_POINTER (guess->hints != NULL);
}

static TsuHints *
guess (AppTest *test, const char *text, const char *actor)
{
  Guess ask = { .text = text, .actor = actor };

  tsu_store_read_async (test->store, hints_job, &ask, NULL, NULL, NULL, NULL, NULL);
  app_test_settle (test);
  g_assert_nonnull (ask.hints);
  return ask.hints;
}

static void
test_hints (void)
{
  AppTest test;
  static const char *const towns[] = { "麦笛町", "麦笛町北", NULL };
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("district"), NULL);
  g_autofree char *district = g_strdup (tsu_edit_get_id (edit));
  g_autofree char *other = NULL;
  g_autofree char *actor = NULL;
  g_autoptr (TsuHints) hints = NULL;

  app_test_open (&test);
  tsu_edit_set_text (edit, "name", "北地区");
  tsu_edit_set_list (edit, "towns", towns);
  app_test_apply (&test, edit);
  other = app_test_add (&test, "district", "name", "麦笛地区", NULL);
  actor = app_test_add (&test, "actor", "name", "大野 一葉", "district", other, NULL);

  hints = guess (&test, "麦笛町北で子育ての集まりを、ｺﾄﾞﾓと防災の話もしたい", actor);
  g_assert_cmpstr (hints->district, ==, district);
  g_assert_cmpstr (hints->themes[0], ==, "children");
  g_assert_true (g_strv_contains ((const char *const *) hints->themes, "disaster"));
  g_clear_pointer (&hints, tsu_hints_free);

  hints = guess (&test, "話を聞いてほしい", actor);
  g_assert_cmpstr (hints->district, ==, other);
  g_assert_cmpuint (g_strv_length (hints->themes), ==, 0);
  g_clear_pointer (&hints, tsu_hints_free);

  hints = guess (&test, "", NULL);
  g_assert_null (hints->district);
  app_test_close (&test);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/counter/edits", test_edits);
  g_test_add_func ("/app/counter/saved", test_saved);
  g_test_add_func ("/app/counter/draft", test_draft);
  g_test_add_func ("/app/counter/strip", test_strip);
  g_test_add_func ("/app/counter/widgets", test_widgets);
  g_test_add_func ("/app/counter/date", test_date);
  g_test_add_func ("/app/counter/fields", test_fields);
  g_test_add_func ("/app/counter/hints", test_hints);
  return g_test_run ();
}
