/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-intake.h"
#include "tsu-service.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * TsuVisit:
 * @message: touched by the main thread only
 * @route: (nullable): where it goes; NULL for nowhere
 * @request: ready once the body is there
 * @answer: filled in by whoever works on it
 * @packed: (nullable): the answer's body as gzip
 * @intake: (nullable): the body while it arrives
 * @began: monotonic microseconds of the first byte after the headers
 * @deadline: monotonic microseconds by which it must have got on, or it is dropped
 * @patience: microseconds that it is given at first
 * @until: monotonic microseconds until which a pull may be held; 0 for not at all
 * @news: how many commits had been heard of when it was handed to a reader
 * @work: (nullable): a push between reader and writer
 * @host: for whoever hands it to another thread
 * @accepts_gzip: whether the answer may be packed
 * @begun: its headers are there
 * @gone: the other side has hung up
 *
 * One request from its first byte to the last of its answer. It belongs to one thread at a time.
 */
typedef struct {
  SoupServerMessage *message;
  const TsuRoute *route;
  TsuRequest request;
  TsuAnswer answer;
  GBytes *packed;
  TsuIntake *intake;
  gint64 began;
  gint64 deadline;
  gint64 patience;
  gint64 until;
  gsize arrived;
  guint news;
  TsuPushWork *work;
  gpointer host;
  gboolean accepts_gzip;
  gboolean begun;
  gboolean gone;
} TsuVisit;

TsuVisit *tsu_visit_new (SoupServerMessage *message, gint64 patience);
TsuVisit *tsu_visit_ref (TsuVisit *self);
void tsu_visit_unref (TsuVisit *self);

void tsu_visit_read_headers (TsuVisit *self);
void tsu_visit_read_body (TsuVisit *self, GBytes *chunk);
gboolean tsu_visit_finish_request (TsuVisit *self, gint64 now);
void tsu_visit_pack (TsuVisit *self);
void tsu_visit_respond (TsuVisit *self);
void tsu_visit_drop (TsuVisit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuVisit, tsu_visit_unref)

G_END_DECLS
