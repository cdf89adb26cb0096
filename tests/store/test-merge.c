/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two desks that change the same things without knowing of each other: what an edit has seen, which
 * conflicts wait for a person, and that both desks show the same whatever the order.
 */

#include "config.h"

#include "store-test.h"
#include "tsu-error.h"
#include "tsu-issue.h"

typedef struct {
  Desk here;
  Desk there;
} Desks;

static void
set_up (Desks *desks, gconstpointer data)
{
  desk_set_up (&desks->here, data);
  desk_set_up (&desks->there, data);
}

static void
tear_down (Desks *desks, gconstpointer data)
{
  desk_tear_down (&desks->here, data);
  desk_tear_down (&desks->there, data);
}

static void
exchange (Desks *desks)
{
  g_autoptr (GPtrArray) from_here = collect_changes (desks->here.ledger);
  g_autoptr (GPtrArray) from_there = collect_changes (desks->there.ledger);
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (GPtrArray) there = NULL;

  merge_changes (desks->here.ledger, from_there);
  merge_changes (desks->there.ledger, from_here);
  here = dump_ledger (desks->here.ledger);
  there = dump_ledger (desks->there.ledger);
  assert_same_dump (here, there);
  assert_sound (desks->here.ledger);
  assert_sound (desks->there.ledger);
}

static TsuIssue *
find_issue (TsuLedger *ledger, TsuIssueKind kind)
{
  g_autoptr (GPtrArray) issues = tsu_ledger_list_issues (ledger, 0, NULL);

  for (guint i = 0; i < issues->len; i++)
    if (((TsuIssue *) issues->pdata[i])->kind == kind)
      return g_ptr_array_steal_index (issues, i);
  return NULL;
}

static void
test_conflict_and_settling (Desks *desks, gconstpointer data)
{
  g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");
  g_autoptr (TsuIssue) issue = NULL;
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);
  const TsuSibling *sibling;

  exchange (desks);
  change_text (desks->here.ledger, id, "phone", "1");
  change_text (desks->there.ledger, id, "phone", "2");
  exchange (desks);
  assert_text (desks->here.ledger, id, "phone", "2");
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, 1);
  issue = find_issue (desks->here.ledger, TSU_ISSUE_CONFLICT);
  g_assert_cmpstr (issue->field, ==, "phone");
  g_assert_cmpstr (issue->title, ==, "佐藤");
  g_assert_cmpuint (issue->siblings->len, ==, 2);
  sibling = issue->siblings->pdata[1];
  g_assert_cmpstr (tsu_value_get_text (sibling->value), ==, "1");

  /* An ordinary edit replaces only what was shown; the value nobody looked at stays. */
  change_text (desks->here.ledger, id, "phone", "3");
  exchange (desks);
  g_assert_cmpint (tsu_ledger_count_issues (desks->there.ledger, NULL), ==, 1);

  /* An edit of another field leaves the conflict alone, too. */
  change_text (desks->here.ledger, id, "note", "x");
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, 1);

  /* Settling on the value that is shown already is a change as well. */
  tsu_edit_set_text (edit, "phone", "3");
  tsu_edit_settle (edit);
  apply_one (desks->here.ledger, edit, NULL);
  exchange (desks);
  assert_text (desks->there.ledger, id, "phone", "3");
  g_assert_cmpint (tsu_ledger_count_issues (desks->there.ledger, NULL), ==, 0);
}

static void
test_equal_edits_are_no_conflict (Desks *desks, gconstpointer data)
{
  g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");

  exchange (desks);
  change_text (desks->here.ledger, id, "phone", "1");
  change_text (desks->there.ledger, id, "phone", "1");
  exchange (desks);
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, 0);
  /* One later edit replaces both. */
  change_text (desks->here.ledger, id, "phone", "2");
  exchange (desks);
  assert_text (desks->there.ledger, id, "phone", "2");
  g_assert_cmpint (tsu_ledger_count_issues (desks->there.ledger, NULL), ==, 0);
}

