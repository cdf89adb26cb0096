/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bookings that want more of a resource than there is: of a hall two at one time, of ten tables
 * those whose numbers come to more than ten. Never refused, because two desks may book apart; each
 * two of them are an issue. Whether two collide may hang on a third, so with a booking all are
 * looked at anew that meet it now or collided with it before.
 */

#include "config.h"

#include "tsu-overlap.h"

#include <string.h>

#include "tsu-id.h"
#include "tsu-issue-table.h"
#include "tsu-plant.h"

/* Longer bookings are not looked for, so that a change looks at a year of a hall and not at all
 * its past. The same limit holds for both sides, so both find the same. */
#define LONGEST_BOOKING "400 days"

#define ISSUES_OF "SELECT id FROM issue WHERE (record = ?1 OR other = ?1) AND kind = 2"

/* The moment just after a booking, as text that sorts after every time it covers: a date without a
 * time, or no end at all, means to the end of that day. So does an end that is not after the
 * beginning, as it is left behind by whoever moves the one and not the other: until when is not
 * known then, and a booking takes some time in any case. */
#define END_OF(b)                                                                                  \
  "CASE WHEN length (" b ".ends) = 10 AND " b ".ends >= substr (" b ".starts, 1, 10)"              \
  " THEN " b ".ends || 'T24' WHEN " b ".ends > " b ".starts THEN " b ".ends"                       \
  " ELSE substr (" b ".starts, 1, 10) || 'T24' END"

typedef struct {
  gint64 key;
  char *id;
  char *starts;
  char *end;
  gint64 quantity;
} Booking;

static void
clear_booking (gpointer data)
{
  Booking *booking = data;

  g_free (booking->id);
  g_free (booking->starts);
  g_free (booking->end);
}

/* The booking ?1 itself, first, and those that it meets; none when it is cancelled or gone. */
static GArray *
list_meeting (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (GArray) bookings = g_array_new (FALSE, FALSE, sizeof (Booking));
  g_autoptr (TsuStatement) statement = tsu_db_prepare (
    ledger->db,
    "SELECT b.id, r.uid, b.starts, " END_OF (
      "b") ", max (coalesce (b.quantity, 1), 1)"
           " FROM booking a JOIN booking b ON b.resource = a.resource JOIN record r ON r.id = b.id"
           " WHERE a.id = ?1 AND a._hidden = 0 AND length (a.starts) >= 10"
           " AND (a.status IS NOT 'cancelled' OR ?2)"
           " AND b.starts >= date (substr (a.starts, 1, 10), '-" LONGEST_BOOKING "')"
           " AND b.starts < " END_OF ("a") " AND " END_OF (
             "b") " > a.starts"
                  " AND length (b.starts) >= 10 AND b._hidden = 0"
                  " AND (b.status IS NOT 'cancelled' OR b.id = a.id)"
                  " AND coalesce (b.ends, b.starts) < date (substr (b.starts, 1, 10), "
                  "'" LONGEST_BOOKING "')"
                  " AND " END_OF ("a") " < date (substr (a.starts, 1, 10), '" LONGEST_BOOKING "')"
                                       " ORDER BY b.id <> a.id",
    error);
  gboolean row = TRUE;

  g_array_set_clear_func (bookings, clear_booking);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int (statement, 2, TSU_PLANT (cancelled_collides));
  while (row) {
    Booking booking;

    if (!tsu_db_step (ledger->db, statement, &row, error))
      return NULL;
    if (!row)
      break;
    booking.key = sqlite3_column_int64 (statement, 0);
    booking.id = tsu_column_dup_text (statement, 1);
    booking.starts = tsu_column_dup_text (statement, 2);
    booking.end = tsu_column_dup_text (statement, 3);
    booking.quantity = sqlite3_column_int64 (statement, 4);
    g_array_append_val (bookings, booking);
  }
  return g_steal_pointer (&bookings);
}

/* How many there are of what @key books: one where nobody said. -1 with @error set. */
static gint64
count_available (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db,
                    "SELECT max (coalesce (s.quantity, 1), 1) FROM booking b"
                    " JOIN record r ON r.uid = b.resource JOIN resource s ON s.id = r.id"
                    " WHERE b.id = ?1",
                    error);
  gboolean row;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, key);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return -1;
  return row ? sqlite3_column_int64 (statement, 0) : 1;
}

static const Booking *
get_booking (const GArray *bookings, guint index)
{
  return &g_array_index (bookings, Booking, index);
}

static gboolean
covers (const Booking *booking, const char *moment)
{
  return strcmp (booking->starts, moment) <= 0 && strcmp (moment, booking->end) < 0;
}

