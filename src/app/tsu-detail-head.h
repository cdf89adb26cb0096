/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-dossier.h"

G_BEGIN_DECLS

GtkWidget *tsu_detail_head_new_deleted (void);
GtkWidget *tsu_detail_head_new (TsuDossier *dossier);

G_END_DECLS
