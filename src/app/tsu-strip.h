/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-vocabulary.h"

G_BEGIN_DECLS

#define TSU_TYPE_STRIP (tsu_strip_get_type ())

/**
 * TsuStrip:
 *
 * Choices side by side, each taken with the one key that stands on it; one stop of the Tab key,
 * arrow keys within.
 *
 * Signals: "changed" when other choices are taken than before; "done" when the user is through
 * with it: after the key of a choice where one choice is all there is, or with Enter.
 */
G_DECLARE_FINAL_TYPE (TsuStrip, tsu_strip, TSU, STRIP, GtkWidget)

GtkWidget *tsu_strip_new (const char *name, gboolean several);
void tsu_strip_add (TsuStrip *self, const char *code, const char *label);
void
tsu_strip_add_terms (TsuStrip *self, const TsuVocabulary *vocabulary, const char *const *codes);
void tsu_strip_remove_all (TsuStrip *self);
const char *tsu_strip_get_code (TsuStrip *self);
char **tsu_strip_dup_codes (TsuStrip *self);
void tsu_strip_set_codes (TsuStrip *self, const char *const *codes);
void tsu_strip_set_code (TsuStrip *self, const char *code);

G_END_DECLS
