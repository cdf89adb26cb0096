/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What waits for somebody: contacts due, consultations without an answer, matches without a word.
 */

#include "config.h"

#include "tsu-agenda.h"

#include "tsu-date.h"
#include "tsu-scan.h"

#include <glib/gi18n.h>

void
tsu_agenda_item_free (TsuAgendaItem *self)
{
  if (!self)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->who);
  g_free (self->actor);
  g_free (self->staff);
  g_free (self->date);
  g_free (self->line);
  g_free (self);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_agenda_item_free);
}

static char *
dup_name (TsuLedger *ledger, const char *id)
{
  g_autoptr (TsuRecord) record = id ? tsu_ledger_get (ledger, id, NULL) : NULL;

  return record ? tsu_record_dup_title (record) : NULL;
}

/* The day of a date or moment, as far as it is known. */
static char *
dup_day (const char *date)
{
  char first[TSU_DATE_SIZE];
  char last[TSU_DATE_SIZE];

  return date && tsu_date_bounds (date, first, last) ? g_strdup (first) : NULL;
}

static TsuAgendaItem *
new_item (TsuAgendaKind kind, const char *type, TsuScan *scan, const char *date, const char *today)
{
  TsuAgendaItem *self = g_new0 (TsuAgendaItem, 1);

  self->kind = kind;
  self->type = tsu_schema_find_type (type);
  self->id = g_strdup (tsu_scan_get_id (scan));
  self->key = tsu_scan_get_key (scan);
  self->date = dup_day (date);
  self->days = self->date ? tsu_date_days_between (self->date, today) : 0;
  return self;
}

static char *
tell_due (int days)
{
  if (days == 0)
    return g_strdup (_ ("Due today"));
  if (days > 0)
    return g_strdup_printf (ngettext ("Due %d day ago", "Due %d days ago", days), days);
  return g_strdup_printf (ngettext ("Due in %d day", "Due in %d days", -days), -days);
}

static gboolean
is_of (TsuScan *scan, guint field, const char *staff)
{
  return !staff || g_strcmp0 (tsu_scan_get_text (scan, field), staff) == 0;
}

/* Titles and names are looked up for those on the list only. */
static void
set_names (TsuAgendaItem *item, TsuLedger *ledger, const char *title_of)
{
  item->title = dup_name (ledger, title_of ? title_of : item->id);
  if (!item->title)
    item->title = g_strdup ("");
  item->who = dup_name (ledger, item->actor);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const TsuAgendaItem *left = *(const TsuAgendaItem *const *) a;
  const TsuAgendaItem *right = *(const TsuAgendaItem *const *) b;

  if (left->days != right->days)
    return right->days - left->days;
  return left->key < right->key ? -1 : left->key > right->key;
}

/**
 * Source:
 * @fields: id of the actor, staff, follow_up, state, and what names the record
 * @closed: states in which nothing is due
 */
typedef struct {
  const char *type;
  const char *fields[6];
  const char *closed[5];
} Source;

enum {
  FIELD_ACTOR,
  FIELD_STAFF,
  FIELD_FOLLOW_UP,
  FIELD_STATE,
  FIELD_TITLE,
};

static const Source sources[] = {
  { "log", { "actor", "staff", "follow_up", "followed_up", "name", NULL }, { "1", NULL } },
  { "need",
    { "actor", "staff", "follow_up", "status", "name", NULL },
    { "done", "not-made", "withdrawn", NULL } },
  { "match",
    { "actor", "staff", "follow_up", "status", "need", NULL },
    { "done", "not-made", NULL } },
};

