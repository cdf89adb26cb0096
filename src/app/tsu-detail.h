/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-dossier.h"
#include "tsu-pane.h"

G_BEGIN_DECLS

#define TSU_TYPE_DETAIL (tsu_detail_get_type ())

/**
 * TsuDetail:
 *
 * A record: its fields by sections, edited in place, what refers to it, and its history.
 * Actions: detail.history, detail.delete, detail.restore. Signal: "shown" when another record,
 * or the same one anew, has come on the page.
 */
G_DECLARE_FINAL_TYPE (TsuDetail, tsu_detail, TSU, DETAIL, GtkWidget)

GtkWidget *tsu_detail_new (TsuDesk *desk);
TsuPane *tsu_detail_get_pane (TsuDetail *self);
void tsu_detail_show (TsuDetail *self, const char *id);
void tsu_detail_show_key (TsuDetail *self, const TsuType *type, gint64 key);
void tsu_detail_show_draft (TsuDetail *self, TsuRecord *draft, TsuDossier *from);
gboolean tsu_detail_enter (TsuDetail *self);
TsuRecord *tsu_detail_get_record (TsuDetail *self);
TsuDossier *tsu_detail_get_dossier (TsuDetail *self);

G_END_DECLS
