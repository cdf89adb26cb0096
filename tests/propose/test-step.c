/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A match from the first word to the tie that is left, what each step does to the need, that a step
 * is undone as a whole, and the story and the agenda that come of it.
 */

#include "config.h"

#include "propose-test.h"
#include "tsu-agenda.h"
#include "tsu-asks.h"
#include "tsu-colleagues.h"
#include "tsu-date.h"
#include "tsu-step.h"
#include "tsu-story.h"

#include "tsu-error.h"

#define ADD(path, test) g_test_add (path, Desk, NULL, desk_set_up, test, desk_tear_down)
#define ADD_WARD(path, test) g_test_add (path, Desk, NULL, desk_set_up_ward, test, desk_tear_down)

/* Ids of the records of a small case, in the order in which they were made. */
typedef struct {
  char *asks;
  char *helps;
  char *log;
  char *need;
  char *offer;
} Case;

static void
case_init (Case *self, Desk *desk)
{
  self->asks = add (desk, "actor", "name", "椿", "kind", "civic-group", NULL);
  self->helps = add (desk, "actor", "name", "萩", "kind", "other", NULL);
  self->log = add (desk, "log", "kind", "consultation", "name", "机がない", "starts",
                   "2026-11-01T10:00+09:00", "actor", self->asks, "staff", "虹沢", NULL);
  self->need = add (desk, "need", "name", "机", "kinds", "things", "actor", self->asks, "log",
                    self->log, "status", "open", "starts", "2026-11-01", "staff", "虹沢", NULL);
  self->offer = add (desk, "offer", "name", "机あります", "kinds", "things", "actor", self->helps,
                     "status", "available", NULL);
}

