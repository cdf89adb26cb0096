/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows that say something and at most open a record. What they say was written by people, so that
 * it is never taken for markup.
 */

#include "config.h"

#include "tsu-text-row.h"

#include <glib/gi18n.h>

#define TYPE "tsu-type"
#define ID "tsu-id"

static void
open_cb (TsuDesk *desk, GtkWidget *row)
{
  tsu_desk_open (desk, g_object_get_data (G_OBJECT (row), TYPE),
                 g_object_get_data (G_OBJECT (row), ID));
}

/**
 * tsu_text_row_new:
 * @subtitle: (nullable): a second, smaller text
 * @icon: (nullable): name of the icon before the texts
 *
 * Returns: (transfer floating): an #AdwActionRow
 */
GtkWidget *
tsu_text_row_new (const char *title, const char *subtitle, const char *icon)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  return row;
}

/**
 * tsu_text_row_new_rest:
 * @n: how many rows there are in all
 *
 * Returns: (transfer floating): the row below the first few; when it is activated, the others are
 *   to be shown
 */
GtkWidget *
tsu_text_row_new_rest (guint n)
{
  g_autofree char *title = g_strdup_printf (_ ("Show all (%u)"), n);
  GtkWidget *row = tsu_text_row_new (title, NULL, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "more");
  return row;
}

/**
 * tsu_text_row_set_opens:
 *
 * Lets the row open a record when it is activated, and look like it.
 */
void
tsu_text_row_set_opens (GtkWidget *row, TsuDesk *desk, const TsuType *type, const char *id)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), TYPE, (gpointer) type);
  g_object_set_data_full (G_OBJECT (row), ID, g_strdup (id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), desk, G_CONNECT_SWAPPED);
}
