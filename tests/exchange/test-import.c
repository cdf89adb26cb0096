/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files into a ledger and out again.
 */

#include "config.h"

#include <string.h>

#include "exchange-test.h"
#include "tsu-error.h"
#include "tsu-export.h"
#include "tsu-import.h"

static char *
own_file (const char *name)
{
  return g_build_filename (g_getenv ("TSU_TEST_DATA"), "exchange", name, NULL);
}

static TsuBook *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  TsuBook *book = tsu_book_read_file (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return book;
}

/* Imports a file; @batch takes the batch id. */
static TsuImportCounts
import_file (TestLedger *self, const char *path, char **batch)
{
  g_autoptr (TsuBook) book = read_file (path);
  g_autoptr (TsuImport) import = tsu_import_new (book, tsu_import_choose_sheet (book), NULL, path);
  g_autoptr (GError) error = NULL;
  TsuImportCounts planned;
  TsuImportCounts counts;

  tsu_import_plan (import, self->ledger, &planned, NULL, &error);
  g_assert_no_error (error);
  tsu_import_run (import, self->ledger, &counts, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (planned.read, ==, counts.read);
  g_assert_cmpuint (planned.created, ==, counts.created);
  g_assert_cmpuint (planned.updated, ==, counts.updated + counts.unchanged);
  g_assert_cmpuint (planned.flagged, ==, counts.flagged);
  if (batch != NULL)
    *batch = g_strdup (tsu_import_get_batch (import));
  return counts;
}

static GArray *
list_keys (TestLedger *self, const char *type)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (tsu_schema_find_type (type));
  g_autoptr (GError) error = NULL;
  GArray *keys = tsu_ledger_list (self->ledger, query, NULL, &error);

  g_assert_no_error (error);
  return keys;
}

