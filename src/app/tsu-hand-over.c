/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is in charge, and handing it over to a colleague: one press on a name, or a name that is
 * typed. The names are read when they are asked for.
 */

#include "config.h"

#include "tsu-hand-over.h"

#include "tsu-colleagues.h"

#include <glib/gi18n.h>

#define MOST 8 /* names offered */

struct _TsuHandOver {
  AdwActionRow parent_instance;

  /* owned */
  TsuDesk *desk;
  char *id;
  char *staff;

  /* owned through the widget tree */
  GtkWidget *button;
  GtkWidget *names;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (TsuHandOver, tsu_hand_over, ADW_TYPE_ACTION_ROW)

static void
give (TsuHandOver *self, const char *name)
{
  g_autofree char *said = g_strdup_printf (_ ("Handed over to %s"), name);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  tsu_desk_take_step (self->desk, tsu_step_new_hand_over (self->id, name), said);
}

static void
name_cb (TsuHandOver *self, GtkButton *button)
{
  give (self, g_object_get_data (G_OBJECT (button), "tsu-name"));
}

static void
typed_cb (TsuHandOver *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (*g_strstrip (name))
    give (self, name);
}

/* --- names --- */

static gpointer
read_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  return tsu_colleagues_read (ledger, MOST + 1, error);
}

static void
add_name (TsuHandOver *self, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (name);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "tsu-name", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->names), button);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuHandOver) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = tsu_store_call_finish (TSU_STORE (source), result, &error);
  GtkWidget *child;

  if (!self->desk)
    return;
  while ((child = gtk_widget_get_first_child (self->names)) != NULL)
    gtk_box_remove (GTK_BOX (self->names), child);
  if (!names) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  for (guint k = 0; k < names->len; k++)
    if (g_strcmp0 (names->pdata[k], self->staff) != 0)
      add_name (self, names->pdata[k]);
}

static void
shown_cb (TsuHandOver *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  tsu_store_read_async (tsu_desk_get_store (self->desk), read_job, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, g_object_ref (self));
}

/* --- building --- */

static GtkWidget *
make_popover (TsuHandOver *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Another name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Another name"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->names);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  return popover;
}

static void
tsu_hand_over_dispose (GObject *object)
{
  TsuHandOver *self = TSU_HAND_OVER (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->staff, g_free);

  G_OBJECT_CLASS (tsu_hand_over_parent_class)->dispose (object);
}

static void
tsu_hand_over_class_init (TsuHandOverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_hand_over_dispose;
}

static void
tsu_hand_over_init (TsuHandOver *self)
{
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _ ("_Hand over"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
tsu_hand_over_new (TsuDesk *desk)
{
  TsuHandOver *self = g_object_new (TSU_TYPE_HAND_OVER, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

/**
 * tsu_hand_over_show:
 * @record: something that somebody is in charge of
 */
void
tsu_hand_over_show (TsuHandOver *self, TsuRecord *record)
{
  const char *staff = tsu_record_get_text (record, "staff");
  g_autofree char *title =
    staff ? g_strdup_printf (_ ("In charge: %s"), staff) : g_strdup (_ ("Nobody is in charge yet"));

  g_free (self->id);
  g_free (self->staff);
  self->id = g_strdup (tsu_record_get_id (record));
  self->staff = g_strdup (staff);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
}
