/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that two people set in the same field without knowing of each other: all of them, who set
 * them and when, and a button to choose one. Nothing is lost whatever is chosen: it is in the
 * history.
 */

#include "config.h"

#include "tsu-conflicts.h"

#include "tsu-mnemonic.h"
#include "tsu-text-row.h"
#include "tsu-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
choose_cb (GtkWidget *button, gpointer data)
{
  TsuDesk *desk = data;
  TsuDossier *dossier = g_object_get_data (G_OBJECT (button), "tsu-dossier");
  const TsuSibling *sibling = g_object_get_data (G_OBJECT (button), "tsu-sibling");
  TsuRecord *record = tsu_dossier_get_record (dossier);
  TsuEdit *edit = tsu_edit_new_change (tsu_record_get_type_of (record), tsu_record_get_id (record));
  /* Translators: %s is the label of a field. */
  g_autofree char *said = g_strdup_printf (_ ("Settled: %s"), tsu_words_field (sibling->field));

  tsu_edit_set (edit, sibling->field->name, sibling->value ? tsu_value_ref (sibling->value) : NULL);
  tsu_edit_settle (edit);
  tsu_desk_apply (desk, edit, N_ ("Settle"), said);
}

static GtkWidget *
make_row (TsuDesk *desk, TsuDossier *dossier, const TsuSibling *sibling)
{
  GtkWidget *button = tsu_mnemonic_button_new (_ ("_Use this"));
  g_autofree char *title = g_strdup_printf ("%s: %s", tsu_words_field (sibling->field),
                                            *sibling->text ? sibling->text : _ ("(empty)"));
  g_autofree char *by =
    sibling->who && *sibling->who ? g_strjoin (_ (" · "), sibling->when, sibling->who, NULL)
                                  : g_strdup (sibling->when);
  GtkWidget *row = tsu_text_row_new (title, by, sibling->shown ? "object-select-symbolic" : NULL);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "tsu-sibling", (gpointer) sibling);
  g_object_set_data_full (G_OBJECT (button), "tsu-dossier", tsu_dossier_ref (dossier),
                          (GDestroyNotify) tsu_dossier_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), desk, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * tsu_conflicts_new:
 *
 * Returns: (nullable) (transfer floating): a group that asks to choose; NULL where there is nothing
 *   to settle
 */
GtkWidget *
tsu_conflicts_new (TsuDesk *desk, TsuDossier *dossier)
{
  GPtrArray *siblings = tsu_dossier_get_siblings (dossier);
  GtkWidget *group;

  if (siblings->len == 0)
    return NULL;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Two values"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("They were written at the same time in two places. Choose what is right; "
       "the other stays in the history."));
  gtk_widget_add_css_class (group, "doubt");
  for (guint i = 0; i < siblings->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (desk, dossier, siblings->pdata[i]));
  return group;
}
