/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said at the desk: consultations, contacts, visits, impressions and promises over two
 * years, the last of them with contacts due around today.
 */

#include "config.h"

#include "tsu-demo-wishes.h"

#include "tsu-demo-book.h"

enum {
  TALKS = 270,
  SPAN = 710, /* days */
  RECENT = 21,
};

#define PICK(demo, table) ((table)[tsu_demo_between (demo, 0, (int) G_N_ELEMENTS (table) - 1)])

static void
set_consultation (
  TsuDemo *demo, TsuEdit *edit, GKeyFile *book, const char *pattern, const TsuDemoActor *actor)
{
  static const char *const personal[] = { "self",         "self",  "family",  "welfare-council",
                                          "commissioner", "event", "website", "association" };
  static const char *const of_groups[] = { "group",  "association", "ward-office", "event",
                                           "school", "company",     "self" };
  static const char *const consents[] = { "introduce", "ask-first", "introduce", "ward-office" };
  g_autofree char *subjects = tsu_demo_book_get (book, pattern, "subjects");
  g_autofree char *results = tsu_demo_book_get (book, pattern, "results");
  g_auto (GStrv) choices = g_strsplit (results, " ", -1);
  int last = (int) g_strv_length (choices) - 1;

  tsu_demo_set (demo, edit, "subjects", subjects);
  tsu_edit_set_text (edit, "result", choices[tsu_demo_between (demo, 0, last)]);
  if (g_str_equal (actor->kind, "person"))
    tsu_edit_set_text (edit, "route", PICK (demo, personal));
  else
    tsu_edit_set_text (edit, "route", PICK (demo, of_groups));
  tsu_edit_set_text (edit, "consent", PICK (demo, consents));
  tsu_edit_set_integer (edit, "persons", tsu_demo_chance (demo, 80) ? 1 : 2);
}

/* Who was promised something long ago has it by now, but for the few that slipped. */
static void
set_follow_up (TsuDemo *demo, TsuEdit *edit, int days)
{
  int due = days + tsu_demo_between (demo, 6, 24);
  g_autofree char *day = tsu_demo_day (demo, due);

  tsu_edit_set_text (edit, "follow_up", day);
  tsu_edit_set_boolean (edit, "followed_up",
                        days < -RECENT && (due < -30 || tsu_demo_chance (demo, 80)));
}

static gboolean
add_talk (TsuDemo *demo,
          TsuDemoCast *cast,
          GKeyFile *book,
          const char *pattern,
          guint number,
          GError **error)
{
  static const char *const channels[] = { "counter", "phone",    "phone",  "mail",
                                          "social",  "outreach", "online", "fax" };
  g_autofree char *key = g_strdup_printf ("talk-%u", number);
  g_autofree char *kind = tsu_demo_book_get (book, pattern, "kind");
  g_autofree char *name = tsu_demo_book_get (book, pattern, "name");
  g_autofree char *text = tsu_demo_book_get (book, pattern, "description");
  g_autofree char *follow = tsu_demo_book_get (book, pattern, "follow");
  g_autofree char *kinds = tsu_demo_book_get (book, pattern, "for");
  TsuDemoActor *actor = tsu_demo_cast_pick (cast, demo, kinds, NULL);
  int days = -1 - (int) (TALKS - number) * SPAN / TALKS + tsu_demo_between (demo, 0, 2);
  g_autofree char *when =
    tsu_demo_moment (demo, MIN (days, -1), tsu_demo_between (demo, 60, 113) * 10);
  TsuEdit *edit = tsu_demo_begin (demo, "log", key);

  tsu_edit_set_text (edit, "kind", kind);
  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "description", text);
  tsu_edit_set_text (edit, "starts", when);
  tsu_edit_set_text (edit, "actor", actor->id);
  tsu_demo_set (demo, edit, "district", actor->district);
  tsu_edit_set_text (edit, "staff", tsu_demo_pick_staff (demo));
  if (g_str_equal (kind, "visit"))
    tsu_edit_set_text (edit, "channel", "visit");
  else if (g_str_equal (kind, "consultation") || g_str_equal (kind, "contact"))
    tsu_edit_set_text (edit, "channel", PICK (demo, channels));
  if (g_str_equal (kind, "consultation"))
    set_consultation (demo, edit, book, pattern, actor);
  if (follow ? g_str_equal (follow, "yes") : tsu_demo_chance (demo, 35))
    set_follow_up (demo, edit, days);
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_talks_fill:
 *
 * Writes the log beside what the stories say.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_talks_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  g_autoptr (GKeyFile) book = tsu_demo_book_open ("talks", error);
  g_auto (GStrv) patterns = NULL;
  gsize n_patterns;

  if (!book)
    return FALSE;
  patterns = g_key_file_get_groups (book, &n_patterns);
  for (guint i = 0; i < TALKS; i++) {
    /* A step prime to their number, so that alike talks do not follow one another. */
    if (!add_talk (demo, cast, book, patterns[i * 7 % n_patterns], i, error))
      return FALSE;
  }
  return TRUE;
}
