/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raised whenever a text may normalise to other tokens than before: the ledger then rebuilds its
 * search tables, because FTS5 deletes a row by tokenising its old text again. */
#define TSU_SEARCH_VERSION 3

/**
 * TsuNormalized:
 * @text: the normalised text
 * @length: its length in bytes
 * @starts: for each byte of @text, the byte offset in the original where its character begins
 * @ends: for each byte of @text, the byte offset in the original just after its character
 *
 * Both arrays never decrease. A hit [a, b) in @text stands at [starts[a], ends[b - 1]) in the
 * original.
 */
typedef struct {
  char *text;
  gsize length;
  guint32 *starts;
  guint32 *ends;
} TsuNormalized;

char *tsu_normalize (const char *text);
char *tsu_normalize_length (const char *text, gssize length);
char *tsu_normalize_sound (const char *text);
char *tsu_shorten_sound (const char *normalized);

TsuNormalized *tsu_normalized_new (const char *text, gssize length);
TsuNormalized *tsu_normalized_shorten (const TsuNormalized *self);
void tsu_normalized_free (TsuNormalized *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuNormalized, tsu_normalized_free)

G_END_DECLS