static void
case_clear (Case *self)
{
  g_free (self->asks);
  g_free (self->helps);
  g_free (self->log);
  g_free (self->need);
  g_free (self->offer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
take (Desk *desk, TsuStep *step, const char *day)
{
  g_autoptr (GError) error = NULL;

  tsu_step_set_today (step, day);
  tsu_step_run (step, desk->ledger, NULL, &error);
  g_assert_no_error (error);
  tsu_step_free (step);
}

static void
refuse_to_take (Desk *desk, TsuStep *step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump_all (desk);
  g_autofree char *after = NULL;

  g_assert_false (tsu_step_run (step, desk->ledger, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  after = dump_all (desk);
  g_assert_cmpstr (before, ==, after);
  tsu_step_free (step);
}

static char *
propose (Desk *desk, const char *need, const char *candidate, const char *day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSuggestion) pair =
    tsu_suggest_pair (desk->market, desk->ledger, need, candidate, &error);
  g_autoptr (TsuStep) step = NULL;

  g_assert_no_error (error);
  step = tsu_step_new_propose (pair);
  tsu_step_set_today (step, day);
  tsu_step_set_staff (step, "麦守");
  tsu_step_run (step, desk->ledger, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tsu_step_get_made (step));
}

#define ASSERT_FIELD(desk, id, field, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = get (desk, id, field);                                                \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_from_wish_to_tie (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *match = NULL;
  g_autofree char *hiroba = NULL;
  g_autoptr (GPtrArray) ties = NULL;
  TsuOutcome outcome = { TRUE, "机が並んだ", "助かった", "また", NULL, NULL };

  case_init (&its, desk);
  hiroba = add (desk, "resource", "name", "机の広場", "kind", "hiroba", "started", "2027-01", NULL);
  outcome.hiroba = hiroba;
  match = propose (desk, its.need, its.offer, "2026-11-02");
  ASSERT_FIELD (desk, match, "status", "proposed");
  ASSERT_FIELD (desk, match, "actor", its.helps);
  ASSERT_FIELD (desk, match, "follow_up", "2026-11-09");
  ASSERT_FIELD (desk, match, "staff", "麦守");
  ASSERT_FIELD (desk, its.need, "status", "proposed");

  take (desk, tsu_step_new_word (match, TSU_SIDE_OFFER, TSU_ANSWER_YES, "どうぞ"), "2026-11-03");
  ASSERT_FIELD (desk, match, "status", "proposed");
  take (desk, tsu_step_new_word (match, TSU_SIDE_NEED, TSU_ANSWER_YES, "ぜひ"), "2026-11-04");
  ASSERT_FIELD (desk, match, "status", "accepted");
  ASSERT_FIELD (desk, its.need, "status", "accepted");
  take (desk, tsu_step_new_begin (match), "2026-11-05");
  ASSERT_FIELD (desk, its.need, "status", "under-way");
  ASSERT_FIELD (desk, match, "follow_up", "2026-12-03");
  take (desk, tsu_step_new_close (match, &outcome), "2026-11-20");
  ASSERT_FIELD (desk, match, "status", "done");
  ASSERT_FIELD (desk, match, "follow_up", "");
  ASSERT_FIELD (desk, match, "hiroba", hiroba);
  ASSERT_FIELD (desk, its.need, "status", "done");

  ties = list_ids (desk, "tie");
  g_assert_cmpuint (ties->len, ==, 1);
  ASSERT_FIELD (desk, g_ptr_array_index (ties, 0), "match", match);
  ASSERT_FIELD (desk, g_ptr_array_index (ties, 0), "actor", its.asks);
  ASSERT_FIELD (desk, g_ptr_array_index (ties, 0), "other", its.helps);
  refuse_to_take (desk, tsu_step_new_close (match, &outcome));
  refuse_to_take (desk, tsu_step_new_begin (match));
}

/* From whichever end one begins, the same chain in the same order. */
static void
test_story (Desk *desk, gconstpointer data)
{
  static const char *const order[] = {
    "log", "need", "offer", "match", "match", "tie", "resource"
  };
  g_auto (Case) its = { NULL };
  g_autofree char *match = NULL;
  g_autofree char *stranger = NULL;
  g_autofree char *hiroba = NULL;
  TsuOutcome outcome = { TRUE, "机が並んだ", NULL, NULL, NULL, NULL };

  case_init (&its, desk);
  stranger = add (desk, "log", "kind", "note", "name", "別の話", "actor", its.asks, NULL);
  hiroba = add (desk, "resource", "name", "机の広場", "kind", "hiroba", "started", "2027-01", NULL);
  outcome.hiroba = hiroba;
  match = propose (desk, its.need, its.offer, "2026-11-02");
  take (desk, tsu_step_new_close (match, &outcome), "2026-11-20");
  {
    const char *const ends[] = { its.log, its.need, match, hiroba };

    for (gsize e = 0; e < G_N_ELEMENTS (ends); e++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) lines = tsu_story_read (desk->ledger, ends[e], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (order));
      for (guint k = 0; k < lines->len; k++)
        g_assert_cmpstr (((TsuStoryLine *) g_ptr_array_index (lines, k))->type->name, ==, order[k]);
    }
  }
  {
    g_autoptr (GPtrArray) alone = tsu_story_read (desk->ledger, stranger, NULL);

    g_assert_cmpuint (alone->len, ==, 0);
  }
}

static void
test_refuse (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *desks = NULL;
  g_autoptr (GPtrArray) ties = NULL;

  case_init (&its, desk);
  first = propose (desk, its.need, its.offer, "2026-11-02");
  desks = add (desk, "resource", "name", "机", "kind", "equipment", "owner", its.helps, NULL);
  second = propose (desk, its.need, desks, "2026-11-02");
  ASSERT_FIELD (desk, second, "resource", desks);
  refuse_to_take (desk, tsu_step_new_refuse (first, TSU_SIDE_OFFER, NULL, NULL));
  refuse_to_take (desk, tsu_step_new_refuse (first, TSU_SIDE_OFFER, "no-such-reason", NULL));
  take (desk, tsu_step_new_refuse (first, TSU_SIDE_OFFER, "no-time", "今年は"), "2026-11-05");
  ASSERT_FIELD (desk, first, "status", "not-made");
  ASSERT_FIELD (desk, first, "refusal", "no-time");
  ASSERT_FIELD (desk, first, "offer_agrees", "false");
  ASSERT_FIELD (desk, first, "ends", "2026-11-05");
  ASSERT_FIELD (desk, its.need, "status", "proposed");
  take (desk, tsu_step_new_refuse (second, TSU_SIDE_NEED, "solved", NULL), "2026-11-06");
  ASSERT_FIELD (desk, its.need, "status", "open");
  ties = list_ids (desk, "tie");
  g_assert_cmpuint (ties->len, ==, 0);
}

static void
test_propose_once (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSuggestion) pair = NULL;
  g_autofree char *match = NULL;

  case_init (&its, desk);
  pair = tsu_suggest_pair (desk->market, desk->ledger, its.need, its.offer, &error);
  match = propose (desk, its.need, its.offer, "2026-11-02");
  refuse_to_take (desk, tsu_step_new_propose (pair));
  take (desk, tsu_step_new_refuse (match, TSU_SIDE_OFFER, "no-time", NULL), "2026-11-05");
  take (desk, tsu_step_new_withdraw (its.need), "2026-11-05");
  refuse_to_take (desk, tsu_step_new_propose (pair));
}