static guint
count_records (TestLedger *self, const char *type)
{
  g_autoptr (GArray) keys = list_keys (self, type);

  return keys->len;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The records of a type as sorted JSON without their ids. */
static char *
dump_records (TestLedger *self, const char *type)
{
  g_autoptr (GArray) keys = list_keys (self, type);
  g_autoptr (GPtrArray) records =
    tsu_ledger_get_many (self->ledger, tsu_schema_find_type (type),
                         (const gint64 *) (gpointer) keys->data, keys->len, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < records->len; i++) {
    g_autoptr (GString) json = g_string_new (NULL);
    const char *id = tsu_record_get_id (records->pdata[i]);

    tsu_record_append_json (records->pdata[i], json);
    g_string_replace (json, id, "ID", 0);
    g_ptr_array_add (lines, g_strdup (json->str));
  }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static TsuRecord *
find_record (TestLedger *self, const char *type, const char *name)
{
  g_autoptr (GArray) keys =
    tsu_ledger_find_by_name (self->ledger, tsu_schema_find_type (type), name, NULL);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_cmpuint (keys->len, ==, 1);
  records = tsu_ledger_get_many (self->ledger, tsu_schema_find_type (type),
                                 (const gint64 *) (gpointer) keys->data, 1, NULL);
  return tsu_record_ref (records->pdata[0]);
}

static void
test_associations (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = own_file ("associations-cp932.csv");
  TsuImportCounts counts = import_file (self, path, NULL);
  g_autoptr (TsuRecord) east = find_record (self, "actor", "東町会");
  g_autoptr (TsuRecord) south = find_record (self, "actor", "南町会");
  const char *const *unread = tsu_record_get_list (south, "unread");

  g_assert_cmpuint (counts.read, ==, 3);
  g_assert_cmpuint (counts.created, ==, 3);
  g_assert_cmpuint (counts.flagged, ==, 1);
  g_assert_cmpstr (tsu_record_get_kind (east), ==, "neighbourhood-association");
  g_assert_cmpstr (tsu_record_get_text (east, "representative"), ==, "髙橋　見本");
  g_assert_cmpstr (tsu_record_get_text (east, "representative_reading"), ==, "タカハシ　ミホン");
  g_assert_cmpstr (tsu_record_get_text (east, "phone"), ==, "044-811-0001");
  g_assert_cmpint (tsu_record_get_integer (east, "households"), ==, 1200);
  /* Neither the dash nor the guess is lost. */
  g_assert_cmpstr (unread[0], ==, "加入世帯数");
  g_assert_cmpstr (unread[1], ==, "約150");
  g_assert_cmpstr (unread[2], ==, "ＴＥＬ");
  g_assert_cmpstr (unread[3], ==, "-");
}

static void
test_events (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = own_file ("events-2026.csv");
  TsuImportCounts counts = import_file (self, path, NULL);
  g_autoptr (TsuRecord) talk = find_record (self, "event", "おしゃべり会");
  g_autofree char *dump = dump_records (self, "event");

  g_assert_cmpuint (counts.created, ==, 3);
  g_assert_cmpstr (tsu_record_get_list (talk, "unread")[1], ==, "随時");
  g_assert_nonnull (strstr (dump, "\"starts\":\"2026-08-05T17:00+09:00\""));
  g_assert_nonnull (strstr (dump, "\"ends\":\"2026-08-07T20:00+09:00\""));
  g_assert_nonnull (strstr (dump, "\"capacity\":60"));
  g_assert_nonnull (strstr (dump, "先着60名"));
}

static void
test_population (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = own_file ("population.csv");
  TsuImportCounts counts = import_file (self, path, NULL);
  g_autofree char *dump = dump_records (self, "statistic");

  g_assert_cmpuint (counts.read, ==, 2);
  g_assert_cmpuint (counts.created, ==, 8 + 6);
  g_assert_cmpuint (counts.flagged, ==, 1);
  g_assert_nonnull (strstr (dump, "\"indicator\":\"age-85-plus-female\""));
  g_assert_nonnull (strstr (dump, "\"value\":1234"));
  g_assert_nonnull (strstr (dump, "\"starts\":\"2024-04-01\""));
  g_assert_nonnull (strstr (dump, "秘匿あり"));
  g_assert_nonnull (strstr (dump, "[\"0-4歳の男性\",\"-\",\"男性\",\"X\"]"));
}

static void
test_again (TestLedger *self, gconstpointer data)
{
  static const char *const files[] = { "associations-cp932.csv", "events-2026.csv",
                                       "population.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = own_file (files[i]);
    TsuImportCounts first = import_file (self, path, NULL);
    TsuImportCounts second = import_file (self, path, NULL);

    g_assert_cmpuint (second.created, ==, 0);
    g_assert_cmpuint (second.updated, ==, 0);
    g_assert_cmpuint (second.unchanged, ==, first.created);
  }
}

static void
test_undo (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = own_file ("associations-cp932.csv");
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;
  TsuUndo undo = { 0 };
  TsuImportCounts again;

  import_file (self, path, &batch);
  g_assert_cmpuint (count_records (self, "actor"), ==, 3);
  g_assert_true (tsu_ledger_undo_batch (self->ledger, batch, &undo, NULL, &error));
  g_assert_no_error (error);
  tsu_undo_clear (&undo);
  g_assert_cmpuint (count_records (self, "actor"), ==, 0);
  again = import_file (self, path, NULL);
  g_assert_cmpuint (again.read, ==, 3);
  g_assert_cmpuint (count_records (self, "actor"), ==, 3);
}

/* A changed file changes what changed; a record typed in by hand is met by name and telephone. */
static void
test_update (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  const TsuApply how = { .label = "Edit" };
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("actor"), NULL);
  TsuImportCounts counts;
  g_autoptr (TsuRecord) group = NULL;

  tsu_edit_set_text (edit, "name", "川べりの会");
  tsu_edit_set_text (edit, "phone", "044-811-0009");
  tsu_edit_set_text (edit, "note", "手書き");
  g_ptr_array_add (edits, edit);
  g_assert_true (tsu_ledger_apply (self->ledger, edits, &how, NULL, NULL));
  g_assert_true (g_file_set_contents (path,
                                      "団体名,電話,会員数\n川べりの会,０４４－８１１－０００９,"
                                      "12\n山の会,044-811-0010,5\n",
                                      -1, NULL));
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.created, ==, 1);
  g_assert_cmpuint (counts.updated, ==, 1);
  group = find_record (self, "actor", "川べりの会");
  g_assert_cmpstr (tsu_record_get_text (group, "note"), ==, "手書き");
  g_assert_cmpint (tsu_record_get_integer (group, "members"), ==, 12);
  g_assert_true (
    g_file_set_contents (path,
                         "会員数,団体名,電話\n5,山の会,044-811-0010\n13,川べりの会,044-811-0009\n",
                         -1, NULL));
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.created, ==, 0);
  g_assert_cmpuint (counts.updated, ==, 1);
  g_assert_cmpuint (counts.unchanged, ==, 1);
}

