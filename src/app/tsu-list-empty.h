/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *tsu_list_empty_new_buttons (void);
void tsu_list_empty_describe (AdwStatusPage *page,
                              const TsuType *type,
                              gboolean filtered,
                              gboolean deleted);

G_END_DECLS