static gboolean
collect_due (TsuLedger *ledger,
             const Source *source,
             const char *staff,
             const char *today,
             const char *until,
             GPtrArray *items,
             GError **error)
{
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, source->type, source->fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    const char *day;
    const char *state;
    TsuAgendaItem *item;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    day = tsu_scan_get_text (scan, FIELD_FOLLOW_UP);
    state = tsu_scan_get_text (scan, FIELD_STATE);
    if (!day || tsu_date_compare (day, until) > 0 || !is_of (scan, FIELD_STAFF, staff) ||
        (state && g_strv_contains (source->closed, state)))
      continue;
    item = new_item (TSU_AGENDA_FOLLOW_UP, source->type, scan, day, today);
    item->actor = g_strdup (tsu_scan_get_text (scan, FIELD_ACTOR));
    item->staff = g_strdup (tsu_scan_get_text (scan, FIELD_STAFF));
    item->line = tell_due (item->days);
    set_names (item, ledger,
               g_str_equal (source->type, "match") ? tsu_scan_get_text (scan, FIELD_TITLE) : NULL);
    g_ptr_array_add (items, item);
  }
  return FALSE;
}

/**
 * tsu_agenda_follow_ups:
 * @ledger: a ledger
 * @staff: (nullable): only what this one is in charge of
 * @today: "2026-11-22"
 * @days_ahead: until how many days from now, 0 for until today
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuAgendaItem): contacts due, the longest overdue first
 */
GPtrArray *
tsu_agenda_follow_ups (
  TsuLedger *ledger, const char *staff, const char *today, int days_ahead, GError **error)
{
  g_autoptr (GPtrArray) items = new_list ();
  g_autofree char *until = tsu_date_add_days (today, days_ahead);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!collect_due (ledger, &sources[i], staff, today, until, items, error))
      return NULL;
  g_ptr_array_sort (items, compare_items);
  return g_steal_pointer (&items);
}

static char *
tell_unanswered (int days)
{
  if (days <= 0)
    return g_strdup (_ ("No answer yet, came today"));
  return g_strdup_printf (ngettext ("No answer for %d day", "No answer for %d days", days), days);
}

/**
 * tsu_agenda_unanswered:
 * @ledger: a ledger
 * @staff: (nullable): only what this one wrote down
 * @today: "2026-11-22"
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuAgendaItem): consultations that have no result, were
 *   not followed up and did not become a need, the oldest first
 */
GPtrArray *
tsu_agenda_unanswered (TsuLedger *ledger, const char *staff, const char *today, GError **error)
{
  static const char *const fields[] = { "kind",        "actor",  "staff", "result",
                                        "followed_up", "starts", NULL };
  g_autoptr (GPtrArray) items = new_list ();
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "log", fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    TsuAgendaItem *item;

    if (!tsu_scan_next (scan, &row, error))
      return NULL;
    if (!row) {
      g_ptr_array_sort (items, compare_items);
      return g_steal_pointer (&items);
    }
    if (g_strcmp0 (tsu_scan_get_text (scan, 0), "consultation") != 0 || tsu_scan_has (scan, 3) ||
        tsu_scan_get_integer (scan, 4) || !is_of (scan, 2, staff))
      continue;
    item = new_item (TSU_AGENDA_UNANSWERED, "log", scan, tsu_scan_get_text (scan, 5), today);
    item->actor = g_strdup (tsu_scan_get_text (scan, 1));
    item->staff = g_strdup (tsu_scan_get_text (scan, 2));
    item->line = tell_unanswered (item->days);
    set_names (item, ledger, NULL);
    g_ptr_array_add (items, item);
  }
  return NULL;
}

enum {
  WAITING_NEED,
  WAITING_ACTOR,
  WAITING_STAFF,
  WAITING_STATUS,
  WAITING_STARTS,
  WAITING_NEED_AGREES,
  WAITING_OFFER_AGREES,
};

