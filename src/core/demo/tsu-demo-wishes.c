/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Needs and offers by pattern, and the matches between those that fit: some proposed, some under
 * way, some done with what came of them, some not made.
 */

#include "config.h"

#include "tsu-demo-wishes.h"

#include "tsu-demo-book.h"

#include <string.h>

enum {
  NEEDS = 6, /* of each pattern */
  OFFERS = 5,
};

/**
 * tsu_demo_pick_staff:
 *
 * Returns: (transfer none): one of those who work at the desk
 */
const char *
tsu_demo_pick_staff (TsuDemo *demo)
{
  static const char *const staff[] = { "虹沢", "麦守", "霧垣" };

  return staff[tsu_demo_between (demo, 0, G_N_ELEMENTS (staff) - 1)];
}

static const char *const match_states[] = { "done", "proposed", "under-way", "not-made",
                                            "accepted" };

/* The state of the @n-th match of all: every pattern has one, every second has two. */
static const char *
find_match_state (guint pattern, guint i)
{
  if (i > pattern % 2)
    return NULL;
  return match_states[(pattern + i * 2) % G_N_ELEMENTS (match_states)];
}

static const char *
find_need_state (TsuDemo *demo, const char *match)
{
  int dice = tsu_demo_between (demo, 1, 100);

  if (match && !g_str_equal (match, "not-made"))
    return match;
  return dice <= 72 ? "open" : dice <= 84 ? "done" : dice <= 93 ? "not-made" : "withdrawn";
}

static const char *
find_offer_state (TsuDemo *demo, const char *match)
{
  int dice = tsu_demo_between (demo, 1, 100);

  if (match && g_str_equal (match, "under-way"))
    return "in-use";
  return dice <= 78 ? "available" : dice <= 90 ? "in-use" : dice <= 96 ? "resting" : "ended";
}

static void
set_pattern (TsuDemo *demo, TsuEdit *edit, GKeyFile *book, const char *pattern, const char *type)
{
  static const char *const fields[] = { "kinds", "themes", "weekdays", "day_parts" };
  g_autofree char *text_key = g_strdup_printf ("%s_text", type);
  g_autofree char *name = tsu_demo_book_get (book, pattern, type);
  g_autofree char *text = tsu_demo_book_get (book, pattern, text_key);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *value = tsu_demo_book_get (book, pattern, fields[i]);

    tsu_demo_set (demo, edit, fields[i], value);
  }
  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "description", text);
}

/* Gives the actor whose wish it became. */
static TsuDemoActor *
add_wish (TsuDemo *demo,
          TsuDemoCast *cast,
          GKeyFile *book,
          const char *pattern,
          const char *type,
          guint i,
          const char *state,
          GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s-%u", pattern, i);
  g_autofree char *for_key = g_strdup_printf ("%s_for", type);
  g_autofree char *kinds = tsu_demo_book_get (book, pattern, for_key);
  TsuDemoActor *actor = tsu_demo_cast_pick (cast, demo, kinds, NULL);
  int days = -tsu_demo_between (demo, 3, 300);
  g_autofree char *since = tsu_demo_day (demo, days);
  g_autofree char *next = tsu_demo_day (demo, tsu_demo_between (demo, -6, 21));
  TsuEdit *edit = tsu_demo_begin (demo, type, key);

  set_pattern (demo, edit, book, pattern, type);
  tsu_edit_set_text (edit, "actor", actor->id);
  tsu_demo_set (demo, edit, "district", actor->district);
  tsu_edit_set_text (edit, "starts", since);
  tsu_edit_set_text (edit, "status", state);
  tsu_edit_set_text (edit, "staff", tsu_demo_pick_staff (demo));
  tsu_edit_set_text (edit, "sharing", "ward");
  if (g_str_equal (type, "need") && g_str_equal (state, "open") && tsu_demo_chance (demo, 25))
    tsu_edit_set_text (edit, "follow_up", next);
  if (g_str_equal (type, "offer"))
    tsu_edit_set_integer (edit, "monthly_limit", tsu_demo_between (demo, 1, 4));
  return tsu_demo_add (demo, edit, error) ? actor : NULL;
}

