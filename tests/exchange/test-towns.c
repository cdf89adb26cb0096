/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses find the district that has their town, and nothing that somebody chose is changed.
 */

#include "config.h"

#include "exchange-test.h"
#include "tsu-import.h"

typedef struct {
  TestLedger in;
  char *north;
  char *south;
} Fixture;

static void
apply (TsuLedger *ledger, TsuEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  const TsuApply how = { .label = "Test" };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (edits, edit);
  g_assert_true (tsu_ledger_apply (ledger, edits, &how, NULL, &error));
  g_assert_no_error (error);
}

static char *
add_district (TsuLedger *ledger, const char *name, const char *const *towns)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("district"), NULL);
  char *id = g_strdup (tsu_edit_get_id (edit));

  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set (edit, "towns", tsu_value_new_list (towns));
  apply (ledger, edit);
  return id;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const char *const north[] = { "久地", "溝口", "本町", "千年", "向ヶ丘1丁目", NULL };
  static const char *const south[] = { "二子", "千年新町", "向ヶ丘2丁目", "境", NULL };
  static const char *const border[] = { "境", NULL };
  g_autofree char *third = NULL;

  test_ledger_set_up (&self->in, data);
  self->north = add_district (self->in.ledger, "北地区", north);
  self->south = add_district (self->in.ledger, "南地区", south);
  third = add_district (self->in.ledger, "境地区", border);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_ledger_tear_down (&self->in, data);
  g_free (self->north);
  g_free (self->south);
}

static void
import (Fixture *self, const char *csv)
{
  g_autoptr (TsuBook) book = test_read (csv, -1);
  g_autoptr (TsuImport) import = tsu_import_new (book, 0, NULL, "町会.csv");
  g_autoptr (GError) error = NULL;
  TsuImportCounts counts;

  tsu_import_run (import, self->in.ledger, &counts, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static TsuRecord *
find_record (Fixture *self, const char *name)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  g_autoptr (GArray) keys = tsu_ledger_find_by_name (self->in.ledger, type, name, NULL);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_cmpuint (keys->len, ==, 1);
  records = tsu_ledger_get_many (self->in.ledger, type, &g_array_index (keys, gint64, 0), 1, NULL);
  return tsu_record_ref (g_ptr_array_index (records, 0));
}

static void
assert_district (Fixture *self, const char *name, const char *district)
{
  g_autoptr (TsuRecord) record = find_record (self, name);

  g_test_message ("%s", name);
  g_assert_cmpstr (tsu_record_get_text (record, "district"), ==, district);
}

static const char list[] = "町会名,会長名,住所\n"
                           "一会,甲,神奈川県川崎市高津区溝口1-2-3\n"
                           "二会,乙,川崎市高津区二子五丁目\n"
                           "三会,丙,高津区千年新町9\n"
                           "四会,丁,高津区千年12番地\n"
                           "五会,戊,高津区向ヶ丘一丁目4\n"
                           "六会,己,高津区向ヶ丘２－５\n"
                           "七会,庚,溝口４丁目\n"
                           "八会,辛,高津区境3\n"
                           "九会,壬,高津区下野毛1\n"
                           "十会,癸,別市本町1\n"
                           "十一会,子,別市中央2\n"
                           "十二会,丑,別市西3\n"
                           "十三会,寅,\n";

static void
test_found (Fixture *self, gconstpointer data)
{
  import (self, list);
  assert_district (self, "一会", self->north);
  assert_district (self, "二会", self->south);
  assert_district (self, "三会", self->south);
  assert_district (self, "四会", self->north);
  assert_district (self, "五会", self->north);
  assert_district (self, "六会", self->south);
  assert_district (self, "七会", self->north);
  /* of two districts, of none, of another city, of nowhere */
  assert_district (self, "八会", NULL);
  assert_district (self, "九会", NULL);
  assert_district (self, "十会", NULL);
  assert_district (self, "十三会", NULL);
}

/* What somebody chose, or took away, stays so when the file is read again. */
static void
test_choice_stays (Fixture *self, gconstpointer data)
{
  g_autoptr (TsuRecord) first = NULL;
  g_autoptr (TsuRecord) second = NULL;
  TsuEdit *edit;

  import (self, list);
  first = find_record (self, "一会");
  second = find_record (self, "二会");
  edit = tsu_edit_new_change (tsu_schema_find_type ("actor"), tsu_record_get_id (first));
  tsu_edit_set_text (edit, "district", self->south);
  apply (self->in.ledger, edit);
  edit = tsu_edit_new_change (tsu_schema_find_type ("actor"), tsu_record_get_id (second));
  tsu_edit_clear (edit, "district");
  apply (self->in.ledger, edit);
  import (self, list);
  assert_district (self, "一会", self->south);
  assert_district (self, "二会", NULL);
}

/* A column that names the district goes before the address. */
static void
test_named (Fixture *self, gconstpointer data)
{
  import (self,
          "町会名,会長名,地区,住所\n一会,甲,南地区,高津区溝口1\n二会,乙,高津区,高津区溝口2\n");
  assert_district (self, "一会", self->south);
  assert_district (self, "二会", self->north);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/exchange/towns/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("found", test_found);
  ADD ("choice-stays", test_choice_stays);
  ADD ("named", test_named);
#undef ADD
  return g_test_run ();
}