static void
expect_and_set (TsuLedger *ledger, const char *id, const char *seen, const char *wanted)
{
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);

  tsu_edit_expect (edit, "phone", tsu_value_new_text (seen));
  tsu_edit_set_text (edit, "phone", wanted);
  apply_one (ledger, edit, NULL);
}

static void
test_expected_value (Desks *desks, gconstpointer data)
{
  static const struct {
    const char *before;
    const char *meanwhile;
    const char *seen;
    const char *wanted;
    const char *shown;
    int issues;
  } rows[] = {
    { "1", "1", "1", "2", "2", 0 },   /* nothing came in */
    { "1", "5", "1", "2", "2", 1 },   /* something did: both stay */
    { NULL, "5", NULL, "2", "2", 1 }, /* also into an empty field */
    { "1", "2", "1", "2", "2", 0 },   /* the same came in */
    { "1", "5", "1", "1", "5", 0 },   /* the user changed nothing */
    { "1", NULL, "1", "2", "2", 1 },  /* it was emptied meanwhile */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");
    gint64 before = tsu_ledger_count_issues (desks->here.ledger, NULL);

    if (rows[i].before != NULL)
      change_text (desks->here.ledger, id, "phone", rows[i].before);
    change_text (desks->here.ledger, id, "phone", rows[i].meanwhile);
    expect_and_set (desks->here.ledger, id, rows[i].seen, rows[i].wanted);
    assert_text (desks->here.ledger, id, "phone", rows[i].shown);
    g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==,
                     before + rows[i].issues);
  }
  exchange (desks);
}

static void
test_deleted_here_edited_there (Desks *desks, gconstpointer data)
{
  g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");
  g_autoptr (TsuIssue) issue = NULL;
  const TsuSibling *deleted, *written;

  exchange (desks);
  apply_one (desks->here.ledger, tsu_edit_new_delete (actor_type (), id), NULL);
  change_text (desks->there.ledger, id, "phone", "1");
  exchange (desks);
  assert_deleted (desks->here.ledger, id, FALSE);
  issue = find_issue (desks->here.ledger, TSU_ISSUE_REVIVED);
  g_assert_nonnull (issue);
  /* Who deleted it, and what was written without knowing of that; not the name, which was seen. */
  g_assert_cmpuint (issue->siblings->len, ==, 2);
  deleted = issue->siblings->pdata[0];
  written = issue->siblings->pdata[1];
  g_assert_null (deleted->field);
  g_assert_cmpstr (written->field, ==, "phone");
  g_assert_cmpstr (tsu_value_get_text (written->value), ==, "1");
  g_assert_cmpstr (written->device, !=, deleted->device);

  /* A person settles it: the record is kept. */
  apply_one (desks->there.ledger, tsu_edit_new_restore (actor_type (), id), NULL);
  exchange (desks);
  assert_deleted (desks->here.ledger, id, FALSE);
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, 0);

  /* Or it goes, now that the edit was seen. */
  apply_one (desks->here.ledger, tsu_edit_new_delete (actor_type (), id), NULL);
  exchange (desks);
  assert_deleted (desks->there.ledger, id, TRUE);
}

static void
set_tags (TsuLedger *ledger, const char *id, const char *tags)
{
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);
  g_auto (GStrv) items = g_strsplit (tags, " ", -1);

  tsu_edit_set_list (edit, "tags", (const char *const *) items);
  apply_one (ledger, edit, NULL);
}

static void
test_sets_merge (Desks *desks, gconstpointer data)
{
  static const char *const expected[] = { "b", "here", "there", NULL };
  g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");
  g_autoptr (TsuRecord) record = NULL;

  set_tags (desks->here.ledger, id, "a b");
  exchange (desks);
  set_tags (desks->here.ledger, id, "a b here");
  set_tags (desks->there.ledger, id, "b there");
  exchange (desks);
  record = tsu_ledger_get (desks->here.ledger, id, NULL);
  g_assert_true (g_strv_equal (tsu_record_get_list (record, "tags"), expected));
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, 0);
}