/* One undo takes back a whole step, of however many records. */
static void
test_undo (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *match = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TsuUndo) undo = { NULL };
  TsuOutcome outcome = { TRUE, "よかった", NULL, NULL, NULL, NULL };

  case_init (&its, desk);
  match = propose (desk, its.need, its.offer, "2026-11-02");
  before = dump_all (desk);
  take (desk, tsu_step_new_close (match, &outcome), "2026-11-20");
  tsu_ledger_undo (desk->ledger, &undo, NULL, &error);
  g_assert_no_error (error);
  after = dump_all (desk);
  g_assert_cmpstr (before, ==, after);
  take (desk, tsu_step_new_close (match, &outcome), "2026-11-21");
}

static guint
count (GPtrArray *items, const char *id)
{
  guint n = 0;

  for (guint k = 0; k < items->len; k++)
    n += g_str_equal (((TsuAgendaItem *) g_ptr_array_index (items, k))->id, id);
  return n;
}

static void
test_agenda (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *match = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unanswered = NULL;
  g_autoptr (GPtrArray) early = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) staff = NULL;

  case_init (&its, desk);
  match = propose (desk, its.need, its.offer, "2026-11-02");
  unanswered = tsu_agenda_unanswered (desk->ledger, NULL, TODAY, &error);
  g_assert_cmpuint (count (unanswered, its.log), ==, 1);
  g_assert_cmpint (((TsuAgendaItem *) g_ptr_array_index (unanswered, 0))->days, ==, 21);
  early = tsu_agenda_follow_ups (desk->ledger, NULL, "2026-11-08", 0, &error);
  g_assert_cmpuint (early->len, ==, 0);
  due = tsu_agenda_follow_ups (desk->ledger, "麦守", "2026-11-08", 1, &error);
  g_assert_cmpuint (count (due, match), ==, 1);
  others = tsu_agenda_follow_ups (desk->ledger, "虹沢", "2026-11-22", 0, &error);
  g_assert_cmpuint (others->len, ==, 0);

  take (desk, tsu_step_new_word (match, TSU_SIDE_NEED, TSU_ANSWER_YES, NULL), "2026-11-03");
  waiting = tsu_agenda_waiting (desk->ledger, NULL, TODAY, &error);
  g_assert_cmpuint (count (waiting, match), ==, 1);
  g_assert_cmpstr (((TsuAgendaItem *) g_ptr_array_index (waiting, 0))->actor, ==, its.helps);
  g_assert_cmpstr (((TsuAgendaItem *) g_ptr_array_index (waiting, 0))->line, ==,
                   "Waiting 20 days for a word from 萩");
  staff = tsu_agenda_staff (desk->ledger, &error);
  g_assert_cmpuint (staff->len, ==, 2);
  g_assert_no_error (error);
}

