/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Stand before the first and after the last character of a column's text. No normalised text holds
 * them, so that a pattern that begins or ends with one is anchored. */
#define TSU_TEXT_BEGIN '\x02'
#define TSU_TEXT_END '\x03'

/* What parts the texts of a row, each of which begins with its mark. */
#define TSU_TEXT_PART '\x1e'

/* The mark at the head of a text and of a pattern, by TsuSearchColumn. */
#define TSU_COLUMN_MARKS "nrct"

int tsu_tokenizer_register (sqlite3 *db);
GBytes *tsu_tokenizer_spell_out (GBytes *document);

G_END_DECLS
