/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fold of changes: examples of every rule, and the property on which sync rests: for random
 * histories of several desks every order of the changes, with doubles, gives the same record.
 */

#include "config.h"

#include "tsu-fold.h"

#include <string.h>

/* A change written short: fields and seen as JSON. */
static TsuChange *
make_change (int n, TsuOp op, guint64 hlc, const char *fields, const char *seen)
{
  TsuChange *change = tsu_change_new ();

  change->id = g_strdup_printf ("00000000-0000-7000-8000-%012d", n);
  change->record = g_strdup ("00000000-0000-7000-8000-aaaaaaaaaaaa");
  change->type = g_strdup ("actor");
  change->op = op;
  change->fields = g_strdup (fields);
  change->seen = g_strdup (seen);
  change->hlc = change->ohlc = hlc;
  change->device = g_strdup_printf ("desk-%d", n % 3);
  change->user = g_strdup ("");
  change->schema = TSU_SCHEMA_VERSION;
  return change;
}

#define ID(n) "\"00000000-0000-7000-8000-00000000000" #n "\""

static void
append_view (GString *out, const TsuView *view)
{
  g_string_append_printf (out, "%d%d", view->deleted, view->revived);
  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *field = g_ptr_array_index (view->fields, i);

    g_string_append_printf (out, " %s%s=", field->field, field->conflict ? "!" : "");
    tsu_value_append_json (field->value, out);
    for (guint j = 0; j < field->heads->len; j++)
      g_string_append_printf (out, "<%s>",
                              g_array_index (field->heads, TsuHead, j).change->id + 30);
  }
}

static char *
fold_to_text (GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuView) view = tsu_fold (tsu_schema_find_type ("actor"), changes, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  append_view (out, view);
  return g_string_free (out, FALSE);
}

typedef struct {
  const char *name;
  struct {
    TsuOp op;
    const char *fields;
    const char *seen;
  } changes[5];
  const char *view;
} Example;

static const Example examples[] = {
  { "edit-replaces-what-it-saw",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" },
      { TSU_OP_SET, "{\"name\":\"b\"}", "[" ID (1) "]" } },
    "00 name=\"b\"<000002>" },
  { "unseen-edit-is-a-sibling",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" },
      { TSU_OP_SET, "{\"name\":\"b\"}", "[" ID (1) "]" },
      { TSU_OP_SET, "{\"name\":\"c\"}", "[" ID (1) "]" } },
    "00 name!=\"c\"<000003><000002>" },
  { "equal-siblings-do-not-conflict",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" }, { TSU_OP_SET, "{\"name\":\"a\"}", "[]" } },
    "00 name=\"a\"<000002><000001>" },
  { "settling-names-all",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" },
      { TSU_OP_SET, "{\"name\":\"b\"}", "[]" },
      { TSU_OP_SET, "{\"name\":\"c\"}", "[" ID (1) "," ID (2) "]" } },
    "00 name=\"c\"<000003>" },
  { "seen-is-per-field",
    { { TSU_OP_SET, "{\"name\":\"a\",\"note\":\"n\"}", "[]" },
      { TSU_OP_SET, "{\"name\":\"b\",\"note\":\"m\"}", "{\"name\":[" ID (1) "],\"note\":[]}" } },
    "00 name=\"b\"<000002> note!=\"m\"<000002><000001>" },
  { "emptied",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" }, { TSU_OP_SET, "{\"name\":null}", "[" ID (1) "]" } },
    "00 name=null<000002>" },
  { "sets-add-wins",
    { { TSU_OP_SET, "{\"tags\":{\"add\":[\"x\",\"y\"]}}", "[]" },
      { TSU_OP_SET, "{\"tags\":{\"remove\":[\"x\"]}}", "[" ID (1) "]" },
      { TSU_OP_SET, "{\"tags\":{\"add\":[\"x\"]}}", "[]" } },
    "00 tags=[\"x\",\"y\"]<000003><000001>" },
  { "delete-hides-what-it-saw",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" }, { TSU_OP_DELETE, NULL, "[" ID (1) "]" } },
    "10 name=\"a\"<000001>" },
  { "unseen-edit-brings-it-back",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" },
      { TSU_OP_DELETE, NULL, "[" ID (1) "]" },
      { TSU_OP_SET, "{\"name\":\"b\"}", "[" ID (1) "]" } },
    "01 name=\"b\"<000003>" },
  { "restore",
    { { TSU_OP_SET, "{\"name\":\"a\"}", "[]" },
      { TSU_OP_DELETE, NULL, "[" ID (1) "]" },
      { TSU_OP_RESTORE, NULL, "[" ID (2) "]" } },
    "00 name=\"a\"<000001>" },
  { "unknown-fields-fold-by-shape",
    { { TSU_OP_SET, "{\"later\":{\"add\":[\"x\"]},\"odd\":[1]}", "[]" } },
    "00 later=[\"x\"]<000001> odd=null<000001>" },
};

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  g_autofree char *view = NULL;

  for (int i = 0; i < 5 && example->changes[i].seen; i++)
    g_ptr_array_add (changes, make_change (i + 1, example->changes[i].op, 100 + i,
                                           example->changes[i].fields, example->changes[i].seen));
  view = fold_to_text (changes);
  g_assert_cmpstr (view, ==, example->view);
}

