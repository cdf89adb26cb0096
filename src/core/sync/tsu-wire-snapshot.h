/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-wire.h"

G_BEGIN_DECLS

/**
 * TsuSnapshotFile:
 * @ward: whose records it holds
 * @level: the highest class of fields in it
 * @changes: how many changes it holds
 * @bytes: its whole length
 * @etag: (nullable): changes with its bytes
 * @path: where it is, from the server's root: "/v1/snapshot/…"
 */
typedef struct {
  int ward;
  int level;
  gint64 changes;
  gint64 bytes;
  char *etag;
  char *path;
} TsuSnapshotFile;

TsuSnapshotFile *tsu_snapshot_file_new (void);
void tsu_snapshot_file_free (TsuSnapshotFile *file);

/**
 * TsuSnapshotIndex:
 * @epoch: the server's life
 * @now: the server's clock, Unix milliseconds
 * @seq: the place in the server's order that it shows; the next pull begins there
 * @scope: (nullable): digest of the reader's rights that it was made for
 * @files: (element-type TsuSnapshotFile)
 *
 * The first answer of a first sync: where the changes that are still live are to be had.
 */
typedef struct {
  char *epoch;
  gint64 now;
  gint64 seq;
  char *scope;
  GPtrArray *files;
} TsuSnapshotIndex;

TsuSnapshotIndex *tsu_snapshot_index_new (void);
void tsu_snapshot_index_free (TsuSnapshotIndex *index);
GBytes *tsu_wire_encode_snapshot_index (const TsuSnapshotIndex *index);
TsuSnapshotIndex *tsu_wire_decode_snapshot_index (const char *bytes, gsize length, GError **error);

/* A snapshot's file is a row of chunks, each a framed body of change lines, so that each can be
 * verified and taken by itself, and the next one asked for by its place. */
GBytes *tsu_wire_encode_chunk (GPtrArray *changes);
gsize tsu_wire_find_chunk (const char *bytes, gsize length);
GPtrArray *tsu_wire_decode_chunk (const char *bytes, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSnapshotFile, tsu_snapshot_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSnapshotIndex, tsu_snapshot_index_free)

G_END_DECLS
