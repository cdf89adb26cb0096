/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SUGGESTIONS_GROUP (tsu_suggestions_group_get_type ())

/**
 * TsuSuggestionsGroup:
 *
 * Who could meet a need, best first, each with reasons, and how many were left out and why. Of an
 * offer, an actor or a resource: which needs it could meet.
 */
G_DECLARE_FINAL_TYPE (
  TsuSuggestionsGroup, tsu_suggestions_group, TSU, SUGGESTIONS_GROUP, AdwPreferencesGroup)

GtkWidget *tsu_suggestions_group_new (TsuDesk *desk, guint limit);
void tsu_suggestions_group_show (TsuSuggestionsGroup *self, const TsuType *type, const char *id);

G_END_DECLS
