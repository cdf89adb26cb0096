/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-schema.h"

G_BEGIN_DECLS

#define TSU_TYPE_LIST_MENUS (tsu_list_menus_get_type ())

/**
 * TsuListMenus:
 *
 * The buttons at the head of a list: + with the kinds that can be added, and a menu of what
 * can be done with the list as a whole. They activate actions of the page and the window.
 */
G_DECLARE_FINAL_TYPE (TsuListMenus, tsu_list_menus, TSU, LIST_MENUS, GtkWidget)

GtkWidget *tsu_list_menus_new (void);
void tsu_list_menus_set_type (TsuListMenus *self, const TsuType *type);
GMenuModel *tsu_list_menus_new_order (const TsuType *type);
gboolean tsu_list_menus_popup_kinds (TsuListMenus *self);

G_END_DECLS
