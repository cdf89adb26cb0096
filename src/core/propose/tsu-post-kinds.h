/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 tsu_help_of_codes (const char *const *codes);
guint64 tsu_help_of_resource (const char *kind, gboolean lendable, gboolean *anywhere);
guint64
tsu_help_of_actor (const char *kind, gboolean has_skills, gboolean has_time, gboolean lends);
guint64 tsu_help_of_code (const char *code);
guint64 tsu_help_with_work (guint64 kinds, gboolean names_work);
guint tsu_help_sorts (guint64 kinds);
guint32 tsu_bits_of (const char *const *codes, const void *vocabulary);
guint32 tsu_slots_of (const char *const *weekdays, const char *const *day_parts);
guint32 tsu_slots_of_hours (const char *const *weekdays, const char *opens, const char *closes);

G_END_DECLS
