/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char *const tsu_reading_places;
extern const char *const tsu_reading_names;
extern const char *const tsu_reading_words;

GPtrArray *tsu_reading_to_kanji (const char *kana);
GPtrArray *tsu_reading_respell (const char *normalized);
GPtrArray *tsu_reading_get_entries (void);

/**
 * TsuReading:
 * @sound: the reading, normalised and shortened
 * @kanji: the spelling, normalised
 */
typedef struct {
  char *sound;
  char *kanji;
} TsuReading;

G_END_DECLS