static void
test_undo_leaves_others_alone (Desks *desks, gconstpointer data)
{
  g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);
  TsuUndo what = { NULL };

  tsu_edit_set_text (edit, "phone", "1");
  tsu_edit_set_text (edit, "note", "mine");
  apply_one (desks->here.ledger, edit, NULL);
  exchange (desks);
  change_text (desks->there.ledger, id, "phone", "2");
  exchange (desks);

  g_assert_true (tsu_ledger_undo (desks->here.ledger, &what, NULL, NULL));
  g_assert_cmpint (what.left_alone, ==, 1);
  assert_text (desks->here.ledger, id, "phone", "2");
  assert_text (desks->here.ledger, id, "note", NULL);
  tsu_undo_clear (&what);

  /* The record itself was edited by somebody: it is not taken away. */
  g_assert_true (tsu_ledger_undo (desks->here.ledger, &what, NULL, NULL));
  g_assert_cmpint (what.changed, ==, 0);
  g_assert_cmpint (what.left_alone, ==, 1);
  assert_deleted (desks->here.ledger, id, FALSE);
  tsu_undo_clear (&what);
  exchange (desks);
}

static char *
add_booking (TsuLedger *ledger, const char *resource, const char *starts, const char *ends)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("booking"), NULL);
  char *id = g_strdup (tsu_edit_get_id (edit));

  tsu_edit_set_text (edit, "resource", resource);
  tsu_edit_set_text (edit, "starts", starts);
  tsu_edit_set_text (edit, "ends", ends);
  apply_one (ledger, edit, NULL);
  return id;
}

/**
 * Hour:
 * @ends: (nullable)
 * @overlaps: with how many before it a booking of that hour collides
 */
typedef struct {
  const char *starts;
  const char *ends;
  int overlaps;
} Hour;

/* Returns how many issues there are when all are booked. */
static gint64
book_hours (TsuLedger *ledger, const char *hall, const Hour *hours, gsize n_hours)
{
  gint64 before = 0;

  for (gsize i = 0; i < n_hours; i++) {
    g_autofree char *id = add_booking (ledger, hall, hours[i].starts, hours[i].ends);
    gint64 n = tsu_ledger_count_issues (ledger, NULL);

    g_assert_cmpint (n - before, ==, hours[i].overlaps);
    before = n;
  }
  return before;
}

static void
test_double_booking (Desks *desks, gconstpointer data)
{
  static const Hour hours[] = {
    { "2026-11-22T10:00+09:00", "2026-11-22T13:00+09:00", 0 }, /* up to the first */
    { "2026-11-22T15:00+09:00", "2026-11-22T16:00+09:00", 0 }, /* right after it */
    { "2026-11-22T14:00+09:00", "2026-11-22T14:30+09:00", 1 }, /* within it */
    { "2026-11-22T12:30+09:00", "2026-11-22T13:30+09:00", 2 }, /* across its beginning */
    { "2026-11-23T14:00+09:00", "2026-11-23T14:30+09:00", 0 }, /* another day */
    { "2026-11-22", NULL, 5 },                                 /* all day */
    { "2026-11-21", "2026-11-23", 7 },                         /* three days */
    { "2026-11", NULL, 0 },                                    /* not said exactly */
  };
  const char *hall = "01890000-0000-7000-8000-000000000001";
  TsuEdit *cancel = NULL;
  g_autofree char *first =
    add_booking (desks->here.ledger, hall, "2026-11-22T13:00+09:00", "2026-11-22T15:00+09:00");
  g_autoptr (TsuIssue) issue = NULL;
  gint64 before;

  before = book_hours (desks->here.ledger, hall, hours, G_N_ELEMENTS (hours));
  exchange (desks);

  /* One that is cancelled takes its issues along; one put aside is not counted. */
  cancel = tsu_edit_new_change (tsu_schema_find_type ("booking"), first);
  tsu_edit_set_text (cancel, "status", "cancelled");
  apply_one (desks->here.ledger, cancel, NULL);
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, before - 4);
  issue = find_issue (desks->here.ledger, TSU_ISSUE_OVERLAP);
  g_assert_nonnull (issue->other);
  g_assert_true (tsu_ledger_set_issue_aside (desks->here.ledger, issue->id, TRUE, NULL));
  g_assert_cmpint (tsu_ledger_count_issues (desks->here.ledger, NULL), ==, before - 5);
  exchange (desks);
}

