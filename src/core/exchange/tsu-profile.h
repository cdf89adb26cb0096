/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sheet.h"

G_BEGIN_DECLS

/**
 * TsuProfile:
 * @filled: cells looked at
 *
 * How many cells of a column look like what. A cell may count for several.
 */
typedef struct {
  guint filled;
  guint phones;
  guint postals;
  guint emails;
  guint urls;
  guint kana;
  guint latitudes;  /* numbers between 20 and 46: within Japan */
  guint longitudes; /* numbers between 122 and 154 */
  guint pairs;      /* "35.6,139.6" */
  guint numbers;
  guint distinct;
  guint length; /* characters in all */
} TsuProfile;

void tsu_profile_column (TsuSheet *sheet, guint column, TsuProfile *profile);
gboolean tsu_profile_is_running (TsuSheet *sheet, guint column);
gboolean tsu_profile_mostly (const TsuProfile *profile, guint count);
gboolean tsu_profile_is_kana (const char *text);

G_END_DECLS
