/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TsuSnapshotName:
 * @epoch: the beginning of the server's life
 * @schema: of the program that made it, because fields are classed by that
 * @shared: whether it holds only what the ward shares with the others
 * @seq: what was live here is in it
 * @sum: SHA-256 over the ends of its chunks, each of which holds the sum of the chunk
 *
 * All that has to be known of a snapshot file stands in its name, so that the folder is the only
 * memory, and several processes can share it.
 */
typedef struct {
  char epoch[9];
  int schema;
  int ward;
  int level;
  gboolean shared;
  gint64 seq;
  gint64 changes;
  char sum[65];
} TsuSnapshotName;

char *tsu_snapshot_name_print (const TsuSnapshotName *name);
gboolean tsu_snapshot_name_parse (const char *text, TsuSnapshotName *name);

/* The newest file like @like in epoch, schema, ward, level and shared; FALSE where there is none.
 */
gboolean
tsu_snapshot_cache_find (TsuDepot *self, const TsuSnapshotName *like, TsuSnapshotName *out);

/* A file in the making: what is written to @stream comes into the cache under @name. */
GOutputStream *tsu_snapshot_cache_begin (TsuDepot *self, char **part, GError **error);
gboolean tsu_snapshot_cache_keep (TsuDepot *self,
                                  GOutputStream *stream,
                                  const char *part,
                                  const TsuSnapshotName *name,
                                  GError **error);
gboolean tsu_snapshot_cache_read (
  TsuDepot *self, const char *name, gint64 offset, gint64 length, GBytes **bytes, gint64 *total);

G_END_DECLS