/* Whoever moves a booking and not its end has it end before it begins: then nobody knows until
 * when, and it takes the rest of its day. Found from both sides, in whichever order. */
static void
test_end_before_beginning (Desks *desks, gconstpointer data)
{
  const char *hall = "01890000-0000-7000-8000-000000000001";
  static const Hour hours[] = {
    { "2026-11-22T16:00+09:00", "2026-11-22T15:00+09:00", 0 }, /* the end is before it */
    { "2026-11-22T14:00+09:00", "2026-11-22T16:00+09:00", 0 }, /* until then */
    { "2026-11-22T20:00+09:00", "2026-11-22T21:00+09:00", 1 }, /* the evening of that day */
    { "2026-11-21T09:00+09:00", "2026-11-23T19:00+09:00", 3 }, /* all days around it */
    { "2026-11-22T17:00+09:00", "2026-11-22T17:00+09:00", 3 }, /* and one without length */
  };
  gint64 before = book_hours (desks->here.ledger, hall, hours, G_N_ELEMENTS (hours));
  exchange (desks);
  g_assert_cmpint (tsu_ledger_count_issues (desks->there.ledger, NULL), ==, before);
  assert_sound (desks->here.ledger);
  assert_sound (desks->there.ledger);
}

static char *
add_tables (TsuLedger *ledger, const char *resource, const char *starts, const char *ends, int n)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("booking"), NULL);
  char *id = g_strdup (tsu_edit_get_id (edit));

  tsu_edit_set_text (edit, "resource", resource);
  tsu_edit_set_text (edit, "starts", starts);
  tsu_edit_set_text (edit, "ends", ends);
  tsu_edit_set (edit, "quantity", tsu_value_new_integer (n));
  apply_one (ledger, edit, NULL);
  return id;
}

static void
set_quantity (TsuLedger *ledger, const char *type, const char *id, int n)
{
  TsuEdit *edit = tsu_edit_new_change (tsu_schema_find_type (type), id);

  tsu_edit_set (edit, "quantity", tsu_value_new_integer (n));
  apply_one (ledger, edit, NULL);
}

/* Of ten tables there is too little only where the numbers come to more than ten. */
static void
test_tables_are_counted (Desks *desks, gconstpointer data)
{
  TsuLedger *ledger = desks->here.ledger;
  TsuEdit *create = tsu_edit_new_create (tsu_schema_find_type ("resource"), NULL);
  g_autofree char *tables = g_strdup (tsu_edit_get_id (create));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *late = NULL;
  TsuEdit *cancel;

  tsu_edit_set_text (create, "name", "長机");
  tsu_edit_set_text (create, "kind", "equipment");
  tsu_edit_set (create, "quantity", tsu_value_new_integer (10));
  apply_one (ledger, create, NULL);
  first = add_tables (ledger, tables, "2026-11-22T10:00+09:00", "2026-11-22T14:00+09:00", 4);
  second = add_tables (ledger, tables, "2026-11-22T12:00+09:00", "2026-11-22T16:00+09:00", 4);
  late = add_tables (ledger, tables, "2026-11-22T14:00+09:00", "2026-11-22T18:00+09:00", 6);
  g_assert_cmpint (tsu_ledger_count_issues (ledger, NULL), ==, 0);
  /* at one o'clock twelve; at two o'clock the first are back */
  third = add_tables (ledger, tables, "2026-11-22T13:00+09:00", "2026-11-22T14:00+09:00", 4);
  g_assert_cmpint (tsu_ledger_count_issues (ledger, NULL), ==, 3);
  exchange (desks);
  set_quantity (ledger, "booking", third, 2);
  g_assert_cmpint (tsu_ledger_count_issues (ledger, NULL), ==, 0);
  set_quantity (ledger, "resource", tables, 9);
  g_assert_cmpint (tsu_ledger_count_issues (ledger, NULL), ==, 4);
  exchange (desks);
  cancel = tsu_edit_new_change (tsu_schema_find_type ("booking"), second);
  tsu_edit_set_text (cancel, "status", "cancelled");
  apply_one (ledger, cancel, NULL);
  g_assert_cmpint (tsu_ledger_count_issues (ledger, NULL), ==, 0);
  exchange (desks);
  assert_sound (ledger);
  assert_sound (desks->there.ledger);
}

