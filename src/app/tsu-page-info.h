/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-split.h"

G_BEGIN_DECLS

/**
 * TsuPageInfo:
 * @name: stable name: of the action win.page, of the setting, of the stack's child
 * @title: source string in the sidebar
 * @icon: symbolic icon name in the sidebar
 * @types: names of the record types it shows, in the order of its views; NULL-terminated
 * @create: makes the page, when it is first gone to
 *
 * A page of the window. One line in the table in tsu-page-info.c adds one; its place there gives
 * it its key, Ctrl+1 and so on.
 */
typedef struct _TsuPageInfo TsuPageInfo;
struct _TsuPageInfo {
  const char *name;
  const char *title;
  const char *icon;
  const char *types[4];
  GtkWidget *(*create) (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer);
};

const TsuPageInfo *tsu_page_info_get_all (guint *n_pages);
const TsuPageInfo *tsu_page_info_find (const char *name);
const TsuPageInfo *tsu_page_info_find_for_type (const char *type);

G_END_DECLS
