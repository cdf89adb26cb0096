/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each step does to which records. A need follows its matches; a match that worked leaves a
 * tie between the two actors, which names it as its origin.
 */

#include "config.h"

#include "tsu-step-private.h"

#include "tsu-date.h"
#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>

#define ASK_AGAIN_DAYS 7
#define LOOK_IN_DAYS 28

static TsuEdit *
add_change (GPtrArray *edits, const TsuRecord *record)
{
  TsuEdit *edit = tsu_edit_new_change (tsu_record_get_type_of (record), tsu_record_get_id (record));

  g_ptr_array_add (edits, edit);
  return edit;
}

static void
set_text (TsuEdit *edit, const char *field, const char *text)
{
  if (text && *text)
    tsu_edit_set_text (edit, field, text);
}

static void
set_day (TsuEdit *edit, const char *field, const char *today, int days)
{
  g_autofree char *day = tsu_date_add_days (today, days);

  tsu_edit_set_text (edit, field, day);
}

static TsuRecord *
get_of_type (TsuLedger *ledger, const char *id, const char *type, GError **error)
{
  g_autoptr (TsuRecord) record = id ? tsu_ledger_get (ledger, id, error) : NULL;

  if (record && g_str_equal (tsu_record_get_type_of (record)->name, type) &&
      !tsu_record_is_deleted (record))
    return g_steal_pointer (&record);
  if (!error || !*error)
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("This record is not there any more. Nothing was changed."));
  return NULL;
}

static gboolean
is_one_of (const char *text, const char *const *set)
{
  return text && g_strv_contains (set, text);
}

static gboolean
is_closed (const TsuRecord *match)
{
  static const char *const closed[] = { "done", "not-made", NULL };

  return is_one_of (tsu_record_get_text (match, "status"), closed);
}

static TsuRecord *
get_open_match (TsuStep *self, TsuLedger *ledger, GError **error)
{
  g_autoptr (TsuRecord) match = get_of_type (ledger, self->id, "match", error);

  if (!match)
    return NULL;
  if (!is_closed (match))
    return g_steal_pointer (&match);
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                       _ ("This match is closed already. Nothing was changed."));
  return NULL;
}

/* (nullable): the need that a match is for, unless it was deleted */
static TsuRecord *
get_need (TsuLedger *ledger, const TsuRecord *match)
{
  const char *id = tsu_record_get_text (match, "need");
  TsuRecord *need = id ? tsu_ledger_get (ledger, id, NULL) : NULL;

  if (need && tsu_record_is_deleted (need))
    g_clear_pointer (&need, tsu_record_unref);
  return need;
}

/* How far the furthest of a need's other matches is. */
static const char *
find_state_of_others (TsuLedger *ledger, const TsuRecord *need, const TsuRecord *but)
{
  static const char *const order[] = { "under-way", "accepted", "proposed" };
  g_autoptr (GPtrArray) matches = tsu_ledger_referring (ledger, tsu_schema_find_type ("match"),
                                                        "need", tsu_record_get_id (need), NULL);

  for (gsize i = 0; matches && i < G_N_ELEMENTS (order); i++) {
    for (guint k = 0; k < matches->len; k++) {
      const TsuRecord *match = g_ptr_array_index (matches, k);

      if (g_strcmp0 (tsu_record_get_id (match), tsu_record_get_id (but)) != 0 &&
          g_strcmp0 (tsu_record_get_text (match, "status"), order[i]) == 0)
        return order[i];
    }
  }
  return NULL;
}

static void
move_need (TsuLedger *ledger, const TsuRecord *match, const char *state, GPtrArray *edits)
{
  g_autoptr (TsuRecord) need = get_need (ledger, match);

  if (need && g_strcmp0 (tsu_record_get_text (need, "status"), state) != 0)
    tsu_edit_set_text (add_change (edits, need), "status", state);
}