/* What is over is not due, whatever day still stands in it. */
static void
test_nothing_due (Desk *desk, gconstpointer data)
{
  static const char *const over[][3] = {
    { "need", "status", "done" },
    { "need", "status", "withdrawn" },
    { "match", "status", "not-made" },
    { "log", "followed_up", "true" },
  };
  g_autoptr (GPtrArray) due = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (over); i++) {
    g_autofree char *id =
      add (desk, over[i][0], over[i][1], over[i][2], "follow_up", "2026-11-01", NULL);
  }
  due = tsu_agenda_follow_ups (desk->ledger, NULL, TODAY, 30, NULL);
  g_assert_cmpuint (due->len, ==, 0);
}

static void
test_contact_and_hand_over (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autoptr (GPtrArray) unanswered = NULL;
  g_autoptr (GPtrArray) colleagues = NULL;
  g_autofree char *match = NULL;

  case_init (&its, desk);
  take (desk, tsu_step_new_contacted (its.need, "2026-12-01"), TODAY);
  ASSERT_FIELD (desk, its.need, "follow_up", "2026-12-01");
  take (desk, tsu_step_new_contacted (its.need, NULL), TODAY);
  ASSERT_FIELD (desk, its.need, "follow_up", "");
  take (desk, tsu_step_new_contacted (its.log, NULL), TODAY);
  ASSERT_FIELD (desk, its.log, "followed_up", "true");
  unanswered = tsu_agenda_unanswered (desk->ledger, NULL, TODAY, NULL);
  g_assert_cmpuint (unanswered->len, ==, 0);
  match = propose (desk, its.need, its.offer, TODAY);
  take (desk, tsu_step_new_hand_over (its.need, "霧垣"), TODAY);
  ASSERT_FIELD (desk, its.need, "staff", "霧垣");
  ASSERT_FIELD (desk, match, "staff", "霧垣");
  take (desk, tsu_step_new_refuse (match, TSU_SIDE_OFFER, "no-time", NULL), TODAY);
  take (desk, tsu_step_new_hand_over (its.need, "麦守"), TODAY);
  ASSERT_FIELD (desk, match, "staff", "霧垣");
  colleagues = tsu_colleagues_read (desk->ledger, 1, NULL);
  g_assert_cmpuint (colleagues->len, ==, 1);
  refuse_to_take (desk, tsu_step_new_hand_over (its.asks, "霧垣"));
}

/* What grew from a match is written down with its close, and the story tells it to the end. */
static void
test_new_hiroba (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *match = NULL;
  g_autofree char *hiroba = NULL;
  g_autofree char *told = NULL;
  g_autoptr (GPtrArray) story = NULL;
  TsuOutcome outcome = { .went_well = TRUE, .outcome = "続いている", .new_hiroba = "朝の縁側" };

  case_init (&its, desk);
  match = propose (desk, its.need, its.offer, TODAY);
  take (desk, tsu_step_new_accept (match), TODAY);
  take (desk, tsu_step_new_close (match, &outcome), TODAY);
  hiroba = get (desk, match, "hiroba");
  g_assert_nonnull (hiroba);
  ASSERT_FIELD (desk, hiroba, "name", "朝の縁側");
  ASSERT_FIELD (desk, hiroba, "kind", "hiroba");
  ASSERT_FIELD (desk, hiroba, "owner", its.asks);
  story = tsu_story_read (desk->ledger, its.log, NULL);
  told = tsu_story_format (story, "経緯", TSU_DATE_WESTERN);
  g_assert_true (g_str_has_prefix (told, "経緯\n"));
  g_assert_nonnull (strstr (told, "続いている"));
  g_assert_nonnull (strstr (told, "朝の縁側"));
  g_assert_true (strstr (told, "続いている") < strstr (told, "朝の縁側"));
}

