/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linking a consultation that began without a name to the person, once it is known. What was made
 * of the consultation is linked with it, as one.
 */

#include "config.h"

#include "tsu-link-person.h"

#include "tsu-chooser.h"

#include <glib/gi18n.h>

typedef struct {
  char *log;
  char *actor; /* id; NULL for somebody new */
  char *name;
} Link;

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->log);
  g_free (link->actor);
  g_free (link->name);
  g_free (link);
}

static gboolean
add_unnamed (GPtrArray *edits,
             TsuLedger *ledger,
             const char *type_name,
             const char *log,
             const char *actor,
             GError **error)
{
  const TsuType *type = tsu_schema_find_type (type_name);
  g_autoptr (GPtrArray) records = tsu_ledger_referring (ledger, type, "log", log, error);

  for (guint i = 0; records && i < records->len; i++) {
    TsuEdit *edit;

    if (tsu_record_get (records->pdata[i], "actor"))
      continue;
    edit = tsu_edit_new_change (type, tsu_record_get_id (records->pdata[i]));
    tsu_edit_set_text (edit, "actor", actor);
    g_ptr_array_add (edits, edit);
  }
  return records != NULL;
}

static gpointer
link_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Link *link = data;
  const TsuApply how = { .label = N_ ("Link to a person") };
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  TsuEdit *edit;
  const char *actor = link->actor;

  if (!actor) {
    edit = tsu_edit_new_create (tsu_schema_find_type ("actor"), NULL);
    tsu_edit_set_text (edit, "kind", "person");
    tsu_edit_set_text (edit, "name", link->name);
    g_ptr_array_add (edits, edit);
    actor = tsu_edit_get_id (edit);
  }
  edit = tsu_edit_new_change (tsu_schema_find_type ("log"), link->log);
  tsu_edit_set_text (edit, "actor", actor);
  g_ptr_array_add (edits, edit);
  if (!add_unnamed (edits, ledger, "need", link->log, actor, error) ||
      !add_unnamed (edits, ledger, "offer", link->log, actor, error))
    return NULL;
  return GINT_TO_POINTER (tsu_ledger_apply (ledger, edits, &how, NULL, error));
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;
  g_autoptr (GError) error = NULL;

  if (tsu_store_call_finish (TSU_STORE (source), result, &error))
    tsu_desk_say (desk, _ ("The consultation is linked to the person"), TRUE);
  else
    tsu_desk_fail (desk, error);
}

static void
link_to (GtkWidget *chooser, const char *actor, const char *name)
{
  TsuDesk *desk = g_object_get_data (G_OBJECT (chooser), "tsu-desk");
  Link *link = g_new0 (Link, 1);

  link->log = g_strdup (g_object_get_data (G_OBJECT (chooser), "tsu-log"));
  link->actor = g_strdup (actor);
  link->name = g_strdup (name);
  tsu_store_write_async (tsu_desk_get_store (desk), link_job, link, link_free, NULL, NULL,
                         linked_cb, g_object_ref (desk));
}

static void
chosen_cb (GtkWidget *chooser, const char *id, const char *name)
{
  link_to (chooser, id, name);
}

static void
create_cb (GtkWidget *chooser, const char *words)
{
  link_to (chooser, NULL, words);
}

static GtkWidget *
make_chooser (TsuDesk *desk, const char *log)
{
  const TsuField *field = tsu_type_find_field (tsu_schema_find_type ("log"), "actor");
  TsuChooser *chooser = tsu_chooser_new (desk, field, TSU_CHOOSER_CREATE);

  g_object_set_data_full (G_OBJECT (chooser), "tsu-desk", g_object_ref (desk), g_object_unref);
  g_object_set_data_full (G_OBJECT (chooser), "tsu-log", g_strdup (log), g_free);
  g_signal_connect (chooser, "chosen", G_CALLBACK (chosen_cb), NULL);
  g_signal_connect (chooser, "create", G_CALLBACK (create_cb), NULL);
  return GTK_WIDGET (chooser);
}

/**
 * tsu_link_person_new:
 * @dossier: of any record
 *
 * Returns: (nullable) (transfer floating): a notice from which the consultation can be linked to a
 *   person; NULL where there is nothing to link
 */
GtkWidget *
tsu_link_person_new (TsuDesk *desk, TsuDossier *dossier)
{
  TsuRecord *record = tsu_dossier_get_record (dossier);
  GtkWidget *notice, *label, *button;

  if (!g_str_equal (tsu_record_get_type_of (record)->name, "log") ||
      g_strcmp0 (tsu_record_get_kind (record), "consultation") != 0 ||
      tsu_record_get (record, "actor") || tsu_record_is_deleted (record) ||
      tsu_dossier_is_draft (dossier))
    return NULL;
  notice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  label = gtk_label_new (_ ("Nobody's name was given."));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Link to a person"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button),
                               make_chooser (desk, tsu_record_get_id (record)));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (notice), label);
  gtk_box_append (GTK_BOX (notice), button);
  gtk_widget_add_css_class (notice, "notice");
  return notice;
}
