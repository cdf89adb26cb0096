/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-encoding.h"

G_BEGIN_DECLS

/**
 * TsuUnencodablePolicy:
 * @TSU_UNENCODABLE_REFUSE: write nothing and list the characters
 * @TSU_UNENCODABLE_REPLACE: write a substitute and list the characters
 */
typedef enum {
  TSU_UNENCODABLE_REFUSE,
  TSU_UNENCODABLE_REPLACE,
} TsuUnencodablePolicy;

/**
 * TsuUnencodable:
 * @row: the row in the written file, from 1
 * @column: from 1
 * @character: what CP932 has no code for
 * @substitute: (nullable): what was written instead, %NULL when nothing was
 */
typedef struct {
  guint row;
  guint column;
  char *character;
  char *substitute;
} TsuUnencodable;

typedef struct _TsuCsvWriter TsuCsvWriter;

TsuCsvWriter *
tsu_csv_writer_new (GOutputStream *stream, TsuEncoding encoding, TsuUnencodablePolicy policy);
void tsu_csv_writer_free (TsuCsvWriter *self);
gboolean tsu_csv_writer_add_row (TsuCsvWriter *self,
                                 const char *const *cells,
                                 guint n_cells,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean tsu_csv_writer_finish (TsuCsvWriter *self, GCancellable *cancellable, GError **error);
GPtrArray *tsu_csv_writer_get_unencodable (TsuCsvWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuCsvWriter, tsu_csv_writer_free)

G_END_DECLS
