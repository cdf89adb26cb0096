/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-engine.h"

G_BEGIN_DECLS

/**
 * World:
 * @n_waiting: transactions in the outbox
 * @n_sent: of them in the push under way
 * @place: of the snapshot's file that is being taken
 * @bytes: its length; 0: there is none
 * @done: what the engine has asked for, in words
 * @offset: of the clock, as the engine told it
 * @disk_fails: whether nothing can be kept
 * @tends: how much work there is that can wait
 *
 * A ledger of a few numbers, for looking at what an engine does.
 */
typedef struct {
  guint n_waiting;
  guint n_sent;
  TsuCursor cursor;
  gint64 place;
  gint64 bytes;
  GString *done;
  gint64 offset;
  gint64 wall;
  gboolean disk_fails;
  int tends;
} World;

extern const TsuEngineHost engine_world_host;

void world_clear (World *world);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

G_END_DECLS