static gboolean
has_open_match (TsuLedger *ledger, const TsuRecord *need, const char *field, const char *id)
{
  g_autoptr (GPtrArray) matches = tsu_ledger_referring (ledger, tsu_schema_find_type ("match"),
                                                        "need", tsu_record_get_id (need), NULL);

  for (guint k = 0; matches && k < matches->len; k++) {
    const TsuRecord *match = g_ptr_array_index (matches, k);

    if (!is_closed (match) && g_strcmp0 (tsu_record_get_text (match, field), id) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Who would be asked: the actor itself, who offers it, or who owns it. */
static void
set_partner (TsuEdit *match, const TsuRecord *candidate, const char *type)
{
  if (g_str_equal (type, "actor")) {
    tsu_edit_set_text (match, "actor", tsu_record_get_id (candidate));
    return;
  }
  tsu_edit_set_text (match, type, tsu_record_get_id (candidate));
  if (g_str_equal (type, "offer")) {
    set_text (match, "actor", tsu_record_get_text (candidate, "actor"));
    set_text (match, "resource", tsu_record_get_text (candidate, "resource"));
  } else {
    set_text (match, "actor", tsu_record_get_text (candidate, "owner"));
  }
}

static gboolean
propose (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  static const char *const open[] = { "open", "proposed", "accepted", "under-way", NULL };
  static const char *const candidates[] = { "offer", "actor", "resource", NULL };
  g_autoptr (TsuRecord) need = get_of_type (ledger, self->id, "need", error);
  g_autoptr (TsuRecord) candidate = need ? tsu_ledger_get (ledger, self->other, error) : NULL;
  const char *type = candidate ? tsu_record_get_type_of (candidate)->name : NULL;
  const char *status = need ? tsu_record_get_text (need, "status") : NULL;
  TsuEdit *match;

  if (!candidate)
    return FALSE;
  if ((status && !is_one_of (status, open)) || !is_one_of (type, candidates) ||
      tsu_record_is_deleted (candidate) ||
      has_open_match (ledger, need, type, tsu_record_get_id (candidate))) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("This need is closed, or the two are proposed already. Nothing was "
                            "changed."));
    return FALSE;
  }
  match = tsu_edit_new_create (tsu_schema_find_type ("match"), NULL);
  g_ptr_array_add (edits, match);
  self->made = g_strdup (tsu_edit_get_id (match));
  tsu_edit_set_text (match, "need", self->id);
  set_partner (match, candidate, type);
  tsu_edit_set_text (match, "status", "proposed");
  tsu_edit_set_text (match, "starts", self->today);
  set_day (match, "follow_up", self->today, ASK_AGAIN_DAYS);
  set_text (match, "staff", self->staff);
  set_text (match, "reasons", self->text);
  tsu_edit_set_integer (match, "score", self->score);
  if (!status || g_str_equal (status, "open"))
    tsu_edit_set_text (add_change (edits, need), "status", "proposed");
  return TRUE;
}

static gboolean
agrees (const TsuRecord *match, TsuSide side)
{
  return tsu_record_get_boolean (match, side == TSU_SIDE_NEED ? "need_agrees" : "offer_agrees");
}

static void
set_accepted (
  TsuStep *self, TsuLedger *ledger, const TsuRecord *match, TsuEdit *edit, GPtrArray *edits)
{
  tsu_edit_set_text (edit, "status", "accepted");
  set_day (edit, "follow_up", self->today, ASK_AGAIN_DAYS);
  move_need (ledger, match, "accepted", edits);
}

static gboolean
write_word (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) match = get_open_match (self, ledger, error);
  gboolean of_need = self->side == TSU_SIDE_NEED;
  const char *field = of_need ? "need_agrees" : "offer_agrees";
  TsuEdit *edit;

  if (!match)
    return FALSE;
  edit = add_change (edits, match);
  set_text (edit, of_need ? "need_word" : "offer_word", self->text);
  if (self->answer == TSU_ANSWER_NONE)
    return TRUE;
  tsu_edit_set_boolean (edit, field, self->answer == TSU_ANSWER_YES);
  if (self->answer == TSU_ANSWER_YES && agrees (match, of_need ? TSU_SIDE_OFFER : TSU_SIDE_NEED) &&
      g_strcmp0 (tsu_record_get_text (match, "status"), "proposed") == 0)
    set_accepted (self, ledger, match, edit, edits);
  return TRUE;
}

static gboolean
accept_both (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) match = get_open_match (self, ledger, error);
  TsuEdit *edit;

  if (!match)
    return FALSE;
  edit = add_change (edits, match);
  tsu_edit_set_boolean (edit, "need_agrees", TRUE);
  tsu_edit_set_boolean (edit, "offer_agrees", TRUE);
  set_accepted (self, ledger, match, edit, edits);
  return TRUE;
}

static gboolean
begin (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) match = get_open_match (self, ledger, error);
  TsuEdit *edit;

  if (!match)
    return FALSE;
  edit = add_change (edits, match);
  tsu_edit_set_text (edit, "status", "under-way");
  set_day (edit, "follow_up", self->today, LOOK_IN_DAYS);
  move_need (ledger, match, "under-way", edits);
  return TRUE;
}

/* Whether the match's tie was written down before; closing twice on two desks must not make two
 * ties, so the id follows from the match. */
