/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TSU_KANA_FIRST 0x3041 /* ぁ */
#define TSU_KANA_LAST 0x3096  /* ゖ */
#define TSU_KANA_LONG 0x30fc  /* ー */

gboolean tsu_kana_is_hiragana (gunichar c);
gunichar tsu_kana_to_hiragana (gunichar c);
char tsu_kana_vowel (gunichar hiragana);
gunichar tsu_kana_fold (gunichar hiragana);
gunichar tsu_kana_compose (gunichar hiragana, gboolean half);
gunichar tsu_kana_base (gunichar hiragana, int *variant);

G_END_DECLS
