/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar tsu_kanji_variant_fold (gunichar c);

G_END_DECLS