static void
add_tie (TsuStep *self, TsuLedger *ledger, const TsuRecord *match, GPtrArray *edits)
{
  const TsuType *type = tsu_schema_find_type ("tie");
  g_autoptr (TsuRecord) need = get_need (ledger, match);
  const char *one = need ? tsu_record_get_text (need, "actor") : NULL;
  const char *other = tsu_record_get_text (match, "actor");
  g_autofree char *id = tsu_id_derive ("tie of match", tsu_record_get_id (match), NULL);
  TsuEdit *tie;

  if (!one || !other || g_str_equal (one, other))
    return;
  tie = tsu_ledger_find_key (ledger, id) > 0 ? tsu_edit_new_change (type, id)
                                             : tsu_edit_new_create (type, id);
  g_ptr_array_add (edits, tie);
  tsu_edit_set_text (tie, "kind", "introduced");
  tsu_edit_set_text (tie, "actor", one);
  tsu_edit_set_text (tie, "other", other);
  tsu_edit_set_text (tie, "starts", self->today);
  tsu_edit_set_text (tie, "match", tsu_record_get_id (match));
}

static void
close_need (TsuLedger *ledger, const TsuRecord *match, const char *if_none_open, GPtrArray *edits)
{
  g_autoptr (TsuRecord) need = get_need (ledger, match);
  const char *state = need ? find_state_of_others (ledger, need, match) : NULL;

  if (need)
    move_need (ledger, match, state ? state : if_none_open, edits);
}

/* What grew from a match begins small, where the wish came from; the id follows from the match. */
static void
add_hiroba (TsuStep *self, TsuLedger *ledger, const TsuRecord *match, GPtrArray *edits)
{
  const TsuType *type = tsu_schema_find_type ("resource");
  g_autoptr (TsuRecord) need = get_need (ledger, match);
  g_autofree char *id = tsu_id_derive ("hiroba of match", tsu_record_get_id (match), NULL);
  const char *const *themes = need ? tsu_record_get_list (need, "themes") : NULL;
  TsuEdit *hiroba;

  hiroba = tsu_ledger_find_key (ledger, id) > 0 ? tsu_edit_new_change (type, id)
                                                : tsu_edit_new_create (type, id);
  g_ptr_array_add (edits, hiroba);
  tsu_edit_set_text (hiroba, "name", self->new_hiroba);
  tsu_edit_set_text (hiroba, "kind", "hiroba");
  tsu_edit_set_text (hiroba, "status", "trial");
  tsu_edit_set_text (hiroba, "started", self->today);
  if (need)
    set_text (hiroba, "owner", tsu_record_get_text (need, "actor"));
  if (need)
    set_text (hiroba, "district", tsu_record_get_text (need, "district"));
  if (themes && *themes)
    tsu_edit_set_list (hiroba, "themes", themes);
  g_free (self->hiroba);
  self->hiroba = g_steal_pointer (&id);
}

static gboolean
close_match (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) match = get_open_match (self, ledger, error);
  TsuEdit *edit;

  if (!match)
    return FALSE;
  edit = add_change (edits, match);
  tsu_edit_set_text (edit, "status", "done");
  tsu_edit_set_text (edit, "ends", self->today);
  tsu_edit_clear (edit, "follow_up");
  tsu_edit_set_boolean (edit, "went_well", self->went_well);
  set_text (edit, "outcome", self->text);
  set_text (edit, "need_reflection", self->need_reflection);
  set_text (edit, "offer_reflection", self->offer_reflection);
  if (self->new_hiroba && *self->new_hiroba)
    add_hiroba (self, ledger, match, edits);
  set_text (edit, "event", self->event);
  set_text (edit, "hiroba", self->hiroba);
  close_need (ledger, match, self->went_well ? "done" : "open", edits);
  if (self->went_well)
    add_tie (self, ledger, match, edits);
  return TRUE;
}

static gboolean
refuse (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) match = get_open_match (self, ledger, error);
  gboolean of_need = self->side == TSU_SIDE_NEED;
  TsuEdit *edit;

  if (!match)
    return FALSE;
  if (!tsu_vocabulary_find (&tsu_refusal_reasons, self->other)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("Say why it was not made; that is kept and used. Nothing was "
                            "changed."));
    return FALSE;
  }
  edit = add_change (edits, match);
  tsu_edit_set_text (edit, "status", "not-made");
  tsu_edit_set_text (edit, "ends", self->today);
  tsu_edit_clear (edit, "follow_up");
  tsu_edit_set_text (edit, "refusal", self->other);
  tsu_edit_set_boolean (edit, of_need ? "need_agrees" : "offer_agrees", FALSE);
  set_text (edit, of_need ? "need_word" : "offer_word", self->text);
  close_need (ledger, match, "open", edits);
  return TRUE;
}

