/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that write and read the wire's lines have in common; of no use outside.
 */

#pragma once

#include "tsu-frame.h"
#include "tsu-json.h"

G_BEGIN_DECLS

void tsu_wire_append_int (GString *json, const char *key, gint64 value);
void tsu_wire_append_text (GString *json, const char *key, const char *text);
void tsu_wire_add_line (TsuFrameWriter *writer, GString *json);
void tsu_wire_add_changes (TsuFrameWriter *writer, GString *json, GPtrArray *changes);
gboolean tsu_wire_open (TsuFrameReader *frame,
                        const char *bytes,
                        gsize length,
                        const char **line,
                        gsize *line_length,
                        GError **error);
gboolean tsu_wire_fail (GError **error);
int tsu_wire_read_small (TsuJsonReader *r, int least);

G_END_DECLS
