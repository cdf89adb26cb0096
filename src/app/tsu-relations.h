/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-dossier.h"

G_BEGIN_DECLS

/* @data is that of tsu_relations_add_to(). */
typedef void (*TsuRelationAdd) (gpointer data, const TsuType *type, const TsuField *field);

void tsu_relations_add_to (GtkWidget *box,
                           GtkWidget *after,
                           TsuDesk *desk,
                           TsuDossier *dossier,
                           TsuRelationAdd add,
                           gpointer data);
GtkWidget *tsu_relations_new_work (TsuDesk *desk, TsuDossier *dossier);
GtkWidget *tsu_relations_new_offers (TsuDossier *dossier, TsuRelationAdd add, gpointer data);

G_END_DECLS
