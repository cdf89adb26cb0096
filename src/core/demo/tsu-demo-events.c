/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens in the ward: series of events from two years ago to the coming weeks, in the order
 * in which they happen, so that a first time is a first time.
 */

#include "config.h"

#include "tsu-demo-events.h"

#include "tsu-date.h"
#include "tsu-demo-book.h"
#include "tsu-demo-land.h"

#include <stdio.h>
#include <string.h>

static void
free_occasion (gpointer data)
{
  TsuDemoOccasion *occasion = data;

  g_free (occasion->id);
  g_free (occasion);
}

/* Days from today of the weekday that follows @days; a weekday of 0 is any. */
static int
move_to_weekday (TsuDemo *demo, int days, int weekday)
{
  g_autofree char *day = tsu_demo_day (demo, days);

  return weekday == 0 ? days : days + (weekday - tsu_date_weekday (day) + 14) % 7;
}

static void
collect_series (TsuDemo *demo, GKeyFile *book, const char *series, GPtrArray *occasions)
{
  int first = tsu_demo_book_get_number (book, series, "first");
  int every = tsu_demo_book_get_number (book, series, "every");
  int count = tsu_demo_book_get_number (book, series, "count");
  int weekday = tsu_demo_book_get_number (book, series, "weekday");
  int called_off = tsu_demo_book_get_number (book, series, "cancelled");
  g_autofree char *time = tsu_demo_book_get (book, series, "time");
  int hour = 10;
  int minute = 0;

  sscanf (time, "%d:%d", &hour, &minute);
  for (int i = 0; i < count; i++) {
    TsuDemoOccasion *occasion = g_new0 (TsuDemoOccasion, 1);
    g_autofree char *key = g_strdup_printf ("%s-%d", series, i + 1);

    occasion->id = tsu_demo_id (demo, "event", key);
    occasion->series = series;
    occasion->number = i + 1;
    occasion->days = move_to_weekday (demo, first + i * every, weekday);
    occasion->starts = hour * 60 + minute;
    occasion->ends = occasion->starts + tsu_demo_book_get_number (book, series, "length");
    occasion->off = i + 1 == called_off;
    g_ptr_array_add (occasions, occasion);
  }
}

static int
compare_occasions (gconstpointer a, gconstpointer b)
{
  const TsuDemoOccasion *left = *(TsuDemoOccasion *const *) a;
  const TsuDemoOccasion *right = *(TsuDemoOccasion *const *) b;

  if (left->days != right->days)
    return left->days < right->days ? -1 : 1;
  if (left->starts != right->starts)
    return left->starts < right->starts ? -1 : 1;
  return strcmp (left->id, right->id);
}

static const char *
name_season (const char *day)
{
  static const char *const seasons[] = { "冬", "冬", "春", "春", "春", "夏",
                                         "夏", "夏", "秋", "秋", "秋", "冬" };
  TsuDateParts parts;

  return tsu_date_split (day, &parts) ? seasons[parts.month - 1] : "";
}

static void
set_name (TsuDemo *demo, TsuEdit *edit, GKeyFile *book, const TsuDemoOccasion *occasion)
{
  g_autofree char *pattern = tsu_demo_book_get (book, occasion->series, "name");
  g_autofree char *day = tsu_demo_day (demo, occasion->days);
  g_autofree char *number = g_strdup_printf ("%d", occasion->number);
  const char *district = tsu_demo_land_key (tsu_demo_between (demo, 0, TSU_DEMO_N_DISTRICTS - 1));
  GString *name = g_string_new (pattern);

  if (strstr (pattern, "{town}")) {
    g_string_replace (name, "{town}", tsu_demo_land_pick_town (demo, district), 0);
    tsu_demo_set (demo, edit, "district", district);
  }
  g_string_replace (name, "{n}", number, 0);
  g_string_replace (name, "{season}", name_season (day), 0);
  tsu_edit_set_text (edit, "name", name->str);
  g_string_free (name, TRUE);
}

static const char *
find_state (TsuDemo *demo, const TsuDemoOccasion *occasion)
{
  if (occasion->off)
    return "cancelled";
  if (occasion->days < 0)
    return "held";
  if (occasion->days > 35)
    return "planned";
  return tsu_demo_chance (demo, 15) ? "full" : "open";
}