/* A desk edits what its own fold shows it, as the program does. */
static TsuChange *
make_random_edit (GRand *rand, GPtrArray *known, int n)
{
  g_autoptr (TsuView) view = tsu_fold (tsu_schema_find_type ("actor"), known, NULL);
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_field_edit_free);
  static const char *const names[] = { "name", "note", "tags" };
  TsuChange *change = make_change (n, TSU_OP_SET, g_rand_int_range (rand, 1, 50), "{}", "[]");
  int dice = g_rand_int_range (rand, 0, 10);

  if (dice < 2) {
    g_autoptr (GString) seen = g_string_new ("[");

    for (guint i = 0; i < view->fields->len; i++) {
      const TsuFieldView *field = g_ptr_array_index (view->fields, i);

      for (guint j = 0; j < field->heads->len; j++)
        g_string_append_printf (seen, "%s\"%s\"", seen->len > 1 ? "," : "",
                                g_array_index (field->heads, TsuHead, j).change->id);
    }
    for (guint i = 0; dice == 1 && i < view->deletes->len; i++)
      g_string_append_printf (seen, "%s\"%s\"", seen->len > 1 ? "," : "",
                              (char *) g_ptr_array_index (view->deletes, i));
    g_string_append_c (seen, ']');
    change->op = dice == 1 ? TSU_OP_RESTORE : TSU_OP_DELETE;
    g_free (change->seen);
    change->seen = g_strdup (seen->str);
    return change;
  }

  for (int i = 0; i < 3; i++) {
    const TsuFieldView *shown = tsu_view_find (view, names[i]);
    TsuFieldEdit *edit;
    g_autoptr (GStrvBuilder) seen = g_strv_builder_new ();
    char word[] = { 'a' + (char) g_rand_int_range (rand, 0, 5), '\0' };
    const char *const list[] = { word, NULL };

    if (g_rand_boolean (rand))
      continue;
    edit = tsu_field_edit_new (names[i]);
    if (i == 2) {
      edit->is_set = TRUE;
      *(g_rand_boolean (rand) ? &edit->add : &edit->remove) = tsu_value_new_list (list);
      for (guint j = 0; shown && j < shown->heads->len; j++)
        g_strv_builder_add (seen, g_array_index (shown->heads, TsuHead, j).change->id);
    } else {
      edit->value = tsu_value_new_text (word);
      if (shown && shown->heads->len > 0)
        g_strv_builder_add (seen, g_array_index (shown->heads, TsuHead, 0).change->id);
    }
    edit->seen = g_strv_builder_end (seen);
    g_ptr_array_add (edits, edit);
  }
  tsu_change_encode (change, edits);
  return change;
}

