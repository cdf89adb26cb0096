/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-dossier.h"

G_BEGIN_DECLS

#define TSU_TYPE_WORKSPACE (tsu_workspace_get_type ())

/**
 * TsuWorkspace:
 *
 * What there is to do with a record beside writing in its fields: suggestions for a need or an
 * offer, the steps of a match; and what happened, as a timeline or as a story.
 */
G_DECLARE_FINAL_TYPE (TsuWorkspace, tsu_workspace, TSU, WORKSPACE, GtkWidget)

GtkWidget *tsu_workspace_new (TsuDesk *desk);
void tsu_workspace_show (TsuWorkspace *self, TsuDossier *dossier);

G_END_DECLS
