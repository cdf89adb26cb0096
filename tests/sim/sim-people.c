/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people do to a ledger: make, edit, book, check in, match, delete, bring back, undo, import,
 * settle. Halls, hours and tags are few, so that people get into each other's way.
 */

#include "config.h"

#include "sim-people.h"

#include "tsu-edit-private.h"
#include "tsu-id.h"
#include "tsu-ledger-private.h"

#include <stdio.h>

typedef struct {
  SimDesk *desk;
  SimRandom *random;
  GPtrArray *edits;
  const char *label;
  const char *batch;
} Work;

static int
draw (Work *work, int below)
{
  return sim_random_range (work->random, 0, below);
}

static void
work_clear (Work *work)
{
  g_ptr_array_unref (work->edits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static Work
begin (SimDesk *desk, const char *label)
{
  return (Work){ desk, &desk->machine.random,
                 g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free), label, NULL };
}

/* How many values stand side by side unsettled. */
static gint64
count_conflicts (Work *work, const char *id)
{
  return sim_desk_ask (work->desk,
                       "SELECT count (*) FROM issue i JOIN record r ON r.id = i.record"
                       " WHERE r.uid = ? AND i.kind = 0",
                       id);
}

/* What was saved can be read at once by who saved it. */
static void
check_reading (Work *work, const TsuEdit *edit)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (work->desk->ledger, tsu_edit_get_id (edit), NULL);
  GArray *cells = tsu_edit_get_cells (edit);

  if (record == NULL ||
      (tsu_edit_get_op (edit) == TSU_OP_DELETE && !tsu_record_is_deleted (record)))
    sim_world_fail (work->desk->world, "I7", "desk %d does not find what it saved: %s",
                    work->desk->number, tsu_edit_get_id (edit));
  for (guint i = 0; record != NULL && i < cells->len; i++) {
    const TsuEditCell *cell = &g_array_index (cells, TsuEditCell, i);

    if (cell->has_value && !cell->has_expected &&
        !tsu_value_equal (cell->value, tsu_record_get_at (record, cell->field)))
      sim_world_fail (work->desk->world, "I7", "desk %d does not read what it wrote in %s of %s",
                      work->desk->number, tsu_edit_get_type_of (edit)->fields[cell->field].name,
                      tsu_edit_get_id (edit));
  }
}

/* Who writes over one value has neither settled another nor made one. */
static void
check_conflicts (Work *work, const TsuEdit *edit, gint64 before)
{
  gint64 after = count_conflicts (work, tsu_edit_get_id (edit));
  GArray *cells = tsu_edit_get_cells (edit);

  if (tsu_edit_get_op (edit) != TSU_OP_SET || tsu_edit_is_settling (edit))
    return;
  /* A choice may fall on the very value that stood beside the other. */
  for (guint i = 0; i < cells->len; i++) {
    const TsuEditCell *cell = &g_array_index (cells, TsuEditCell, i);
    const char *text = cell->value != NULL && tsu_value_get_kind (cell->value) == TSU_VALUE_TEXT
                         ? tsu_value_get_text (cell->value)
                         : NULL;

    if (cell->has_expected || (text != NULL && !g_str_has_prefix (text, "kx")))
      return;
  }
  if (after != before)
    sim_world_fail (work->desk->world, "I9", "an edit at desk %d made %d conflicts of %s into %d",
                    work->desk->number, (int) before, tsu_edit_get_id (edit), (int) after);
}

static gboolean
is_shown (Work *work, const TsuEdit *edit)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (work->desk->ledger, tsu_edit_get_id (edit), NULL);

  return record == NULL || !tsu_record_is_deleted (record);
}

static gboolean
apply (Work *work)
{
  const TsuApply how = { .label = work->label, .batch = work->batch, .user = work->desk->account };
  const TsuEdit *only = work->edits->len == 1 ? work->edits->pdata[0] : NULL;
  gint64 before = only != NULL ? count_conflicts (work, tsu_edit_get_id (only)) : 0;
  gboolean shown = only != NULL && is_shown (work, only);

  if (work->edits->len == 0 ||
      !tsu_ledger_apply (work->desk->ledger, work->edits, &how, NULL, NULL))
    return FALSE;
  sim_desk_note (work->desk);
  if (work->desk->disk->dead)
    return FALSE;
  for (guint i = 0; i < work->edits->len; i++)
    check_reading (work, work->edits->pdata[i]);
  if (shown)
    check_conflicts (work, only, before);
  return TRUE;
}

/* Id of some record of the type that the ledger has, hidden ones included. */
static char *
pick (Work *work, const char *type)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (work->desk->ledger->db,
                    "SELECT uid FROM record WHERE type = ?1 AND sealed = 0 ORDER BY id LIMIT 1 "
                    "OFFSET"
                    " ?2 % max (1, (SELECT count (*) FROM record WHERE type = ?1 AND sealed = 0))",
                    NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;
  tsu_bind_text (statement, 1, type);
  sqlite3_bind_int (statement, 2, draw (work, 1 << 20));
  if (!tsu_db_step (work->desk->ledger->db, statement, &row, NULL) || !row)
    return NULL;
  return tsu_column_dup_text (statement, 0);
}

