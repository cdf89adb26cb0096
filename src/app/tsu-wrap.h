/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TSU_TYPE_WRAP (tsu_wrap_get_type ())

/**
 * TsuWrap:
 *
 * A layout that sets its widgets one after the other and goes on in a new line when one is full:
 * for chips, which GtkFlowBox would line up in columns.
 */
G_DECLARE_FINAL_TYPE (TsuWrap, tsu_wrap, TSU, WRAP, GtkLayoutManager)

GtkWidget *tsu_wrap_box_new (void);

G_END_DECLS
