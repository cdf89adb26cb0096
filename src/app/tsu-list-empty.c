/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said where a list has nothing, and the next step.
 */

#include "config.h"

#include "tsu-list-empty.h"

#include "tsu-mnemonic.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

static GtkWidget *
make_button (const char *label)
{
  GtkWidget *button = tsu_mnemonic_button_new (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  return button;
}

/**
 * tsu_list_empty_new_buttons:
 *
 * Returns: (transfer floating): the next steps from an empty list; the first adds a record, which
 *   is the list's to do
 */
GtkWidget *
tsu_list_empty_new_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *add = make_button (_ ("_Add"));
  GtkWidget *import = make_button (_ ("Import a spreadsheet"));

  gtk_widget_add_css_class (add, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "win.import");
  gtk_box_append (GTK_BOX (box), add);
  gtk_box_append (GTK_BOX (box), import);
  return box;
}

/**
 * tsu_list_empty_describe:
 * @page: its child are the buttons
 * @filtered: whether something else was asked for than everything
 * @deleted: whether it is the list of what was deleted
 */
void
tsu_list_empty_describe (AdwStatusPage *page,
                         const TsuType *type,
                         gboolean filtered,
                         gboolean deleted)
{
  g_autofree char *title = NULL;

  if (filtered) {
    adw_status_page_set_icon_name (page, "system-search-symbolic");
    adw_status_page_set_title (page, _ ("Nothing found"));
    adw_status_page_set_description (page, _ ("Take a filter away, or search for fewer letters."));
  } else if (deleted) {
    adw_status_page_set_icon_name (page, "user-trash-symbolic");
    adw_status_page_set_title (page, _ ("Nothing was deleted"));
    adw_status_page_set_description (page, _ ("What is deleted stays here and can be put back."));
  } else {
    /* Translators: %s is the plural of a type of record. */
    title = g_strdup_printf (_ ("No %s yet"), tsu_words_types (type));
    adw_status_page_set_icon_name (page, type->icon);
    adw_status_page_set_title (page, title);
    adw_status_page_set_description (page, _ ("Add the first one here, or take over a spreadsheet from the menu."));
  }
  gtk_widget_set_visible (adw_status_page_get_child (page), !filtered && !deleted);
}