static gint64
add_up (const GArray *bookings, const char *moment)
{
  gint64 sum = 0;

  for (guint i = 0; i < bookings->len; i++)
    if (covers (get_booking (bookings, i), moment))
      sum += MIN (get_booking (bookings, i)->quantity, G_MAXINT32);
  return sum;
}

/* Whether the first booking and @other are among those that at some moment want too much. Sums
 * rise only where a booking begins, so only those moments count. */
static gboolean
collides (const GArray *bookings, guint other, gint64 available)
{
  const Booking *first = get_booking (bookings, 0);

  if (available == 1)
    return TRUE;
  for (guint i = 0; i < bookings->len; i++) {
    const char *moment = get_booking (bookings, i)->starts;

    if (covers (first, moment) && covers (get_booking (bookings, other), moment) &&
        add_up (bookings, moment) > available)
      return TRUE;
  }
  return FALSE;
}

/* Writes what the booking @key collides with; the keys of all that it meets go to @met. */
static gboolean
refresh_booking (TsuLedger *ledger, gint64 key, GArray *met, GError **error)
{
  gint64 available = count_available (ledger, key, error);
  g_autoptr (GArray) bookings = available > 0 ? list_meeting (ledger, key, error) : NULL;
  g_autoptr (GArray) wanted = tsu_issue_table_new_wanted ();

  if (bookings == NULL)
    return FALSE;
  for (guint i = 1; i < bookings->len; i++) {
    const char *id = get_booking (bookings, 0)->id;
    const char *other = get_booking (bookings, i)->id;
    gboolean first = strcmp (id, other) < 0 || TSU_PLANT (issue_id_unsorted);
    TsuWantedIssue one = { .kind = TSU_ISSUE_OVERLAP,
                           .record = key,
                           .other = get_booking (bookings, i)->key };

    if (met != NULL && available > 1)
      g_array_append_val (met, one.other);
    if (!collides (bookings, i, available))
      continue;
    one.id = tsu_id_derive ("overlap", first ? id : other, first ? other : id, NULL);
    g_array_append_val (wanted, one);
  }
  return tsu_issue_table_replace (ledger, ISSUES_OF, key, wanted, error);
}

static gboolean
refresh_all (TsuLedger *ledger, const GArray *keys, GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    if (!refresh_booking (ledger, g_array_index (keys, gint64, i), NULL, error))
      return FALSE;
  return TRUE;
}

static GArray *
list_keys (TsuLedger *ledger, const char *sql, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (ledger->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  return tsu_db_list_keys (ledger->db, statement, error);
}

/* Those that the booking @key collides with as the table has it. */
static GArray *
list_colliding (TsuLedger *ledger, gint64 key, GError **error)
{
  return list_keys (ledger,
                    "SELECT iif (record = ?1, other, record) FROM issue"
                    " WHERE (record = ?1 OR other = ?1) AND kind = 2",
                    key, error);
}

static gboolean
refresh_around (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (GArray) before = list_colliding (ledger, key, error);
  g_autoptr (GArray) met = g_array_new (FALSE, FALSE, sizeof (gint64));

  return before != NULL && refresh_booking (ledger, key, met, error) &&
         refresh_all (ledger, before, error) && refresh_all (ledger, met, error);
}

/**
 * tsu_overlap_refresh:
 * @ledger: the ledger, inside a transaction
 * @record: a record as it is shown now
 * @before: (nullable): as it was shown before
 * @error: what went wrong
 *
 * Looks what collides since the record is what it is.
 *
 * Returns: whether the table of issues says what the bookings say
 */
gboolean
tsu_overlap_refresh (TsuLedger *ledger,
                     const TsuRecord *record,
                     const TsuRecord *before,
                     GError **error)
{
  const char *type = tsu_record_get_type_of (record)->name;
  g_autoptr (GArray) bookings = NULL;
  gint64 key = tsu_record_get_key (record);

  if (g_str_equal (type, "booking"))
    return refresh_around (ledger, key, error);
  if (!g_str_equal (type, "resource") ||
      tsu_record_get_integer (record, "quantity") ==
        (before != NULL ? tsu_record_get_integer (before, "quantity") : 0))
    return TRUE;
  bookings = list_keys (ledger,
                        "SELECT b.id FROM booking b JOIN record r ON r.uid = b.resource"
                        " WHERE r.id = ?1",
                        key, error);
  return bookings != NULL && refresh_all (ledger, bookings, error);
}

/**
 * tsu_overlap_forget:
 * @key: a record that is shown no more
 *
 * Takes its issues away and looks again at what collided with it.
 */
gboolean
tsu_overlap_forget (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (GArray) others = list_colliding (ledger, key, error);

  return others != NULL && tsu_issue_table_forget (ledger, key, error) &&
         refresh_all (ledger, others, error);
}