static void
shuffle (GRand *rand, GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--) {
    guint j = g_rand_int_range (rand, 0, i);
    gpointer swap = array->pdata[i - 1];

    array->pdata[i - 1] = array->pdata[j];
    array->pdata[j] = swap;
  }
}

static void
test_order_makes_no_difference (void)
{
  for (guint seed = 1; seed <= 1500; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
    g_autofree char *first = NULL;
    int n = g_rand_int_range (rand, 1, 12);

    for (int i = 0; i < n; i++) {
      g_autoptr (GPtrArray) known = g_ptr_array_new ();

      for (guint j = 0; j < all->len; j++) {
        if (g_rand_int_range (rand, 0, 3) > 0)
          g_ptr_array_add (known, all->pdata[j]);
      }
      g_ptr_array_add (all, make_random_edit (rand, known, i + 1));
    }

    first = fold_to_text (all);
    for (int i = 0; i < 6; i++) {
      g_autoptr (GPtrArray) mixed = g_ptr_array_new ();
      g_autofree char *view = NULL;

      for (guint j = 0; j < all->len; j++) {
        g_ptr_array_add (mixed, all->pdata[j]);
        if (g_rand_boolean (rand))
          g_ptr_array_add (mixed, all->pdata[j]);
      }
      shuffle (rand, mixed);
      view = fold_to_text (mixed);
      if (!g_str_equal (first, view))
        g_error ("seed %u: %s is not %s", seed, view, first);
    }
  }
}

static void
test_json_round_trip (void)
{
  const char *line =
    "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"record\":\"01890a5d-ac96-774b-bcce-"
    "b302099a8058\",\"type\":\"actor\",\"op\":\"set\",\"fields\":{\"name\":\"髙﨑 \\\"七\\\"\","
    "\"later\":[1,{\"x\":null}]},\"seen\":[],\"hlc\":\"%s\",\"device\":\"d\",\"user\":\"u\","
    "\"schema\":7}";
  g_autoptr (TsuChange) model = make_change (1, TSU_OP_SET, 1700000000000 << 16 | 5, "{}", "[]");
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hlc = NULL;
  g_autoptr (TsuChange) change = NULL;
  const char *at;

  tsu_change_append_json (model, json);
  at = strstr (json->str, "\"hlc\":\"") + 7;
  hlc = g_strndup (at, strcspn (at, "\""));
  text = g_strdup (line);
  {
    g_auto (GStrv) halves = g_strsplit (text, "%s", 2);
    g_free (text);
    text = g_strconcat (halves[0], hlc, halves[1], NULL);
  }

  change = tsu_change_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_string_truncate (json, 0);
  tsu_change_append_json (change, json);
  g_assert_cmpstr (json->str, ==, text);
}

static void
test_hostile_is_refused (void)
{
  static const char *const lines[] = {
    "",
    "{}",
    "[]",
    "{\"id\":\"x\"}",
    "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"record\":\"01890a5d-ac96-774b-bcce-"
    "b302099a8058\","
    "\"type\":\"actor\",\"op\":\"set\",\"fields\":[],\"seen\":[],\"hlc\":\"1\",\"device\":\"d\","
    "\"user\":\"u\"}",
    "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"record\":\"01890a5d-ac96-774b-bcce-"
    "b302099a8058\","
    "\"type\":\"actor\",\"op\":\"erase\",\"seen\":[],\"hlc\":\"1\",\"device\":\"d\",\"user\":"
    "\"u\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (tsu_change_parse (lines[i], strlen (lines[i]), &error));
    g_assert_nonnull (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++) {
    g_autofree char *path = g_strdup_printf ("/fold/%s", examples[i].name);

    g_test_add_data_func (path, &examples[i], test_example);
  }
  g_test_add_func ("/fold/order-makes-no-difference", test_order_makes_no_difference);
  g_test_add_func ("/change/json-round-trip", test_json_round_trip);
  g_test_add_func ("/change/hostile-is-refused", test_hostile_is_refused);
  return g_test_run ();
}