/* Sentences for a word that is missing; on the day itself there is nothing to count. */
static char *
tell_waiting (gboolean both, const char *who, int days)
{
  if (days == 0 && both)
    return g_strdup (_ ("Asked today; both sides have yet to answer"));
  if (days == 0)
    return who ? g_strdup_printf (_ ("Asked today; %s has yet to answer"), who)
               : g_strdup (_ ("Asked today; the other side has yet to answer"));
  if (both)
    return g_strdup_printf (ngettext ("Waiting %d day for a word from both sides",
                                      "Waiting %d days for a word from both sides", days),
                            days);
  if (who)
    return g_strdup_printf (ngettext ("Waiting %d day for a word from %s",
                                      "Waiting %d days for a word from %s", days),
                            days, who);
  return g_strdup_printf (ngettext ("Waiting %d day for a word from the other side",
                                    "Waiting %d days for a word from the other side", days),
                          days);
}

/* Whose word is missing: the one who needs, the one who was asked, or both. */
static void
set_waiting (TsuAgendaItem *item, TsuLedger *ledger, TsuScan *scan)
{
  const char *need_id = tsu_scan_get_text (scan, WAITING_NEED);
  g_autoptr (TsuRecord) need = need_id ? tsu_ledger_get (ledger, need_id, NULL) : NULL;
  const char *needing = need ? tsu_record_get_text (need, "actor") : NULL;
  gboolean need_silent = !tsu_scan_has (scan, WAITING_NEED_AGREES);
  gboolean offer_silent = !tsu_scan_has (scan, WAITING_OFFER_AGREES);
  int days = MAX (item->days, 0);

  item->actor = g_strdup (offer_silent ? tsu_scan_get_text (scan, WAITING_ACTOR) : needing);
  set_names (item, ledger, need_id);
  item->line = tell_waiting (need_silent && offer_silent, item->who, days);
}

/**
 * tsu_agenda_waiting:
 * @ledger: a ledger
 * @staff: (nullable): only what this one is in charge of
 * @today: "2026-11-22"
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuAgendaItem): matches proposed on which somebody has not
 *   said yes or no, the oldest first
 */
GPtrArray *
tsu_agenda_waiting (TsuLedger *ledger, const char *staff, const char *today, GError **error)
{
  static const char *const fields[] = { "need",   "actor",       "staff",        "status",
                                        "starts", "need_agrees", "offer_agrees", NULL };
  g_autoptr (GPtrArray) items = new_list ();
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "match", fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    TsuAgendaItem *item;

    if (!tsu_scan_next (scan, &row, error))
      return NULL;
    if (!row) {
      g_ptr_array_sort (items, compare_items);
      return g_steal_pointer (&items);
    }
    if (g_strcmp0 (tsu_scan_get_text (scan, WAITING_STATUS), "proposed") != 0 ||
        !is_of (scan, WAITING_STAFF, staff) ||
        (tsu_scan_has (scan, WAITING_NEED_AGREES) && tsu_scan_has (scan, WAITING_OFFER_AGREES)))
      continue;
    item =
      new_item (TSU_AGENDA_WAITING, "match", scan, tsu_scan_get_text (scan, WAITING_STARTS), today);
    item->staff = g_strdup (tsu_scan_get_text (scan, WAITING_STAFF));
    set_waiting (item, ledger, scan);
    g_ptr_array_add (items, item);
  }
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * tsu_agenda_staff:
 * @ledger: a ledger
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type utf8): all who are in charge of something, by name
 */
GPtrArray *
tsu_agenda_staff (TsuLedger *ledger, GError **error)
{
  static const char *const types[] = { "need", "match", "log" };
  static const char *const fields[] = { "staff", NULL };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (TsuScan) scan = tsu_scan_new (ledger, types[i], fields, NULL, error);
    gboolean row = TRUE;

    while (scan && row) {
      const char *name;

      if (!tsu_scan_next (scan, &row, error))
        return NULL;
      name = row ? tsu_scan_get_text (scan, 0) : NULL;
      if (name && !g_hash_table_contains (seen, name)) {
        char *copy = g_strdup (name);

        g_ptr_array_add (names, copy);
        g_hash_table_add (seen, copy);
      }
    }
    if (!scan)
      return NULL;
  }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}