static void
test_two_desks_book_one_hall (Desks *desks, gconstpointer data)
{
  const char *hall = "01890000-0000-7000-8000-000000000001";
  g_autofree char *here =
    add_booking (desks->here.ledger, hall, "2026-11-22T13:00+09:00", "2026-11-22T15:00+09:00");
  g_autofree char *there =
    add_booking (desks->there.ledger, hall, "2026-11-22T14:00+09:00", "2026-11-22T16:00+09:00");

  exchange (desks);
  g_assert_cmpint (tsu_ledger_count_issues (desks->there.ledger, NULL), ==, 1);
}

static void
test_unknown_type_is_kept (Desks *desks, gconstpointer data)
{
  static const char line[] =
    "{\"id\":\"01890000-0000-7000-8000-00000000000a\","
    "\"record\":\"01890000-0000-7000-8000-00000000000b\",\"type\":\"novelty\",\"op\":\"set\","
    "\"fields\":{\"a\":{\"deep\":[1]}},\"seen\":[],\"hlc\":\"018f000000000000\","
    "\"device\":\"d\",\"user\":\"u\",\"schema\":9}";
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  TsuChange *change = tsu_change_parse (line, sizeof line - 1, NULL);

  g_assert_nonnull (change);
  g_ptr_array_add (changes, change);
  merge_changes (desks->here.ledger, changes);
  merge_changes (desks->here.ledger, changes);
  history = tsu_ledger_history (desks->here.ledger, change->record, NULL);
  g_assert_cmpuint (history->len, ==, 1);
  tsu_change_append_json (((TsuHistoryEntry *) history->pdata[0])->change, json);
  g_assert_cmpstr (json->str, ==, line);
  assert_sound (desks->here.ledger);
}

static void
test_echo_brings_order (Desks *desks, gconstpointer data)
{
  g_autofree char *id = add_actor (desks->here.ledger, "佐藤", "さとう");
  g_autoptr (GPtrArray) changes = collect_changes (desks->here.ledger);
  g_autoptr (GPtrArray) after = NULL;
  TsuChange *change = changes->pdata[0];

  change->seq = 7;
  change->ohlc = change->hlc - 5;
  merge_changes (desks->here.ledger, changes);
  after = collect_changes (desks->here.ledger);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (((TsuChange *) after->pdata[0])->seq, ==, 7);
  g_assert_cmpuint (((TsuChange *) after->pdata[0])->ohlc, ==, change->ohlc);
  assert_sound (desks->here.ledger);
}

#define ADD(path, function) g_test_add ("/merge/" path, Desks, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("conflict-and-settling", test_conflict_and_settling);
  ADD ("equal-edits-are-no-conflict", test_equal_edits_are_no_conflict);
  ADD ("expected-value", test_expected_value);
  ADD ("deleted-here-edited-there", test_deleted_here_edited_there);
  ADD ("sets-merge", test_sets_merge);
  ADD ("undo-leaves-others-alone", test_undo_leaves_others_alone);
  ADD ("double-booking", test_double_booking);
  ADD ("end-before-beginning", test_end_before_beginning);
  ADD ("tables-are-counted", test_tables_are_counted);
  ADD ("two-desks-book-one-hall", test_two_desks_book_one_hall);
  ADD ("unknown-type-is-kept", test_unknown_type_is_kept);
  ADD ("echo-brings-order", test_echo_brings_order);
  return g_test_run ();
}
