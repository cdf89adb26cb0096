/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The records that refer to a record, grouped by type: ties and roles, participations, needs,
 * offers, bookings, what was written down. The schema says what they are.
 */

#include "config.h"

#include "tsu-relations.h"

#include "tsu-text-row.h"
#include "tsu-words.h"
#include "tsu-wrap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define FEW 6 /* rows shown of a group before the rest is asked for */

/* Where a button leads. */
typedef struct {
  TsuRelationAdd add;
  gpointer data;
  const TsuType *type;
  const TsuField *field;
} Adder;

static void
add_clicked_cb (GtkWidget *button, gpointer data)
{
  Adder *adder = data;

  adder->add (adder->data, adder->type, adder->field);
}

static void
show_rest_cb (GtkWidget *row, gpointer data)
{
  GtkWidget *next;

  while ((next = gtk_widget_get_prev_sibling (row)) != NULL && !gtk_widget_get_visible (next)) {
    gtk_widget_set_visible (next, TRUE);
    row = next;
  }
  gtk_widget_set_visible (GTK_WIDGET (data), FALSE);
}

static GtkWidget *
make_row (TsuDesk *desk, const TsuSummary *summary)
{
  GtkWidget *row = tsu_text_row_new (summary->title, summary->details, summary->icon);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  if (summary->state_icon)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name (summary->state_icon));
  tsu_text_row_set_opens (row, desk, summary->type, summary->id);
  return row;
}

static GtkWidget *
make_add_button (const TsuRelation *relation, TsuRelationAdd add, gpointer data, gboolean words)
{
  GtkWidget *button;
  Adder *adder = g_new0 (Adder, 1);
  g_autofree char *name = g_strdup_printf (_ ("Add %s"), tsu_words_type (relation->type));

  if (words) {
    GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("list-add-symbolic"));
    gtk_box_append (GTK_BOX (content), gtk_label_new (tsu_words_type (relation->type)));
    button = gtk_button_new ();
    gtk_button_set_child (GTK_BUTTON (button), content);
    gtk_widget_add_css_class (button, "chip");
  } else {
    button = gtk_button_new_from_icon_name ("list-add-symbolic");
    gtk_widget_add_css_class (button, "flat");
  }
  *adder = (Adder){ add, data, relation->type, relation->field };
  tsu_words_name (button, name);
  g_signal_connect_data (button, "clicked", G_CALLBACK (add_clicked_cb), adder,
                         (GClosureNotify) (void *) g_free, 0);
  return button;
}

static guint
count_of_type (GPtrArray *relations, const TsuType *type)
{
  guint n = 0;

  for (guint i = 0; i < relations->len; i++) {
    const TsuRelation *relation = relations->pdata[i];

    n += relation->type == type ? relation->summaries->len : 0;
  }
  return n;
}

static void
add_rest_row (AdwPreferencesGroup *group, guint n)
{
  GtkWidget *row = tsu_text_row_new_rest (n);

  g_signal_connect (row, "activated", G_CALLBACK (show_rest_cb), row);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
make_group (
  TsuDesk *desk, TsuDossier *dossier, const TsuRelation *first, TsuRelationAdd add, gpointer data)
{
  GPtrArray *relations = tsu_dossier_get_relations (dossier);
  GtkWidget *group = adw_preferences_group_new ();
  guint total = count_of_type (relations, first->type);
  guint shown = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), tsu_words_types (first->type));
  if (add)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group),
                                             make_add_button (first, add, data, FALSE));
  for (guint i = 0; i < relations->len; i++) {
    const TsuRelation *relation = relations->pdata[i];

    for (guint n = 0; relation->type == first->type && n < relation->summaries->len; n++) {
      GtkWidget *row = make_row (desk, relation->summaries->pdata[n]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      gtk_widget_set_visible (row, shown++ < FEW || total == FEW + 1);
    }
  }
  if (total > FEW + 1)
    add_rest_row (ADW_PREFERENCES_GROUP (group), total);
  return group;
}

static gboolean
is_first_of_type (GPtrArray *relations, guint at)
{
  const TsuRelation *relation = relations->pdata[at];

  for (guint i = 0; i < at; i++) {
    if (((const TsuRelation *) relations->pdata[i])->type == relation->type)
      return FALSE;
  }
  return TRUE;
}

/* The matches of a need or an offer stand above its fields, where the work is. */
static gboolean
is_work (TsuDossier *dossier, const TsuType *type)
{
  const TsuType *of = tsu_record_get_type_of (tsu_dossier_get_record (dossier));

  return (g_str_equal (of->name, "need") || g_str_equal (of->name, "offer")) &&
         g_str_equal (type->name, "match");
}

/**
 * tsu_relations_new_work:
 *
 * Returns: (nullable) (transfer floating): a group of the records that are the work on this one:
 *   the matches of a need or an offer
 */
GtkWidget *
tsu_relations_new_work (TsuDesk *desk, TsuDossier *dossier)
{
  GPtrArray *relations = tsu_dossier_get_relations (dossier);

  for (guint i = 0; i < relations->len; i++) {
    const TsuRelation *relation = relations->pdata[i];

    if (is_work (dossier, relation->type) && relation->summaries->len > 0)
      return make_group (desk, dossier, relation, NULL, NULL);
  }
  return NULL;
}

/**
 * tsu_relations_add_to:
 * @box: gets a group for every type that refers to the record, but for that of
 *   tsu_relations_new_work()
 * @after: (nullable): child of @box below which they stand
 * @add: begins a record that refers to it
 */
void
tsu_relations_add_to (GtkWidget *box,
                      GtkWidget *after,
                      TsuDesk *desk,
                      TsuDossier *dossier,
                      TsuRelationAdd add,
                      gpointer data)
{
  GPtrArray *relations = tsu_dossier_get_relations (dossier);

  for (guint i = 0; i < relations->len; i++) {
    const TsuRelation *relation = relations->pdata[i];

    if (is_first_of_type (relations, i) && !is_work (dossier, relation->type) &&
        count_of_type (relations, relation->type) > 0) {
      GtkWidget *group = make_group (desk, dossier, relation, add, data);

      gtk_box_insert_child_after (GTK_BOX (box), group, after);
      after = group;
    }
  }
}

/**
 * tsu_relations_new_offers:
 *
 * Returns: (nullable) (transfer floating): a group of chips that begin a record of each type that
 *   could refer to the record and does not yet
 */
GtkWidget *
tsu_relations_new_offers (TsuDossier *dossier, TsuRelationAdd add, gpointer data)
{
  GPtrArray *relations = tsu_dossier_get_relations (dossier);
  g_autoptr (GtkWidget) chips = g_object_ref_sink (tsu_wrap_box_new ());
  GtkWidget *group;

  for (guint i = 0; i < relations->len; i++) {
    const TsuRelation *relation = relations->pdata[i];

    /* A field that only some kinds have does not say what the record usually leads to. */
    if (!relation->field->only && is_first_of_type (relations, i) &&
        count_of_type (relations, relation->type) == 0)
      gtk_box_append (GTK_BOX (chips), make_add_button (relation, add, data, TRUE));
  }
  if (!gtk_widget_get_first_child (chips))
    return NULL;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Add to this"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), chips);
  return group;
}
