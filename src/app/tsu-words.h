/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-record.h"

G_BEGIN_DECLS

const char *tsu_words_type (const TsuType *type);
const char *tsu_words_types (const TsuType *type);
const char *tsu_words_field (const TsuField *field);
const char *tsu_words_section (const char *section);
const char *tsu_words_undo_label (const char *label);
void tsu_words_name (GtkWidget *widget, const char *words);

G_END_DECLS
