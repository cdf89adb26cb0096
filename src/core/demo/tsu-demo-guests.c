/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who takes part in an event, and what is booked for it. Every series has its regulars; some come
 * for the first time, some stay away, and some have not answered.
 */

#include "config.h"

#include "tsu-demo-events.h"

#include "tsu-demo-book.h"
#include "tsu-id.h"

#include <string.h>

typedef struct {
  TsuDemo *demo;
  TsuDemoCast *cast;
  const TsuDemoOccasion *occasion;
  GHashTable *there; /* ids of actors that are on the list already */
  char **tables;     /* (nullable) */
  int seated;
} Guests;

static const char *
find_state (Guests *guests)
{
  int days = guests->occasion->days;
  int dice = tsu_demo_between (guests->demo, 1, 100);

  if (guests->occasion->off)
    return "cancelled";
  if (days >= 0)
    return dice <= 30 ? "invited" : dice <= 95 ? "registered" : "cancelled";
  return dice <= 84 ? "attended" : dice <= 94 ? "absent" : "cancelled";
}

static void
set_arrival (Guests *guests, TsuEdit *edit, TsuDemoActor *actor)
{
  g_autofree char *when =
    tsu_demo_moment (guests->demo, guests->occasion->days,
                     guests->occasion->starts + tsu_demo_between (guests->demo, -18, 12));

  tsu_edit_set_text (edit, "starts", when);
  tsu_edit_set_boolean (edit, "first_time", actor->events == 0);
  actor->events++;
}

static gboolean
add_guest (Guests *guests, TsuDemoActor *actor, const char *role, GError **error)
{
  const char *event = guests->occasion->id;
  const char *state = find_state (guests);
  g_autofree char *id = NULL;
  TsuEdit *edit;

  if (!g_hash_table_add (guests->there, actor->id))
    return TRUE;

  id = tsu_id_derive ("participation", event, actor->id, NULL);
  edit = tsu_edit_new_create (tsu_schema_find_type ("participation"), id);
  tsu_edit_set_text (edit, "event", event);
  tsu_edit_set_text (edit, "actor", actor->id);
  tsu_edit_set_text (edit, "role", role);
  tsu_edit_set_text (edit, "status", state);
  if (g_str_equal (state, "attended"))
    set_arrival (guests, edit, actor);
  if (!g_str_equal (actor->kind, "person"))
    tsu_edit_set_integer (edit, "party", tsu_demo_between (guests->demo, 1, 4));
  if (guests->tables)
    tsu_edit_set_text (edit, "table",
                       guests->tables[guests->seated++ % (int) g_strv_length (guests->tables)]);
  return tsu_demo_add (guests->demo, edit, error);
}

/* Six in ten are regulars of the series: persons at fixed places among all, by its name. */
static TsuDemoActor *
pick_person (Guests *guests, int people)
{
  GPtrArray *actors = guests->cast->actors;
  guint place;

  if (tsu_demo_chance (guests->demo, 40))
    return tsu_demo_cast_pick (guests->cast, guests->demo, "person", NULL);
  place = g_str_hash (guests->occasion->series) + tsu_demo_between (guests->demo, 0, people) * 7;
  for (guint i = 0; i < actors->len; i++) {
    TsuDemoActor *actor = g_ptr_array_index (actors, (place + i) % actors->len);

    if (g_str_equal (actor->kind, "person"))
      return actor;
  }
  return g_ptr_array_index (actors, 0);
}

static gboolean
add_crew (Guests *guests, GKeyFile *book, GError **error)
{
  g_autofree char *helpers = tsu_demo_book_get (book, guests->occasion->series, "helpers");
  int n = guests->tables ? (int) g_strv_length (guests->tables) : 0;

  for (int i = 0; i < n; i++) {
    if (!add_guest (guests, tsu_demo_cast_pick (guests->cast, guests->demo, "person", NULL),
                    "facilitator", error))
      return FALSE;
  }
  for (int i = 0; helpers && i < 3; i++) {
    if (!add_guest (guests, tsu_demo_cast_pick (guests->cast, guests->demo, helpers, NULL),
                    "helper", error))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_demo_guests_fill:
 * @book: the part "events"
 *
 * Writes who takes part in one event.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_guests_fill (
  TsuDemo *demo, TsuDemoCast *cast, GKeyFile *book, const TsuDemoOccasion *occasion, GError **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *tables = tsu_demo_book_get (book, occasion->series, "tables");
  g_auto (GStrv) names = tables ? g_strsplit (tables, " ", -1) : NULL;
  int people = tsu_demo_book_get_number (book, occasion->series, "people");
  Guests guests = { demo, cast, occasion, there, names, 0 };

  if (!add_crew (&guests, book, error))
    return FALSE;
  /* What lies ahead is not full yet. */
  if (occasion->days >= 0)
    people = people * 2 / 3;
  people = people * tsu_demo_between (demo, 75, 115) / 100;
  for (int i = 0; i < people; i++) {
    if (!add_guest (&guests, pick_person (&guests, people), "participant", error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_booking (TsuDemo *demo,
             const TsuDemoOccasion *occasion,
             const char *resource,
             const char *organiser,
             int quantity,
             GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s-%d %s", occasion->series, occasion->number, resource);
  g_autofree char *starts = tsu_demo_moment (demo, occasion->days, occasion->starts - 60);
  g_autofree char *ends = tsu_demo_moment (demo, occasion->days, occasion->ends + 30);
  const char *state = occasion->days < 0 ? "used" : occasion->days < 30 ? "booked" : "wanted";
  TsuEdit *edit = tsu_demo_begin (demo, "booking", key);

  tsu_demo_set (demo, edit, "resource", resource);
  tsu_demo_set (demo, edit, "actor", organiser);
  tsu_edit_set_text (edit, "event", occasion->id);
  tsu_edit_set_text (edit, "starts", starts);
  tsu_edit_set_text (edit, "ends", ends);
  tsu_edit_set_text (edit, "status", occasion->off ? "cancelled" : state);
  tsu_edit_set_integer (edit, "quantity", quantity);
  tsu_edit_set_text (edit, "purpose", "準備と片づけを含む");
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_bookings_fill:
 * @book: the part "events"
 *
 * Writes what is booked for one event: its place, and tents or the projector where it needs them.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_bookings_fill (TsuDemo *demo,
                        GKeyFile *book,
                        const TsuDemoOccasion *occasion,
                        GError **error)
{
  g_autofree char *place = tsu_demo_book_get (book, occasion->series, "place");
  g_autofree char *organiser = tsu_demo_book_get (book, occasion->series, "organiser");

  if (place && !add_booking (demo, occasion, place, organiser, 1, error))
    return FALSE;
  if (g_key_file_has_key (book, occasion->series, "tents", NULL) &&
      !add_booking (demo, occasion, "eq-tent", organiser, 4, error))
    return FALSE;
  return !g_key_file_has_key (book, occasion->series, "projector", NULL) ||
         add_booking (demo, occasion, "eq-projector", organiser, 1, error);
}
