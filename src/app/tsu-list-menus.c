/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The add button and the menu of a list.
 */

#include "config.h"

#include "tsu-list-menus.h"

#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuListMenus {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  GtkWidget *add;       /* where the type has no kinds */
  GtkWidget *add_kinds; /* where it has */
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (TsuListMenus, tsu_list_menus, GTK_TYPE_WIDGET)

static void
tsu_list_menus_dispose (GObject *object)
{
  TsuListMenus *self = TSU_LIST_MENUS (object);

  g_clear_pointer (&self->add, gtk_widget_unparent);
  g_clear_pointer (&self->add_kinds, gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (tsu_list_menus_parent_class)->dispose (object);
}

static void
tsu_list_menus_class_init (TsuListMenusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_list_menus_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
tsu_list_menus_init (TsuListMenus *self)
{
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->add), "page.add::");
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));

  self->add_kinds = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->add_kinds), "list-add-symbolic");
  gtk_widget_set_parent (self->add_kinds, GTK_WIDGET (self));

  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  tsu_words_name (self->more, _ ("Menu of the list"));
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
}

GtkWidget *
tsu_list_menus_new (void)
{
  return g_object_new (TSU_TYPE_LIST_MENUS, NULL);
}

static GMenuModel *
make_kinds (const TsuVocabulary *kinds)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < kinds->n_terms; i++) {
    const char *code = kinds->terms[i].code;
    g_autoptr (GMenuItem) item = g_menu_item_new (tsu_vocabulary_label (kinds, code), NULL);

    g_menu_item_set_action_and_target (item, "page.add", "s", code);
    g_menu_append_item (menu, item);
  }
  return G_MENU_MODEL (menu);
}

static void
append_hidden (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  /* What is not built into this program is not offered either. */
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_more (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenu) other = g_menu_new ();

  append_hidden (files, _ ("_Import a spreadsheet…"), "win.import");
  append_hidden (files, _ ("_Export…"), "win.export");
  g_menu_append (other, _ ("Show _deleted"), "page.deleted");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (other));
  return G_MENU_MODEL (menu);
}

/**
 * tsu_list_menus_set_type:
 * @type: what the list shows from now on
 */
void
tsu_list_menus_set_type (TsuListMenus *self, const TsuType *type)
{
  const TsuField *kind = tsu_type_find_field (type, "kind");
  g_autoptr (GMenuModel) more = make_more ();
  /* Translators: %s is the word for one record of a type. */
  g_autofree char *name = g_strdup_printf (_ ("Add %s"), tsu_words_type (type));
  gboolean has_kinds = kind && kind->vocabulary;

  gtk_widget_set_visible (self->add, !has_kinds);
  gtk_widget_set_visible (self->add_kinds, has_kinds);
  tsu_words_name (self->add, name);
  tsu_words_name (self->add_kinds, name);
  if (has_kinds) {
    g_autoptr (GMenuModel) kinds = make_kinds (kind->vocabulary);

    gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add_kinds), kinds);
  }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->more), more);
}

/**
 * tsu_list_menus_new_order:
 * @type: what the list shows
 *
 * Returns: (transfer full): the orders it can have
 */
GMenuModel *
tsu_list_menus_new_order (const TsuType *type)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("By _reading"), "page.order::reading");
  if (tsu_type_find_field (type, "starts"))
    g_menu_append (menu, _ ("By _date, latest first"), "page.order::date");
  g_menu_append (menu, _ ("_Last changed first"), "page.order::recent");
  return G_MENU_MODEL (menu);
}

/**
 * tsu_list_menus_popup_kinds:
 *
 * Returns: whether there are kinds to choose from, and so a menu was opened
 */
gboolean
tsu_list_menus_popup_kinds (TsuListMenus *self)
{
  if (!gtk_widget_get_visible (self->add_kinds))
    return FALSE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->add_kinds));
  return TRUE;
}
