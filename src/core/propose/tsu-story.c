/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How something came about, read back from what records refer to: from a wish at the counter to a
 * need, a match, a tie, an event, a new hiroba. A walk over references in both directions that
 * stays on the chain: it goes through needs and matches, and never on through an actor.
 */

#include "config.h"

#include "tsu-story.h"

#include "tsu-date.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_RECORDS 60

void
tsu_story_line_free (TsuStoryLine *self)
{
  if (!self)
    return;
  g_free (self->date);
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->who);
  g_free (self);
}

typedef struct {
  TsuLedger *ledger;
  GHashTable *seen; /* id */
  GPtrArray *found; /* TsuRecord */
} Walk;

/* What a record of a type leads to: by its own field, or by others that name it in theirs. */
static const struct {
  const char *type;
  const char *field;
  const char *from; /* (nullable): the type whose field names this record */
} steps[] = {
  { "log", "log", "need" },          { "log", "log", "offer" },   { "log", "match", NULL },
  { "need", "log", NULL },           { "need", "need", "match" }, { "offer", "log", NULL },
  { "offer", "offer", "match" },     { "match", "need", NULL },   { "match", "offer", NULL },
  { "match", "event", NULL },        { "match", "hiroba", NULL }, { "match", "match", "tie" },
  { "match", "match", "log" },       { "tie", "match", NULL },    { "event", "event", "match" },
  { "resource", "hiroba", "match" },
};

static void
meet (Walk *self, TsuRecord *record)
{
  if (!tsu_record_is_deleted (record) && self->found->len < MOST_RECORDS &&
      g_hash_table_add (self->seen, g_strdup (tsu_record_get_id (record))))
    g_ptr_array_add (self->found, tsu_record_ref (record));
}

static gboolean
meet_referring (Walk *self, const char *type, const char *field, const char *id, GError **error)
{
  g_autoptr (GPtrArray) records =
    tsu_ledger_referring (self->ledger, tsu_schema_find_type (type), field, id, error);

  for (guint k = 0; records && k < records->len; k++)
    meet (self, g_ptr_array_index (records, k));
  return records != NULL;
}

/* What was offered, an event or a hiroba may have come into many stories: those are told from it
 * alone, and none of them leads on to the others. */
static gboolean
is_crossing (const char *type)
{
  static const char *const crossings[] = { "offer", "event", "resource", NULL };

  return g_strv_contains (crossings, type);
}

static gboolean
go_on (Walk *self, const TsuRecord *record, gboolean start, GError **error)
{
  const char *type = tsu_record_get_type_of (record)->name;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (!g_str_equal (steps[i].type, type) || (steps[i].from && !start && is_crossing (type)))
      continue;
    if (steps[i].from) {
      if (!meet_referring (self, steps[i].from, steps[i].field, tsu_record_get_id (record), error))
        return FALSE;
    } else {
      const char *id = tsu_record_get_text (record, steps[i].field);
      g_autoptr (TsuRecord) other = id ? tsu_ledger_get (self->ledger, id, NULL) : NULL;

      if (other)
        meet (self, other);
    }
  }
  return TRUE;
}

static char *
dup_name (TsuLedger *ledger, const char *id)
{
  g_autoptr (TsuRecord) record = id ? tsu_ledger_get (ledger, id, NULL) : NULL;

  return record ? tsu_record_dup_title (record) : NULL;
}

/* (nullable): the names behind some references, as a list */
static char *
dup_names (TsuLedger *ledger, const TsuRecord *record)
{
  static const char *const fields[] = { "actor", "other", "owner", "organiser", NULL };
  g_autoptr (GString) names = g_string_new (NULL);

  for (const char *const *field = fields; *field; field++) {
    g_autofree char *name = NULL;

    if (tsu_type_field_index (tsu_record_get_type_of (record), *field) >= 0)
      name = dup_name (ledger, tsu_record_get_text (record, *field));
    if (!name)
      continue;
    if (names->len > 0)
      g_string_append (names, _ (", "));
    g_string_append (names, name);
  }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static TsuStoryLine *
add_line (GPtrArray *lines,
          TsuLedger *ledger,
          const TsuRecord *record,
          const char *heading,
          const char *date,
          const char *text)
{
  TsuStoryLine *line = g_new0 (TsuStoryLine, 1);

  line->type = tsu_record_get_type_of (record);
  line->id = g_strdup (tsu_record_get_id (record));
  line->heading = heading;
  line->date = g_strdup (date);
  line->title = tsu_record_dup_title (record);
  line->text = g_strdup (text);
  line->who = dup_names (ledger, record);
  g_ptr_array_add (lines, line);
  return line;
}

static void
add_match (GPtrArray *lines, TsuLedger *ledger, const TsuRecord *match)
{
  const char *status = tsu_record_get_text (match, "status");
  g_autofree char *need = dup_name (ledger, tsu_record_get_text (match, "need"));
  const char *ends = tsu_record_get_text (match, "ends");
  TsuStoryLine *line = add_line (lines, ledger, match,
                                 _ ("Match proposed"), tsu_record_get_text (match, "starts"),
                                    tsu_record_get_text (match, "reasons"));

  g_free (line->title);
  line->title = g_strdup (need ? need : "");
  if (g_strcmp0 (status, "done") != 0 && g_strcmp0 (status, "not-made") != 0)
    return;
  line = add_line (lines, ledger, match,
                   g_str_equal (status, "done")
                   ? _ ("What came of it")
                   : _ ("Was not made"), ends, tsu_record_get_text (match, "outcome"));
  g_free (line->title);
  line->title = g_strdup (need ? need : "");
}

/* Names of the two sides are the title of a tie. */
static void
add_tie (GPtrArray *lines, TsuLedger *ledger, const TsuRecord *tie)
{
  TsuStoryLine *line =
    add_line (lines, ledger, tie, _ ("A tie was made"), tsu_record_get_text (tie, "starts"), NULL);

  if (line->who) {
    g_free (line->title);
    line->title = g_steal_pointer (&line->who);
  }
}

static void
tell (GPtrArray *lines, TsuLedger *ledger, const TsuRecord *record)
{
  static const struct {
    const char *type;
    const char *heading;
    const char *date;
    const char *text;
  } plain[] = {
    { "need", N_ ("Need"), "starts", "description" },
    { "offer", N_ ("Offer"), "starts", "description" },
    { "event", N_ ("Event"), "starts", "description" },
    { "resource", N_ ("New hiroba"), "started", "offers" },
  };
  const char *type = tsu_record_get_type_of (record)->name;

  if (g_str_equal (type, "match")) {
    add_match (lines, ledger, record);
  } else if (g_str_equal (type, "tie")) {
    add_tie (lines, ledger, record);
  } else if (g_str_equal (type, "log")) {
    const char *kind = tsu_record_get_text (record, "kind");

    add_line (lines, ledger, record,
              kind ? tsu_vocabulary_label (&tsu_log_kinds, kind)
                   : _ ("Log entry"), tsu_record_get_text (record, "starts"),
                        tsu_record_get_text (record, "description"));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i].type, type))
      add_line (lines, ledger, record,
                _ (plain[i].heading), tsu_record_get_text (record, plain[i].date),
                   tsu_record_get_text (record, plain[i].text));
}

