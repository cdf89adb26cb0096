/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-detail.h"
#include "tsu-page-info.h"

G_BEGIN_DECLS

#define TSU_TYPE_LIST_PAGE (tsu_list_page_get_type ())

/**
 * TsuListPage:
 *
 * A list of records with filters and index, and the detail of the one selected beside it.
 */
G_DECLARE_FINAL_TYPE (TsuListPage, tsu_list_page, TSU, LIST_PAGE, GtkWidget)

GtkWidget *tsu_list_page_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer);
void tsu_list_page_find (TsuListPage *self);
void tsu_list_page_show_record (TsuListPage *self, const TsuType *type, const char *id);
void tsu_list_page_add (TsuListPage *self, const char *type_name, const char *kind);
void tsu_list_page_new_record (TsuListPage *self);
gboolean tsu_list_page_back (TsuListPage *self);
TsuDetail *tsu_list_page_get_detail (TsuListPage *self);
const TsuType *tsu_list_page_get_type_of (TsuListPage *self);
GArray *tsu_list_page_dup_keys (TsuListPage *self);

G_END_DECLS
