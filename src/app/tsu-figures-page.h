/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-page-info.h"

G_BEGIN_DECLS

#define TSU_TYPE_FIGURES_PAGE (tsu_figures_page_get_type ())

/**
 * TsuFiguresPage:
 *
 * What was done in a month or a fiscal year, beside the one before: consultations and matches.
 * Every number opens the records it counts.
 */
G_DECLARE_FINAL_TYPE (TsuFiguresPage, tsu_figures_page, TSU, FIGURES_PAGE, GtkWidget)

GtkWidget *tsu_figures_page_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer);
void tsu_figures_page_write (TsuFiguresPage *self, GFile *file);

G_END_DECLS
