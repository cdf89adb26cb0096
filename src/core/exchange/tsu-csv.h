/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-book.h"

G_BEGIN_DECLS

TsuBook *tsu_csv_read (GBytes **bytes,
                       const TsuReadOptions *options,
                       GCancellable *cancellable,
                       GError **error);

G_END_DECLS