/* What one offer did for others is not part of this story, but is of the offer's own. */
static void
test_crossings (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *other = add (desk, "need", "name", "別の願い", "kinds", "things", NULL);
  g_autofree char *elsewhere =
    add (desk, "match", "need", other, "status", "done", "starts", "2026-03-01", NULL);
  g_autofree char *match = NULL;
  g_autofree char *from_log = NULL;
  g_autofree char *from_offer = NULL;
  g_autoptr (GPtrArray) story = NULL;
  g_autoptr (GPtrArray) all = NULL;

  case_init (&its, desk);
  change (desk, elsewhere, "offer", its.offer, NULL);
  match = propose (desk, its.need, its.offer, TODAY);
  story = tsu_story_read (desk->ledger, its.log, NULL);
  all = tsu_story_read (desk->ledger, its.offer, NULL);
  from_log = tsu_story_format (story, "", TSU_DATE_WESTERN);
  from_offer = tsu_story_format (all, "", TSU_DATE_WESTERN);
  g_assert_null (strstr (from_log, "別の願い"));
  g_assert_nonnull (strstr (from_offer, "別の願い"));
}

static void
test_asks (Desk *desk, gconstpointer data)
{
  g_auto (Case) its = { NULL };
  g_autofree char *match = NULL;
  g_autofree char *old = NULL;
  g_autofree char *event = NULL;
  g_autofree char *help = NULL;
  g_autofree char *guest = NULL;
  g_autofree char *told = NULL;
  g_autoptr (GPtrArray) asks = NULL;

  case_init (&its, desk);
  match = propose (desk, its.need, its.offer, "2026-11-02");
  old = add (desk, "match", "actor", its.helps, "starts", "2026-02-02", NULL);
  event = add (desk, "event", "name", "餅つき", "starts", "2026-09-20", NULL);
  help = add (desk, "participation", "event", event, "actor", its.helps, "role", "helper", NULL);
  guest =
    add (desk, "participation", "event", event, "actor", its.helps, "role", "participant", NULL);
  asks = tsu_asks_of_actor (desk->ledger, its.helps, "2026-09-01", NULL);
  g_assert_cmpuint (asks->len, ==, 2);
  g_assert_cmpstr (((TsuAsk *) g_ptr_array_index (asks, 0))->id, ==, match);
  told = tsu_asks_describe (asks, TODAY, TSU_DATE_WESTERN);
  g_assert_cmpstr (told, ==, "Asked 2 times since September 2026");
}

/* The ward's own stories can be read back from their needs. */
static void
test_stories_of_the_ward (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) needs = list_ids (desk, "need");
  guint whole = 0;

  for (guint n = 0; n < needs->len; n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) lines =
      tsu_story_read (desk->ledger, g_ptr_array_index (needs, n), &error);

    g_assert_no_error (error);
    whole += lines->len >= 4;
  }
  g_assert_cmpuint (whole, >=, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/propose/step/from-wish-to-tie", test_from_wish_to_tie);
  ADD ("/propose/step/story", test_story);
  ADD ("/propose/step/refuse", test_refuse);
  ADD ("/propose/step/propose-once", test_propose_once);
  ADD ("/propose/step/undo", test_undo);
  ADD ("/propose/step/agenda", test_agenda);
  ADD ("/propose/step/nothing-due", test_nothing_due);
  ADD ("/propose/step/contact-and-hand-over", test_contact_and_hand_over);
  ADD ("/propose/step/new-hiroba", test_new_hiroba);
  ADD ("/propose/step/crossings", test_crossings);
  ADD ("/propose/step/asks", test_asks);
  ADD_WARD ("/propose/step/stories-of-the-ward", test_stories_of_the_ward);
  return g_test_run ();
}