static TsuEdit *
add_edit (Work *work, TsuEdit *edit)
{
  g_ptr_array_add (work->edits, edit);
  return edit;
}

static TsuEdit *
make (Work *work, const char *type, const char *id)
{
  return add_edit (work, tsu_edit_new_create (tsu_schema_find_type (type), id));
}

/* Writes a text that can be found again. */
static void
write_mark (Work *work, TsuEdit *edit, const char *field, const char *kind)
{
  const TsuType *type = tsu_edit_get_type_of (edit);
  int level = (int) tsu_field_get_privacy (tsu_type_find_field (type, field), kind);

  tsu_edit_set_text (edit, field,
                     sim_book_make_mark (work->desk->world->book, tsu_edit_get_id (edit), level,
                                         work->desk->who));
}

static void
write_tags (Work *work, TsuEdit *edit, const char *field)
{
  static const char *const words[] = { "会食", "子ども", "防災", "見守り", "音楽" };
  const char *tags[4] = { NULL };
  int n = draw (work, 4);

  for (int i = 0; i < n; i++)
    tags[i] = words[draw (work, G_N_ELEMENTS (words))];
  tsu_edit_set_list (edit, field, tags);
}

static void
make_actor (Work *work)
{
  gboolean person = draw (work, 3) > 0;
  const char *kind = person ? "person" : "npo";
  TsuEdit *edit = make (work, "actor", NULL);

  tsu_edit_set_text (edit, "kind", kind);
  write_mark (work, edit, "name", kind);
  if (draw (work, 2))
    write_mark (work, edit, "phone", kind);
  if (person && draw (work, 2))
    write_mark (work, edit, "care", kind);
  if (draw (work, 2))
    write_tags (work, edit, "tags");
  if (draw (work, 6) == 0)
    tsu_edit_set_text (edit, "sharing", "city");
}

static void
make_event (Work *work)
{
  TsuEdit *edit = make (work, "event", NULL);

  write_mark (work, edit, "name", NULL);
  if (draw (work, 2))
    write_mark (work, edit, "note", NULL);
  if (draw (work, 4) == 0)
    tsu_edit_set_text (edit, "sharing", "city");
}

/* A booking of one of three halls, and the event it is for, in one transaction. */
static void
book (Work *work)
{
  static const char *const halls[] = { "0", "1", "2" };
  g_autofree char *hall =
    tsu_id_derive ("sim-hall", halls[draw (work, G_N_ELEMENTS (halls))], NULL);
  g_autofree char *starts =
    g_strdup_printf ("2027-01-%02dT%02d:00+09:00", 1 + draw (work, 3), 9 + draw (work, 6));
  TsuEdit *event;
  TsuEdit *edit;

  make_event (work);
  event = g_ptr_array_index (work->edits, 0);
  edit = make (work, "booking", NULL);
  tsu_edit_set_text (edit, "resource", hall);
  tsu_edit_set_text (edit, "event", tsu_edit_get_id (event));
  tsu_edit_set_text (edit, "starts", starts);
  if (draw (work, 2)) {
    g_autofree char *ends = g_strdup_printf ("%.11s%02d:30+09:00", starts, 16 + draw (work, 4));

    tsu_edit_set_text (edit, "ends", ends);
  }
  write_mark (work, edit, "purpose", NULL);
}

static void
move_booking (Work *work)
{
  g_autofree char *id = pick (work, "booking");
  g_autofree char *starts =
    g_strdup_printf ("2027-01-%02dT%02d:00+09:00", 1 + draw (work, 3), 9 + draw (work, 6));
  TsuEdit *edit;

  if (id == NULL)
    return;
  edit = add_edit (work, tsu_edit_new_change (tsu_schema_find_type ("booking"), id));
  if (draw (work, 4) == 0)
    tsu_edit_set_text (edit, "status", "cancelled");
  else
    tsu_edit_set_text (edit, "starts", starts);
}

/* Two desks that scan the same badge make the same record. */
static gboolean
check_in (Work *work)
{
  g_autofree char *event = pick (work, "event");
  g_autofree char *actor = pick (work, "actor");
  g_autofree char *id = NULL;
  TsuEdit *edit;

  if (event == NULL || actor == NULL)
    return FALSE;
  id = tsu_id_derive ("participation", event, actor, NULL);
  edit = make (work, "participation", id);
  tsu_edit_set_text (edit, "event", event);
  tsu_edit_set_text (edit, "actor", actor);
  tsu_edit_set_text (edit, "status", "attended");
  if (!apply (work))
    return FALSE;
  g_hash_table_add (work->desk->world->book->scans, g_strdup (id));
  return TRUE;
}

static void
match (Work *work)
{
  TsuEdit *need = make (work, "need", NULL);
  TsuEdit *offer = make (work, "offer", NULL);
  TsuEdit *edit = make (work, "match", NULL);

  write_mark (work, need, "name", NULL);
  write_mark (work, offer, "name", NULL);
  tsu_edit_set_text (edit, "need", tsu_edit_get_id (need));
  tsu_edit_set_text (edit, "offer", tsu_edit_get_id (offer));
  write_mark (work, edit, "outcome", NULL);
}