/* Two rows that say the same of two things stay two records, also when read again. */
static void
test_doubles_in_file (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  TsuImportCounts counts;

  g_assert_true (
    g_file_set_contents (path, "NO,名称,住所,設置位置\n1,市役所,本町1,1階\n2,市役所,本町1,2階\n",
                         -1, NULL));
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.created, ==, 2);
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.unchanged, ==, 2);
}

/* People of one name in two lists that tell nothing else of them are not taken for one. */
static void
test_namesakes (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);

  g_assert_true (g_file_set_contents (path, "氏名,特技\n見本花子,手話\n", -1, NULL));
  import_file (self, path, NULL);
  g_assert_true (g_file_set_contents (path, "氏名,職業\n見本花子,教員\n", -1, NULL));
  import_file (self, path, NULL);
  g_assert_cmpuint (count_records (self, "actor"), ==, 2);
}

/* Numbers that identify keep a record the same when it gets another name and address. */
static void
test_source_numbers (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  TsuImportCounts counts;

  g_assert_true (
    g_file_set_contents (path, "NO,名称,住所\n0000010001,旧館,本町1\n0000010077,別館,本町2\n", -1,
                         NULL));
  import_file (self, path, NULL);
  g_assert_true (
    g_file_set_contents (path, "NO,名称,住所\n0000010077,別館,本町2\n0000010001,新館,新町9\n", -1,
                         NULL));
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.created, ==, 0);
  g_assert_cmpuint (counts.updated, ==, 1);
  g_assert_cmpuint (count_records (self, "resource"), ==, 2);
}

