/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-wire-snapshot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TsuSnapshotWriter:
 *
 * Makes changes into the chunks of a snapshot's file, on a thread of its own, while the database is
 * asked for the next.
 */
typedef struct _TsuSnapshotWriter TsuSnapshotWriter;

TsuSnapshotWriter *tsu_snapshot_writer_new (GOutputStream *stream);
void tsu_snapshot_writer_add (TsuSnapshotWriter *self, TsuChange *change);
const char *tsu_snapshot_writer_finish (TsuSnapshotWriter *self, gint64 *n, GError **error);
void tsu_snapshot_writer_free (TsuSnapshotWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSnapshotWriter, tsu_snapshot_writer_free)

G_END_DECLS
