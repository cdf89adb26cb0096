/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A suggestion with its reasons. Nothing is done by showing it: to propose, to put at the top and
 * to keep apart are a person's, and each can be undone.
 */

#include "config.h"

#include "tsu-suggestion-row.h"

#include "tsu-mnemonic.h"
#include "tsu-text-row.h"
#include "tsu-weights.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

#define FEW 2 /* reasons said of a folded row */

struct _TsuSuggestionRow {
  AdwExpanderRow parent_instance;

  /* owned */
  TsuDesk *desk;
  const TsuType *type; /* the schema's */
  char *id;
  char *need;
  char *title;
  TsuStep *propose; /* taken when it is done */
};

G_DEFINE_FINAL_TYPE (TsuSuggestionRow, tsu_suggestion_row, ADW_TYPE_EXPANDER_ROW)

/* --- what can be done --- */

static void
propose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuSuggestionRow *self = TSU_SUGGESTION_ROW (widget);
  /* Translators: %s is the name of whoever was proposed. */
  g_autofree char *said = g_strdup_printf (_ ("Proposed: %s"), self->title);

  if (self->propose)
    tsu_desk_take_step (self->desk, g_steal_pointer (&self->propose), said);
  gtk_widget_action_set_enabled (widget, "suggestion.propose", FALSE);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuSuggestionRow *self = TSU_SUGGESTION_ROW (widget);

  tsu_desk_open (self->desk, self->type, self->id);
}

static void
mark (TsuSuggestionRow *self, TsuMark mark, const char *said)
{
  gboolean asked_by_offer = g_str_equal (self->need, self->id);

  /* Seen from an offer, the row is a need; the mark is kept with the need all the same, and is
   * set from there. */
  if (!asked_by_offer)
    tsu_desk_take_step (self->desk, tsu_step_new_mark (self->need, self->id, mark), said);
}

static void
pin_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuSuggestionRow *self = TSU_SUGGESTION_ROW (widget);
  gboolean pinned = g_variant_get_boolean (parameter);

  mark (self, pinned ? TSU_MARK_PINNED : TSU_MARK_NONE,
        pinned ? _ ("Put at the top") : _ ("No longer at the top"));
}

static void
ban_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mark (TSU_SUGGESTION_ROW (widget), TSU_MARK_BANNED, _ ("The two will not be proposed any more"));
}

/* --- building --- */

static GtkWidget *
make_button (const char *icon, const char *words, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  tsu_words_name (button, words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_line (const char *icon, const char *text)
{
  GtkWidget *row = tsu_text_row_new (text, NULL, icon);

  gtk_widget_add_css_class (row, "reason");
  return row;
}

static void
add_lines (TsuSuggestionRow *self, GPtrArray *sentences, const char *icon, const char *style)
{
  for (guint i = 0; i < sentences->len; i++) {
    GtkWidget *line = make_line (icon, sentences->pdata[i]);

    if (style)
      gtk_widget_add_css_class (line, style);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), line);
  }
}

/* The sum as it comes about: the parts that count, with their sign. */
static char *
describe_points (const TsuExplanation *why)
{
  GString *text = g_string_new (NULL);

  for (int part = 0; part < TSU_SCORE_N_PARTS; part++) {
    int points = why->parts[part].points;

    if (points == 0)
      continue;
    if (text->len > 0)
      g_string_append (text, "   ");
    g_string_append_printf (text, "%s %+.1f", tsu_weights_label (part), points / 10.0);
  }
  return g_string_free (text, FALSE);
}

static void
add_points (TsuSuggestionRow *self, const TsuExplanation *why)
{
  g_autofree char *points = describe_points (why);
  g_autofree char *sum = g_strdup_printf (_ ("Together %.1f of 100 points"), why->score / 10.0);
  GtkWidget *row = tsu_text_row_new (sum, points, NULL);

  gtk_widget_add_css_class (row, "reason");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_commands (TsuSuggestionRow *self, const TsuSuggestion *suggestion)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *open = tsu_mnemonic_button_new (_ ("Ope_n"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "suggestion.open");
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), open);
  if (!g_str_equal (suggestion->need, suggestion->id)) {
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_button ("tsu-pin-symbolic", suggestion->pinned
                                            ? _ ("No longer at the top")
                                            : _ ("Put at the top"), suggestion->pinned
                                                                      ? "suggestion.pin(false)"
                                                                      : "suggestion.pin(true)"));
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_button ("tsu-ban-symbolic", _ ("Do not bring the two together"),
                                                                   "suggestion.ban"));
  }
  gtk_widget_add_css_class (row, "reason");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static char *
describe (const TsuSuggestion *suggestion)
{
  GString *text = g_string_new (NULL);
  const GPtrArray *reasons = suggestion->why->reasons;
  const GPtrArray *doubts = suggestion->why->doubts;

  g_string_printf (text, _ ("%d points"), (suggestion->why->score + 5) / 10);
  if (suggestion->actor_name && !g_str_equal (suggestion->actor_name, suggestion->title))
    g_string_append_printf (text, "%s%s", _ (" · "), suggestion->actor_name);
  for (guint i = 0; i < MIN (FEW, reasons->len); i++)
    g_string_append_printf (text, "%s%s", _ (" · "), (const char *) reasons->pdata[i]);
  if (doubts->len > 0)
    /* Translators: after the reasons of a suggestion, how many doubts there are. */
    g_string_append_printf (text, ngettext ("  (%u doubt)", "  (%u doubts)", doubts->len),
                            doubts->len);
  return g_string_free (text, FALSE);
}

static void
add_suffix (TsuSuggestionRow *self)
{
  GtkWidget *propose = gtk_button_new_with_label (_ ("Propose"));

  gtk_widget_set_valign (propose, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (propose), "suggestion.propose");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), propose);
}

static void
tsu_suggestion_row_dispose (GObject *object)
{
  TsuSuggestionRow *self = TSU_SUGGESTION_ROW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->need, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->propose, tsu_step_free);

  G_OBJECT_CLASS (tsu_suggestion_row_parent_class)->dispose (object);
}

static void
tsu_suggestion_row_class_init (TsuSuggestionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_suggestion_row_dispose;
  gtk_widget_class_install_action (widget_class, "suggestion.propose", NULL, propose_cb);
  gtk_widget_class_install_action (widget_class, "suggestion.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "suggestion.pin", "b", pin_cb);
  gtk_widget_class_install_action (widget_class, "suggestion.ban", NULL, ban_cb);
}

static void
tsu_suggestion_row_init (TsuSuggestionRow *self)
{
}

/**
 * tsu_suggestion_row_new:
 * @suggestion: what to show; not kept
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tsu_suggestion_row_new (TsuDesk *desk, const TsuSuggestion *suggestion)
{
  TsuSuggestionRow *self = g_object_new (TSU_TYPE_SUGGESTION_ROW, NULL);
  g_autofree char *subtitle = describe (suggestion);

  self->desk = g_object_ref (desk);
  self->type = suggestion->type;
  self->id = g_strdup (suggestion->id);
  self->need = g_strdup (suggestion->need);
  self->title = g_strdup (suggestion->title);
  self->propose = tsu_step_new_propose (suggestion);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), suggestion->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  suggestion->title, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (self),
                                  suggestion->pinned ? "tsu-pin-symbolic" : suggestion->type->icon);
  add_suffix (self);
  add_lines (self, suggestion->why->reasons, "object-select-symbolic", NULL);
  add_lines (self, suggestion->why->doubts, "tsu-doubt-symbolic", "doubt");
  add_points (self, suggestion->why);
  add_commands (self, suggestion);
  return GTK_WIDGET (self);
}