static void
cancel_cb (guint64 done, guint64 total, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (TestLedger *self, gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("団体名,電話,設立年月日\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TsuBook) book = NULL;
  g_autoptr (TsuImport) import = NULL;
  g_autoptr (GError) error = NULL;
  TsuImportCounts counts;
  TsuUndo undo = { 0 };

  for (guint i = 0; i < 1700; i++)
    g_string_append_printf (csv, "会%u,044-8%02u-%04u,いつか\n", i, i % 100, i);
  book = test_read (csv->str, -1);
  import = tsu_import_new (book, 0, NULL, NULL);
  g_assert_true (
    tsu_import_run (import, self->ledger, &counts, cancel_cb, cancellable, cancellable, &error));
  g_assert_no_error (error);
  g_assert_true (counts.cancelled);
  g_assert_cmpuint (counts.created, ==, 500);
  g_assert_cmpuint (count_records (self, "actor"), ==, 500);
  /* Rows that were read ahead and not written are not spoken of. */
  g_assert_cmpuint (counts.read, ==, 500);
  g_assert_cmpuint (counts.flagged, ==, 500);
  g_assert_cmpuint (tsu_problems_get_total (tsu_import_get_problems (import)), ==, 500);
  g_assert_true (
    tsu_ledger_undo_batch (self->ledger, tsu_import_get_batch (import), &undo, NULL, NULL));
  tsu_undo_clear (&undo);
  g_assert_cmpuint (count_records (self, "actor"), ==, 0);
}

static void
test_remembered_mapping (TestLedger *self, gconstpointer data)
{
  g_autoptr (TsuBook) book = test_read ("名称,謎\n東会館,説明です\n", -1);
  g_autoptr (TsuImport) first = tsu_import_new (book, 0, NULL, NULL);
  g_autoptr (TsuImport) second = NULL;
  const TsuColumn *column;

  g_assert_false (tsu_import_recall (first, self->ledger));
  tsu_import_set_type (first, tsu_schema_find_type ("event"));
  g_assert_true (tsu_mapping_set_target (tsu_import_get_mapping (first), 1, "description"));
  g_assert_true (tsu_import_remember (first, self->ledger, NULL));
  second = tsu_import_new (book, 0, NULL, NULL);
  g_assert_true (tsu_import_recall (second, self->ledger));
  g_assert_cmpstr (tsu_import_get_mapping (second)->type->name, ==, "event");
  column = g_ptr_array_index (tsu_import_get_mapping (second)->columns, 1);
  g_assert_cmpstr (column->target, ==, "description");
}

static void
export_all (TestLedger *self, const char *type, const char *path, TsuExportFormat format)
{
  const TsuExportOptions options = { format, TSU_UNENCODABLE_REPLACE, NULL, NULL };
  g_autoptr (GArray) keys = list_keys (self, type);
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (GError) error = NULL;

  tsu_export_write (self->ledger, tsu_schema_find_type (type),
                    (const gint64 *) (gpointer) keys->data, keys->len, path, &options, problems,
                    NULL, &error);
  g_assert_no_error (error);
}

/* Exports, reads the export into a ledger of its own, and compares the records. */
static void
check_round_trip (TestLedger *self, const char *type, TsuExportFormat format, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *before = dump_records (self, type);
  g_autofree char *after = NULL;
  g_autoptr (TsuBook) book = NULL;
  g_autoptr (TsuImport) import = NULL;
  TsuImportCounts counts;
  TestLedger other;

  export_all (self, type, path, format);
  test_ledger_set_up (&other, NULL);
  book = read_file (path);
  import = tsu_import_new (book, 0, tsu_schema_find_type (type), path);
  g_assert_true (tsu_import_run (import, other.ledger, &counts, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < tsu_problems_get_n_listed (tsu_import_get_problems (import)); i++)
    g_test_message ("%s", tsu_problems_get (tsu_import_get_problems (import), i)->message);
  after = dump_records (&other, type);
  g_assert_cmpstr (after, ==, before);
  test_ledger_tear_down (&other, NULL);
}

static void
test_round_trip (TestLedger *self, gconstpointer data)
{
  static const struct {
    const char *file;
    const char *type;
  } cases[] = { { "associations-cp932.csv", "actor" },
                { "events-2026.csv", "event" },
                { "population.csv", "statistic" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = own_file (cases[i].file);

    import_file (self, path, NULL);
    check_round_trip (self, cases[i].type, TSU_EXPORT_CSV, "a.csv");
    check_round_trip (self, cases[i].type, TSU_EXPORT_CSV_CP932, "b.csv");
    check_round_trip (self, cases[i].type, TSU_EXPORT_XLSX, "c.xlsx");
  }
}

/* A table that was exported, worked on and read again changes the records it came from, also those
 * that their names alone would not find. */
static void
test_edited_export (TestLedger *self, gconstpointer data)
{
  g_autofree char *source = g_build_filename (self->folder, "a.csv", NULL);
  g_autofree char *path = g_build_filename (self->folder, "b.csv", NULL);
  g_autoptr (GString) edited = NULL;
  g_autofree char *text = NULL;
  g_autoptr (TsuRecord) group = NULL;
  TsuImportCounts counts;

  g_assert_true (
    g_file_set_contents (source, "団体名,会員数,謎\n川の会,5,あ\n山の会,7,い\n", -1, NULL));
  import_file (self, source, NULL);
  export_all (self, "actor", path, TSU_EXPORT_CSV);
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.unchanged, ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  edited = g_string_new (text);
  g_string_replace (edited, "山の会", "海の会", 0);
  g_assert_true (g_file_set_contents (path, edited->str, -1, NULL));
  counts = import_file (self, path, NULL);
  g_assert_cmpuint (counts.created, ==, 0);
  g_assert_cmpuint (counts.updated, ==, 1);
  group = find_record (self, "actor", "海の会");
  g_assert_cmpint (tsu_record_get_integer (group, "members"), ==, 7);
}

static void
test_ndjson (TestLedger *self, gconstpointer data)
{
  g_autofree char *source = own_file ("associations-cp932.csv");
  g_autofree char *path = g_build_filename (self->folder, "a.ndjson", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  import_file (self, source, NULL);
  export_all (self, "actor", path, TSU_EXPORT_NDJSON);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "{\"id\":"));
  g_assert_cmpstr (lines[3], ==, "");
}

/* A refused export leaves what was there. */
static void
test_refused_export (TestLedger *self, gconstpointer data)
{
  const TsuExportOptions options = { TSU_EXPORT_CSV_CP932, TSU_UNENCODABLE_REFUSE, NULL, NULL };
  g_autofree char *source = g_build_filename (self->folder, "a.csv", NULL);
  g_autofree char *path = g_build_filename (self->folder, "b.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GArray) keys = NULL;
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (source, "団体名,電話\n𠮷の会,044-811-0001\n", -1, NULL));
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  import_file (self, source, NULL);
  keys = list_keys (self, "actor");
  g_assert_false (tsu_export_write (self->ledger, tsu_schema_find_type ("actor"),
                                    (const gint64 *) (gpointer) keys->data, keys->len, path,
                                    &options, problems, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  g_assert_cmpuint (tsu_problems_get_total (problems), ==, 1);
  g_assert_cmpstr (tsu_problems_get (problems, 0)->text, ==, "𠮷");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
}

static void
test_published_ledger (TestLedger *self, gconstpointer data)
{
  static const struct {
    const char *folder;
    const char *name;
    const char *type;
    guint rows;
    guint known; /* rows about records that an earlier file brought */
  } files[] = {
    { "municipal-events", "kawasaki_141305_events.csv", "event", 15 },
    { "municipal-events", "komae_132195_events.csv", "event", 315 },
    { "municipal-events", "takamatsu_events_2026-08.xlsx", "event", 51 },
    { "municipal-facilities", "takamatsu_aed_0002_cp932_preamble.csv", "resource", 514 },
    { "municipal-facilities", "yaizu_public_facility.csv", "resource", 230 },
    { "municipal-facilities", "takamatsu_groups_0087_cp932.csv", "actor", 153 },
    { "municipal-facilities", "takamatsu_city_organization_2026.xlsx", "actor", 387, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = test_real_file (files[i].folder, files[i].name);
    guint before = count_records (self, files[i].type);
    TsuImportCounts counts;

    if (path == NULL)
      return;
    counts = import_file (self, path, NULL);
    g_assert_cmpuint (counts.read, ==, files[i].rows);
    g_assert_cmpuint (counts.created, ==, files[i].rows - files[i].known);
    g_assert_cmpuint (count_records (self, files[i].type), ==,
                      before + files[i].rows - files[i].known);
    counts = import_file (self, path, NULL);
    g_assert_cmpuint (counts.unchanged, ==, files[i].rows);
  }
}

#define ADD(name, func)                                                                            \
  g_test_add ("/exchange/import/" name, TestLedger, NULL, test_ledger_set_up, func,                \
              test_ledger_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("associations", test_associations);
  ADD ("events", test_events);
  ADD ("population", test_population);
  ADD ("again", test_again);
  ADD ("undo", test_undo);
  ADD ("update", test_update);
  ADD ("doubles-in-file", test_doubles_in_file);
  ADD ("namesakes", test_namesakes);
  ADD ("source-numbers", test_source_numbers);
  ADD ("cancel", test_cancel);
  ADD ("remembered-mapping", test_remembered_mapping);
  ADD ("round-trip", test_round_trip);
  ADD ("edited-export", test_edited_export);
  ADD ("ndjson", test_ndjson);
  ADD ("refused-export", test_refused_export);
  ADD ("published-ledger", test_published_ledger);
  return g_test_run ();
}