static gboolean
add_event (TsuDemo *demo, GKeyFile *book, const TsuDemoOccasion *occasion, GError **error)
{
  static const char *const fields[] = { "reading",  "kind",        "organiser",  "place",
                                        "district", "themes",      "capacity",   "fee",
                                        "target",   "description", "place_name", "register_how" };
  static const char *const afterwards[] = { "outcome", "reflection" };
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("event"), occasion->id);
  g_autofree char *starts = tsu_demo_moment (demo, occasion->days, occasion->starts);
  g_autofree char *ends = tsu_demo_moment (demo, occasion->days, occasion->ends);
  g_autofree char *until = tsu_demo_day (demo, occasion->days - 3);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *text = tsu_demo_book_get (book, occasion->series, fields[i]);

    tsu_demo_set (demo, edit, fields[i], text);
  }
  for (gsize i = 0; occasion->days < 0 && !occasion->off && i < G_N_ELEMENTS (afterwards); i++) {
    g_autofree char *text = tsu_demo_book_get (book, occasion->series, afterwards[i]);

    tsu_demo_set (demo, edit, afterwards[i], text);
  }
  set_name (demo, edit, book, occasion);
  tsu_edit_set_text (edit, "starts", starts);
  tsu_edit_set_text (edit, "ends", ends);
  tsu_edit_set_text (edit, "register_by", until);
  tsu_edit_set_text (edit, "status", find_state (demo, occasion));
  tsu_edit_set_text (edit, "contact_name", "みどりSDC");
  tsu_edit_set_text (edit, "phone", "044-000-8888");
  tsu_edit_set_text (edit, "email", "sdc@example.jp");
  tsu_edit_set_text (edit, "sharing", "public");
  return tsu_demo_add (demo, edit, error);
}

/* Two desks booked the same room: the overlap that the calendar must point out. */
static gboolean
add_overlap (TsuDemo *demo, GKeyFile *book, GPtrArray *occasions, GError **error)
{
  for (guint i = 0; i < occasions->len; i++) {
    TsuDemoOccasion *occasion = g_ptr_array_index (occasions, i);
    g_autofree char *place = tsu_demo_book_get (book, occasion->series, "place");
    g_autofree char *starts = NULL;
    g_autofree char *ends = NULL;
    TsuEdit *edit;

    if (occasion->days < 4 || !place)
      continue;
    starts = tsu_demo_moment (demo, occasion->days, occasion->starts + 60);
    ends = tsu_demo_moment (demo, occasion->days, occasion->ends + 60);
    edit = tsu_demo_begin (demo, "booking", "overlap");
    tsu_demo_set (demo, edit, "resource", place);
    tsu_demo_set (demo, edit, "actor", "cg-14");
    tsu_edit_set_text (edit, "starts", starts);
    tsu_edit_set_text (edit, "ends", ends);
    tsu_edit_set_text (edit, "status", "booked");
    tsu_edit_set_text (edit, "purpose", "歩こう会の打合せ");
    return tsu_demo_add (demo, edit, error);
  }
  return TRUE;
}

/**
 * tsu_demo_events_fill:
 *
 * Writes events, who takes part in them, and what is booked for them.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_events_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  g_autoptr (GKeyFile) book = tsu_demo_book_open ("events", error);
  g_autoptr (GPtrArray) occasions = g_ptr_array_new_with_free_func (free_occasion);
  g_auto (GStrv) groups = NULL;

  if (!book)
    return FALSE;
  groups = g_key_file_get_groups (book, NULL);
  for (char **series = groups; *series; series++)
    collect_series (demo, book, *series, occasions);
  g_ptr_array_sort (occasions, compare_occasions);

  for (guint i = 0; i < occasions->len; i++) {
    const TsuDemoOccasion *occasion = g_ptr_array_index (occasions, i);

    if (!add_event (demo, book, occasion, error) ||
        !tsu_demo_bookings_fill (demo, book, occasion, error) ||
        !tsu_demo_guests_fill (demo, cast, book, occasion, error))
      return FALSE;
  }
  return add_overlap (demo, book, occasions, error);
}
