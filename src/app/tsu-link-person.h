/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-dossier.h"

G_BEGIN_DECLS

GtkWidget *tsu_link_person_new (TsuDesk *desk, TsuDossier *dossier);

G_END_DECLS