/* Where a line stands that has no day, or shares it: in the order of the chain. */
static int
find_stage (const TsuStoryLine *line)
{
  static const char *const order[] = {
    "log", "need", "offer", "match", "tie", "event", "resource"
  };

  for (int i = 0; i < (int) G_N_ELEMENTS (order); i++)
    if (g_str_equal (line->type->name, order[i]))
      return i;
  return G_N_ELEMENTS (order);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const TsuStoryLine *left = *(const TsuStoryLine *const *) a;
  const TsuStoryLine *right = *(const TsuStoryLine *const *) b;
  int order = 0;

  if (left->date && right->date)
    order = strncmp (left->date, right->date, strlen ("2026-11-22"));
  else
    order = !left->date - !right->date;
  if (order == 0)
    order = find_stage (left) - find_stage (right);
  return order ? order : g_strcmp0 (left->id, right->id);
}

/* Lines without a day stand last after sorting; each goes behind the latest line that comes before
 * it in the chain. */
static void
place_undated (GPtrArray *lines)
{
  guint n_dated = 0;

  while (n_dated < lines->len && ((TsuStoryLine *) g_ptr_array_index (lines, n_dated))->date)
    n_dated++;
  for (guint k = n_dated; k < lines->len; k++) {
    TsuStoryLine *line = g_ptr_array_steal_index (lines, k);
    guint place = k;

    while (place > 0 && find_stage (g_ptr_array_index (lines, place - 1)) > find_stage (line))
      place--;
    g_ptr_array_insert (lines, (int) place, line);
  }
}

/**
 * tsu_story_read:
 * @ledger: a ledger
 * @id: a log entry, need, offer, match, tie, event or resource
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuStoryLine): the chain it belongs to, by date; empty if
 *   it stands alone
 */
GPtrArray *
tsu_story_read (TsuLedger *ledger, const char *id, GError **error)
{
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_story_line_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_record_unref);
  g_autoptr (TsuRecord) start = tsu_ledger_get (ledger, id, error);
  Walk walk = { ledger, seen, found };

  if (!start)
    return NULL;
  meet (&walk, start);
  for (guint k = 0; k < found->len; k++)
    if (!go_on (&walk, g_ptr_array_index (found, k), k == 0, error))
      return NULL;
  for (guint k = 0; found->len > 1 && k < found->len; k++)
    tell (lines, ledger, g_ptr_array_index (found, k));
  g_ptr_array_sort (lines, compare_lines);
  place_undated (lines);
  return g_steal_pointer (&lines);
}

/**
 * tsu_story_format:
 * @lines: (element-type TsuStoryLine): a story or a timeline
 * @title: what stands above it
 * @style: how dates are written, see tsu_date_format()
 *
 * Returns: (transfer full): the story as a text
 */
char *
tsu_story_format (const GPtrArray *lines, const char *title, int style)
{
  GString *text = g_string_new (title);

  g_string_append_c (text, '\n');
  for (guint k = 0; k < lines->len; k++) {
    const TsuStoryLine *line = g_ptr_array_index (lines, k);
    g_autofree char *date = line->date ? tsu_date_format (line->date, style, FALSE) : NULL;

    g_string_append_printf (text, "\n%s%s%s\n%s", date ? date : "", date ? "  " : "", line->heading,
                            line->title);
    if (line->who && *line->who)
      g_string_append_printf (text, _ (" (%s)"), line->who);
    g_string_append_c (text, '\n');
    if (line->text && *line->text)
      g_string_append_printf (text, "%s\n", line->text);
  }
  return g_string_free (text, FALSE);
}
