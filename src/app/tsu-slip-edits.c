/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A counter slip as records: the consultation, whoever came if they are new, and the needs and
 * offers that its subjects speak of.
 */

#include "config.h"

#include "tsu-slip-edits.h"

#include "tsu-hints.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORT 40 /* letters of what was said that make its title */

/* What a subject asks for, and whether whoever speaks of it has it to give. */
static const struct {
  const char *subject;
  const char *kind;
  gboolean gives;
} subjects[] = {
  { "start", "support", FALSE },   { "people", "people", FALSE },
  { "place", "place", FALSE },     { "things", "things", FALSE },
  { "funds", "funds", FALSE },     { "publicity", "publicity", FALSE },
  { "running", "skill", FALSE },   { "partner", "partner", FALSE },
  { "take-part", "people", TRUE }, { "offer", "things", TRUE },
  { "trouble", "support", FALSE }, { "other", "other", FALSE },
};

typedef enum {
  SIDE_NEED,
  SIDE_OFFER,
} Side;

/* Whoever says "lend or give" and names a thing beside it means that thing. */
static gboolean
names_what_is_given (const TsuSlipForm *form)
{
  static const char *const things[] = {
    "people", "place", "things", "funds", "publicity", "running"
  };

  for (guint i = 0; i < G_N_ELEMENTS (things); i++) {
    if (g_strv_contains ((const char *const *) form->subjects, things[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_on_side (const TsuSlipForm *form, guint subject, Side side)
{
  gboolean gives = subjects[subject].gives;

  if (form->wish == TSU_SLIP_NEED)
    return side == SIDE_NEED;
  if (form->wish == TSU_SLIP_OFFER)
    return side == SIDE_OFFER &&
           (!g_str_equal (subjects[subject].subject, "offer") || !names_what_is_given (form));
  return form->wish == TSU_SLIP_BOTH && gives == (side == SIDE_OFFER);
}

/* Whoever says "lend or give" without naming a thing beside it, says in the text what it is. */
static const char *
find_kind (const TsuSlipForm *form, guint subject)
{
  return g_str_equal (subjects[subject].subject, "offer") ? tsu_hints_find_gift (form->what)
                                                          : subjects[subject].kind;
}

/* Kinds of help, one for each record to be made; one without a kind where no subject is chosen. */
static GPtrArray *
list_kinds (const TsuSlipForm *form, Side side)
{
  GPtrArray *kinds = g_ptr_array_new ();

  for (guint n = 0; form->subjects && form->subjects[n]; n++) {
    for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
      const char *kind = find_kind (form, i);

      if (g_str_equal (subjects[i].subject, form->subjects[n]) && is_on_side (form, i, side) &&
          !g_ptr_array_find_with_equal_func (kinds, kind, g_str_equal, NULL))
        g_ptr_array_add (kinds, (gpointer) kind);
    }
  }
  if ((!form->subjects || !*form->subjects) &&
      ((form->wish == TSU_SLIP_NEED && side == SIDE_NEED) ||
       (form->wish == TSU_SLIP_OFFER && side == SIDE_OFFER)))
    g_ptr_array_add (kinds, NULL);
  return kinds;
}

static void
describe_side (GString *line, const char *word, GPtrArray *kinds)
{
  for (guint i = 0; i < kinds->len; i++) {
    const char *kind = kinds->pdata[i];

    if (i == 0 && line->len > 0)
      /* Translators: between "Need: a place" and "Offer: people". */
      g_string_append (line, _ ("; "));
    if (i == 0)
      g_string_append (line, word);
    if (kind)
      /* Translators: before the first, and between further kinds of help: "Need: a place, things"
       */
      g_string_append (line, i == 0 ? _ (": ") : _ (", "));
    if (kind)
      g_string_append (line, tsu_vocabulary_label (&tsu_help_kinds, kind));
  }
}

/**
 * tsu_slip_edits_describe_wish:
 *
 * Returns: (transfer full): which needs and offers will be made, in words; empty for none
 */
char *
tsu_slip_edits_describe_wish (const TsuSlipForm *form)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GPtrArray) needs = list_kinds (form, SIDE_NEED);
  g_autoptr (GPtrArray) offers = list_kinds (form, SIDE_OFFER);

  describe_side (line, g_dpgettext2 (NULL, "type", "Need"), needs);
  describe_side (line, g_dpgettext2 (NULL, "type", "Offer"), offers);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The first sentence, or as much of it as a line of a list shows. */
static char *
dup_short (const char *what)
{
  const char *end = what + strcspn (what, "\n");
  const char *stop = g_strstr_len (what, end - what, "。");
  glong length = g_utf8_strlen (what, (stop ? stop : end) - what);
  g_autofree char *cut = NULL;

  if (length <= SHORT)
    return g_strndup (what, (gsize) ((stop ? stop : end) - what));
  cut = g_utf8_substring (what, 0, SHORT - 1);
  return g_strconcat (cut, "…", NULL);
}

static void
set_text (TsuEdit *edit, const char *field, const char *text)
{
  if (text && *text)
    tsu_edit_set_text (edit, field, text);
}

static void
set_list (TsuEdit *edit, const char *field, char **items)
{
  if (items && *items)
    tsu_edit_set_list (edit, field, (const char *const *) items);
}

static void
set_words (TsuEdit *edit, const TsuSlipForm *form, const char *kind)
{
  g_autofree char *title = dup_short (form->what);

  if (kind) {
    /* Translators: what somebody wants and the kind of help: "Wants to cook together (a place)". */
    g_autofree char *both =
      g_strdup_printf (_ ("%s (%s)"), title, tsu_vocabulary_label (&tsu_help_kinds, kind));

    tsu_edit_set_text (edit, "name", both);
  } else {
    tsu_edit_set_text (edit, "name", title);
  }
  if (g_strcmp0 (title, form->what) != 0)
    tsu_edit_set_text (edit, "description", form->what);
}

static TsuEdit *
make_consultation (const TsuSlipForm *form, const char *actor, const char *staff)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("log"), form->id);

  tsu_edit_set_text (edit, "kind", "consultation");
  set_words (edit, form, NULL);
  set_text (edit, "starts", form->started);
  set_text (edit, "actor", actor);
  set_text (edit, "channel", form->channel);
  set_text (edit, "route", form->route);
  set_list (edit, "subjects", form->subjects);
  set_text (edit, "result", form->result);
  set_text (edit, "district", form->district);
  set_list (edit, "themes", form->themes);
  set_text (edit, "consent", form->consent);
  set_list (edit, "consent_purposes", form->purposes);
  if (form->persons > 0)
    tsu_edit_set_integer (edit, "persons", form->persons);
  set_text (edit, "staff", staff);
  set_text (edit, "follow_up", form->follow_up);
  return edit;
}

static void
add_wishes (
  GPtrArray *edits, const TsuSlipForm *form, Side side, const char *actor, const char *staff)
{
  const TsuType *type = tsu_schema_find_type (side == SIDE_NEED ? "need" : "offer");
  g_autoptr (GPtrArray) kinds = list_kinds (form, side);
  g_autofree char *day = g_strndup (form->started, strlen ("2026-11-22"));

  for (guint i = 0; i < kinds->len; i++) {
    TsuEdit *edit = tsu_edit_new_create (type, NULL);
    const char *kind[] = { kinds->pdata[i], NULL };

    set_words (edit, form, kinds->len > 1 ? *kind : NULL);
    set_list (edit, "kinds", (char **) kind);
    set_text (edit, "actor", actor);
    tsu_edit_set_text (edit, "status", side == SIDE_NEED ? "open" : "available");
    set_text (edit, "district", form->district);
    set_list (edit, "themes", form->themes);
    tsu_edit_set_text (edit, "starts", day);
    set_text (edit, "staff", staff);
    tsu_edit_set_text (edit, "log", form->id);
    g_ptr_array_add (edits, edit);
  }
}

static TsuEdit *
make_newcomer (const TsuSlipForm *form)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("actor"), NULL);
  g_autofree char *day = g_strndup (form->started, strlen ("2026-11-22"));
  const char *consents[] = { form->consent, NULL };

  tsu_edit_set_text (edit, "kind", "person");
  tsu_edit_set_text (edit, "name", form->name);
  set_text (edit, "district", form->district);
  if (form->consent && *form->consent) {
    tsu_edit_set_list (edit, "consents", consents);
    tsu_edit_set_text (edit, "consent_form", "oral");
    tsu_edit_set_text (edit, "consent_date", day);
  }
  return edit;
}

