/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The lines of @text as a body with the right end line, because no fuzzer guesses a SHA-256. */
GBytes *fuzz_add_frame (const char *text, gsize size);

G_END_DECLS