static void
set_member (TsuEdit *edit, const TsuRecord *need, const char *field, const char *id, gboolean is)
{
  const char *const *now = tsu_record_get_list (need, field);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gboolean was = now && g_strv_contains (now, id);

  if (was == is)
    return;
  for (; now && *now; now++)
    if (is || !g_str_equal (*now, id))
      g_ptr_array_add (wanted, (gpointer) *now);
  if (is)
    g_ptr_array_add (wanted, (gpointer) id);
  g_ptr_array_add (wanted, NULL);
  tsu_edit_set_list (edit, field, (const char *const *) wanted->pdata);
}

static gboolean
mark (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) need = get_of_type (ledger, self->id, "need", error);
  g_autoptr (TsuRecord) candidate = need ? tsu_ledger_get (ledger, self->other, error) : NULL;
  TsuEdit *edit;

  if (!candidate)
    return FALSE;
  edit = add_change (edits, need);
  set_member (edit, need, "pinned", self->other, self->mark == TSU_MARK_PINNED);
  set_member (edit, need, "banned", self->other, self->mark == TSU_MARK_BANNED);
  return TRUE;
}

static gboolean
withdraw (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) need = get_of_type (ledger, self->id, "need", error);

  if (!need)
    return FALSE;
  tsu_edit_set_text (add_change (edits, need), "status", "withdrawn");
  return TRUE;
}

static void
set_staff (TsuEdit *edit, const char *staff)
{
  if (staff && *staff)
    tsu_edit_set_text (edit, "staff", staff);
  else
    tsu_edit_clear (edit, "staff");
}

/* Whoever takes over a need takes over what is going on for it. */
static gboolean
hand_over_matches (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  static const char *const open[] = { "proposed", "accepted", "under-way", NULL };
  g_autoptr (GPtrArray) matches =
    tsu_ledger_referring (ledger, tsu_schema_find_type ("match"), "need", self->id, error);

  for (guint k = 0; matches && k < matches->len; k++) {
    const TsuRecord *match = g_ptr_array_index (matches, k);
    const char *status = tsu_record_get_text (match, "status");

    if (!tsu_record_is_deleted (match) && (!status || g_strv_contains (open, status)))
      set_staff (add_change (edits, match), self->other);
  }
  return matches != NULL;
}

static gboolean
hand_over (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, self->id, error);

  if (!record)
    return FALSE;
  if (tsu_type_field_index (tsu_record_get_type_of (record), "staff") < 0) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("Nobody is in charge of a record of this kind."));
    return FALSE;
  }
  set_staff (add_change (edits, record), self->other);
  return !g_str_equal (tsu_record_get_type_of (record)->name, "need") ||
         hand_over_matches (self, ledger, edits, error);
}

static gboolean
contacted (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, self->id, error);
  const TsuType *type = record ? tsu_record_get_type_of (record) : NULL;
  TsuEdit *edit;

  if (!record)
    return FALSE;
  if (tsu_type_field_index (type, "follow_up") < 0) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("A record of this kind has no next contact."));
    return FALSE;
  }
  edit = add_change (edits, record);
  if (self->other)
    tsu_edit_set_text (edit, "follow_up", self->other);
  else if (tsu_type_field_index (type, "followed_up") < 0)
    tsu_edit_clear (edit, "follow_up");
  if (tsu_type_field_index (type, "followed_up") >= 0)
    tsu_edit_set_boolean (edit, "followed_up", self->other == NULL);
  return TRUE;
}

/**
 * tsu_step_add_edits:
 * @self: a step with its day
 * @ledger: the ledger, which is only read
 * @edits: (element-type TsuEdit): gets the edits
 * @error: why not
 *
 * Returns: whether the step fits the records
 */
gboolean
tsu_step_add_edits (TsuStep *self, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  static gboolean (*const doers[]) (TsuStep *, TsuLedger *, GPtrArray *, GError **) = {
    [TSU_STEP_PROPOSE] = propose,     [TSU_STEP_WORD] = write_word,
    [TSU_STEP_ACCEPT] = accept_both,  [TSU_STEP_BEGIN] = begin,
    [TSU_STEP_CLOSE] = close_match,   [TSU_STEP_REFUSE] = refuse,
    [TSU_STEP_MARK] = mark,           [TSU_STEP_WITHDRAW] = withdraw,
    [TSU_STEP_HAND_OVER] = hand_over, [TSU_STEP_CONTACTED] = contacted,
  };

  g_clear_pointer (&self->made, g_free);
  return doers[self->kind](self, ledger, edits, error);
}
