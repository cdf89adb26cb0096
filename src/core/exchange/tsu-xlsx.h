/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-book.h"

G_BEGIN_DECLS

gboolean tsu_xlsx_is_likely (const char *data, gsize length);
TsuBook *tsu_xlsx_read (GBytes *bytes,
                        const TsuReadOptions *options,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