/* Now and then the screen shows a value that somebody has replaced meanwhile. */
static void
expect_old (Work *work, TsuEdit *edit, const char *field)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (work->desk->ledger, tsu_edit_get_id (edit), NULL);
  TsuValue *shown = record != NULL ? tsu_record_get (record, field) : NULL;

  tsu_edit_expect (edit, field, shown != NULL ? tsu_value_ref (shown) : NULL);
}

static void
change_actor (Work *work)
{
  static const char *const fields[] = { "name", "phone", "note", "care", "url" };
  g_autofree char *id = pick (work, "actor");
  g_autoptr (TsuRecord) record = NULL;
  TsuEdit *edit;
  int n = 1 + draw (work, 3);

  if (id == NULL)
    return;
  record = tsu_ledger_get (work->desk->ledger, id, NULL);
  if (record == NULL)
    return;
  edit = add_edit (work, tsu_edit_new_change (tsu_schema_find_type ("actor"), id));
  for (int i = 0; i < n; i++) {
    const char *field = fields[draw (work, G_N_ELEMENTS (fields))];

    write_mark (work, edit, field, tsu_record_get_kind (record));
    if (draw (work, 4) == 0)
      expect_old (work, edit, field);
  }
  if (draw (work, 3) == 0)
    write_tags (work, edit, "tags");
  if (draw (work, 12) == 0)
    tsu_edit_set_text (edit, "sharing", draw (work, 2) ? "city" : "ward");
  if (draw (work, 5) == 0)
    tsu_edit_settle (edit);
}

static void
change_event (Work *work)
{
  g_autofree char *id = pick (work, "event");
  TsuEdit *edit;

  if (id == NULL)
    return;
  edit = add_edit (work, tsu_edit_new_change (tsu_schema_find_type ("event"), id));
  write_mark (work, edit, draw (work, 2) ? "name" : "outcome", NULL);
  if (draw (work, 3) == 0)
    write_tags (work, edit, "tags");
}

static void
remove_or_restore (Work *work)
{
  static const char *const types[] = { "actor", "event", "booking" };
  const char *name = types[draw (work, G_N_ELEMENTS (types))];
  const TsuType *type = tsu_schema_find_type (name);
  g_autofree char *id = pick (work, name);

  if (id == NULL)
    return;
  add_edit (work,
            draw (work, 3) ? tsu_edit_new_delete (type, id) : tsu_edit_new_restore (type, id));
}

/* Two records that are one: the one points at the other. */
static void
merge_doubles (Work *work)
{
  g_autofree char *one = pick (work, "actor");
  g_autofree char *other = pick (work, "actor");

  if (one == NULL || g_strcmp0 (one, other) == 0)
    return;
  tsu_edit_set_text (add_edit (work, tsu_edit_new_change (tsu_schema_find_type ("actor"), one)),
                     "merged_into", other);
}

static void
take_back (SimDesk *desk)
{
  g_auto (TsuUndo) what = { NULL };

  if (sim_random_percent (&desk->machine.random, 70))
    tsu_ledger_undo (desk->ledger, &what, NULL, NULL);
  else
    tsu_ledger_redo (desk->ledger, &what, NULL, NULL);
  sim_desk_note (desk);
}

/* A file is brought in: several transactions, one durable step. */
static void
import_rows (SimDesk *desk)
{
  g_autofree char *batch = tsu_id_generate ();
  gboolean well = tsu_ledger_begin_bulk (desk->ledger, NULL);
  int n_txns = sim_random_range (&desk->machine.random, 1, 4);

  if (!well)
    return;
  for (int i = 0; well && i < n_txns; i++) {
    g_auto (Work) work = begin (desk, "Import");
    const TsuApply how = { .label = "Import", .batch = batch, .user = desk->account };
    int n_rows = 1 + draw (&work, 6);

    for (int row = 0; row < n_rows; row++)
      make_actor (&work);
    well = tsu_ledger_apply (desk->ledger, work.edits, &how, NULL, NULL);
  }
  tsu_ledger_end_bulk (desk->ledger, well, NULL);
  sim_desk_note (desk);
}

void
sim_people_work (SimDesk *desk)
{
  g_auto (Work) work = begin (desk, "Edit");
  int dice = draw (&work, 100);

  if (desk->ledger == NULL)
    return;
  if (dice < 20) {
    make_actor (&work);
  } else if (dice < 50) {
    change_actor (&work);
  } else if (dice < 58) {
    book (&work);
  } else if (dice < 63) {
    move_booking (&work);
  } else if (dice < 70) {
    check_in (&work);
    return;
  } else if (dice < 74) {
    match (&work);
  } else if (dice < 80) {
    change_event (&work);
  } else if (dice < 88) {
    remove_or_restore (&work);
  } else if (dice < 91) {
    merge_doubles (&work);
  } else if (dice < 97) {
    take_back (desk);
    return;
  } else {
    import_rows (desk);
    return;
  }
  apply (&work);
}
