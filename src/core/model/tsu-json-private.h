/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the JSON reader share; of no use outside.
 */

#pragma once

#include "tsu-json.h"

G_BEGIN_DECLS

gboolean tsu_json_fail_at (TsuJsonReader *r, const char *at, const char *reason);
gboolean tsu_json_scan_string (TsuJsonReader *r, const char **start, gsize *length);
void tsu_json_decode_string (const char *at, gsize length, char *out);
gboolean tsu_json_remember_key (TsuJsonReader *r, const char *start, gsize length);

G_END_DECLS