/* What somebody says now of being introduced takes the place of what they said before; other
 * consents stay. */
static TsuEdit *
make_consent (const TsuSlipForm *form, const TsuRecord *actor)
{
  static const char *const one_of[] = { "introduce", "ask-first", "never", NULL };
  const char *const *before = tsu_record_get_list (actor, "consents");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) consents = NULL;
  g_autofree char *day = g_strndup (form->started, strlen ("2026-11-22"));
  TsuEdit *edit;

  if (before && g_strv_contains (before, form->consent))
    return NULL;
  for (guint i = 0; before && before[i]; i++) {
    if (!g_strv_contains (one_of, form->consent) || !g_strv_contains (one_of, before[i]))
      g_strv_builder_add (builder, before[i]);
  }
  g_strv_builder_add (builder, form->consent);
  consents = g_strv_builder_end (builder);

  edit = tsu_edit_new_change (tsu_schema_find_type ("actor"), tsu_record_get_id (actor));
  tsu_edit_set_list (edit, "consents", (const char *const *) consents);
  tsu_edit_set_text (edit, "consent_form", "oral");
  tsu_edit_set_text (edit, "consent_date", day);
  return edit;
}

/**
 * tsu_slip_edits_make:
 * @form: a slip with something in "what"
 * @actor: (nullable): the record of whoever came, where there is one
 * @staff: who writes it down
 *
 * Returns: (transfer full) (element-type TsuEdit): all that the slip says, to be applied as one
 */
GPtrArray *
tsu_slip_edits_make (const TsuSlipForm *form, const TsuRecord *actor, const char *staff)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  const char *who = actor ? tsu_record_get_id (actor) : NULL;
  TsuEdit *edit = NULL;

  if (!actor && form->name && *form->name) {
    edit = make_newcomer (form);
    who = tsu_edit_get_id (edit);
  } else if (actor && form->consent && *form->consent) {
    edit = make_consent (form, actor);
  }
  if (edit)
    g_ptr_array_add (edits, edit);
  g_ptr_array_add (edits, make_consultation (form, who, staff));
  add_wishes (edits, form, SIDE_NEED, who, staff);
  add_wishes (edits, form, SIDE_OFFER, who, staff);
  return edits;
}