static void
set_refusal (TsuDemo *demo, TsuEdit *edit)
{
  static const char *const reasons[] = { "no-time", "too-far", "too-busy", "terms", "solved" };

  tsu_edit_set_text (edit, "refusal",
                     reasons[tsu_demo_between (demo, 0, G_N_ELEMENTS (reasons) - 1)]);
  tsu_edit_set_text (edit, "outcome", "今回は見送り。半年後にもう一度声をかける。");
  tsu_edit_set_boolean (edit, "need_agrees", TRUE);
  tsu_edit_set_boolean (edit, "offer_agrees", FALSE);
}

static void
set_success (TsuDemo *demo, TsuEdit *edit, GKeyFile *book, const char *pattern)
{
  g_autofree char *outcome = tsu_demo_book_get (book, pattern, "outcome");

  tsu_edit_set_text (edit, "outcome", outcome);
  tsu_edit_set_boolean (edit, "went_well", tsu_demo_chance (demo, 88));
  tsu_edit_set_text (edit, "need_reflection", "はじめに約束ごとを書いておいてよかった。");
  tsu_edit_set_text (edit, "offer_reflection", "相手の顔が見えると、続けやすい。");
}

static gboolean
add_match (TsuDemo *demo,
           GKeyFile *book,
           const char *pattern,
           guint i,
           const char *state,
           const TsuDemoActor *partner,
           GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s-%u", pattern, i);
  gboolean closed = g_str_equal (state, "done") || g_str_equal (state, "not-made");
  int days = closed ? -tsu_demo_between (demo, 60, 280) : -tsu_demo_between (demo, 2, 40);
  g_autofree char *starts = tsu_demo_day (demo, days);
  g_autofree char *ends = tsu_demo_day (demo, days + tsu_demo_between (demo, 9, 55));
  g_autofree char *next = tsu_demo_day (demo, tsu_demo_between (demo, -3, 14));
  TsuEdit *edit = tsu_demo_begin (demo, "match", key);

  tsu_demo_set (demo, edit, "need", key);
  tsu_demo_set (demo, edit, "offer", key);
  tsu_edit_set_text (edit, "actor", partner->id);
  tsu_edit_set_text (edit, "status", state);
  tsu_edit_set_text (edit, "starts", starts);
  tsu_edit_set_text (edit, closed ? "ends" : "follow_up", closed ? ends : next);
  tsu_edit_set_text (edit, "staff", tsu_demo_pick_staff (demo));
  tsu_edit_set_integer (edit, "score", tsu_demo_between (demo, 55, 94));
  tsu_edit_set_text (edit, "reasons", "求めと申し出の種類が合う。曜日と時間帯が重なる。");
  if (!g_str_equal (state, "proposed") && !g_str_equal (state, "not-made")) {
    tsu_edit_set_boolean (edit, "need_agrees", TRUE);
    tsu_edit_set_boolean (edit, "offer_agrees", TRUE);
    tsu_edit_set_text (edit, "need_word", "ぜひ一度お会いしたい。");
    tsu_edit_set_text (edit, "offer_word", "できる範囲で続けます。");
  }
  if (g_str_equal (state, "done"))
    set_success (demo, edit, book, pattern);
  else if (g_str_equal (state, "not-made"))
    set_refusal (demo, edit);
  return tsu_demo_add (demo, edit, error);
}

static gboolean
fill_pattern (TsuDemo *demo,
              TsuDemoCast *cast,
              GKeyFile *book,
              const char *pattern,
              guint number,
              GError **error)
{
  for (guint i = 0; i < NEEDS; i++) {
    const char *state = find_need_state (demo, find_match_state (number, i));

    if (!add_wish (demo, cast, book, pattern, "need", i, state, error))
      return FALSE;
  }
  for (guint i = 0; i < OFFERS; i++) {
    const char *match = find_match_state (number, i);
    TsuDemoActor *actor =
      add_wish (demo, cast, book, pattern, "offer", i, find_offer_state (demo, match), error);

    if (!actor || (match && !add_match (demo, book, pattern, i, match, actor, error)))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_demo_wishes_fill:
 *
 * Writes needs, offers and matches beside those of the stories.
 *
 * Returns: whether they could be written
 */
gboolean
tsu_demo_wishes_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  g_autoptr (GKeyFile) book = tsu_demo_book_open ("wishes", error);
  g_auto (GStrv) patterns = NULL;

  if (!book)
    return FALSE;
  patterns = g_key_file_get_groups (book, NULL);
  for (guint i = 0; patterns[i]; i++) {
    if (!fill_pattern (demo, cast, book, patterns[i], i, error))
      return FALSE;
  }
  return TRUE;
}
