/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes out: pages of changes, and the files of a first sync.
 */

#include "config.h"

#include "tsu-service-private.h"

#include "tsu-depot-accounts.h"
#include "tsu-error.h"
#include "tsu-json.h"
#include "tsu-wire-answer.h"
#include "tsu-wire-snapshot.h"

#include <string.h>

#define TYPE_BODY "application/x-ndjson"
#define PAGE_CHANGES 5000

static void
refuse_query (TsuAnswer *answer)
{
  tsu_answer_set_error (answer, 400, TSU_ANSWER_BAD_FRAME, "The query is not understood.");
}

/* A program of before the number was sent knows the first tables. */
static gboolean
check_schema (TsuService *self, const TsuRequest *request, TsuAnswer *answer)
{
  gint64 schema = 1;

  if (!tsu_request_get_number (request, "schema", 1, G_MAXINT32, &schema)) {
    refuse_query (answer);
    return FALSE;
  }
  if (schema >= self->options.oldest_schema)
    return TRUE;
  tsu_answer_set_error (answer, 426, TSU_ANSWER_UPGRADE, "This program is too old to read.");
  return FALSE;
}

static gboolean
is_empty (const TsuPage *page)
{
  return page->txns->len == 0 && (!page->lines || page->lines->len == 0) && !page->more;
}

/**
 * tsu_service_pull:
 *
 * GET /v1/pull. An empty page for somebody who would wait is marked as one that may be held.
 */
void
tsu_service_pull (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  g_auto (TsuPull) pull = { 0 };
  g_autoptr (GError) error = NULL;
  const char *epoch = tsu_request_get_parameter (request, "epoch");
  gint64 limit = PAGE_CHANGES;
  gint64 wait = 0;

  if (!tsu_service_admit (self, depot, request, &who, answer) ||
      !check_schema (self, request, answer))
    return;
  if (!tsu_request_get_number (request, "seq", 0, TSU_JSON_INT_MAX, &pull.seq) ||
      !tsu_request_get_number (request, "limit", 1, G_MAXINT32, &limit) ||
      !tsu_request_get_number (request, "wait", 0, G_MAXINT32, &wait)) {
    refuse_query (answer);
    return;
  }

  pull.who = &who;
  pull.epoch = epoch && *epoch ? epoch : NULL;
  pull.scope = tsu_request_get_parameter (request, "scope");
  pull.limit = (int) MIN (limit, PAGE_CHANGES);
  if (!tsu_depot_pull (depot, &pull, request->now, &error)) {
    tsu_service_fail (error, answer);
    return;
  }
  if (!pull.page) {
    tsu_service_refuse (&pull.refusal, answer);
    return;
  }
  tsu_service_succeed (answer, TYPE_BODY, tsu_wire_encode_page (pull.page));
  answer->held = wait > 0 && is_empty (pull.page);
}

/* The index, where it is there or may take long; NULL with the answer. */
static TsuSnapshotIndex *
find_index (TsuDepot *depot, const TsuPrincipal *who, const TsuRequest *request, TsuAnswer *answer)
{
  TsuSnapshotIndex *index = NULL;
  g_autoptr (GError) error = NULL;

  if (!request->brief)
    index = tsu_depot_get_snapshot (depot, who, request->now, &error);
  else if (tsu_depot_find_snapshot (depot, who, request->now, &index, &error))
    answer->lengthy = index == NULL;
  if (error)
    tsu_service_fail (error, answer);
  return index;
}

/**
 * tsu_service_snapshot:
 *
 * GET /v1/snapshot: which files there are. Taking everything along at once is noted in the audit.
 */
void
tsu_service_snapshot (TsuService *self,
                      TsuDepot *depot,
                      const TsuRequest *request,
                      TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  g_autoptr (TsuSnapshotIndex) index = NULL;
  g_autoptr (GError) error = NULL;

  if (!tsu_service_admit (self, depot, request, &who, answer) ||
      !check_schema (self, request, answer))
    return;
  index = find_index (depot, &who, request, answer);
  if (!index)
    return;
  if (tsu_depot_audit (depot, request->now, who.account, "snapshot", who.device, &error))
    tsu_service_succeed (answer, TYPE_BODY, tsu_wire_encode_snapshot_index (index));
  else
    tsu_service_fail (error, answer);
}

/* "bytes=FROM-" or "bytes=FROM-TO"; any other kind of range is as if none was asked for. */
static gboolean
read_range (const char *text, gint64 *offset, gint64 *length)
{
  g_auto (GStrv) ends = NULL;
  gint64 last = G_MAXINT64 - 1;

  *offset = 0;
  *length = G_MAXINT64;
  if (!text || !g_str_has_prefix (text, "bytes="))
    return FALSE;
  ends = g_strsplit (text + strlen ("bytes="), "-", 2);
  if (g_strv_length (ends) != 2 ||
      !g_ascii_string_to_signed (ends[0], 10, 0, TSU_JSON_INT_MAX, offset, NULL) ||
      (*ends[1] &&
       !g_ascii_string_to_signed (ends[1], 10, *offset, TSU_JSON_INT_MAX, &last, NULL))) {
    *offset = 0;
    return FALSE;
  }
  *length = last - *offset + 1;
  return TRUE;
}

static void
answer_range (gboolean ranged, gint64 offset, TsuSnapshotRange *range, TsuAnswer *answer)
{
  gint64 size = (gint64) g_bytes_get_size (range->bytes);

  if (ranged && offset >= range->total) {
    answer->status = 416;
    answer->content_range = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, range->total);
    return;
  }
  tsu_service_succeed (answer, TYPE_BODY, g_steal_pointer (&range->bytes));
  if (!ranged)
    return;
  answer->status = 206;
  answer->content_range =
    g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, offset,
                     offset + size - 1, range->total);
}

static void
fail_file (const GError *error, TsuAnswer *answer)
{
  /* A file that may not be read is answered like one that is not there. */
  if (g_error_matches (error, TSU_ERROR, TSU_ERROR_NOT_FOUND) ||
      g_error_matches (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED))
    tsu_answer_set_error (answer, 404, "not_found", "There is no such file.");
  else
    tsu_service_fail (error, answer);
}

/* With quotes as HTTP wants it, or without, as some programs sent it. */
static gboolean
is_tag (const char *text, const char *etag)
{
  gsize length = strlen (etag);

  return g_str_equal (text, etag) || (text[0] == '"' && strncmp (text + 1, etag, length) == 0 &&
                                      g_str_equal (text + 1 + length, "\""));
}

/* The depot hands out pieces of a large file; nobody is given so much memory as to get it whole.
 * Who asked for a part of another version begins anew. */
static void
refuse_whole (const TsuRequest *request, TsuAnswer *answer)
{
  if (request->if_range)
    tsu_answer_set_error (answer, 410, TSU_ANSWER_RESNAPSHOT, "There is another file by now.");
  else
    tsu_answer_set_error (answer, 413, TSU_ANSWER_TOO_LARGE, "Ask for a part of this file.");
}

/**
 * tsu_service_snapshot_file:
 *
 * GET /v1/snapshot/…: a file of a snapshot, or a part of it.
 */
void
tsu_service_snapshot_file (TsuService *self,
                           TsuDepot *depot,
                           const TsuRequest *request,
                           TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  g_auto (TsuSnapshotRange) range = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 offset;
  gint64 length;
  gboolean ranged = read_range (request->range, &offset, &length);

  if (!tsu_service_admit (self, depot, request, &who, answer))
    return;
  if (!tsu_depot_read_snapshot (depot, &who, request->path, offset, length, &range, &error)) {
    fail_file (error, answer);
    return;
  }
  answer->etag = g_strdup_printf ("\"%s\"", range.etag);
  if (g_strcmp0 (request->if_none_match, answer->etag) == 0) {
    answer->status = 304;
    return;
  }
  if (ranged && request->if_range && !is_tag (request->if_range, range.etag)) {
    tsu_snapshot_range_clear (&range);
    ranged = FALSE;
    if (!tsu_depot_read_snapshot (depot, &who, request->path, 0, G_MAXINT64, &range, &error)) {
      fail_file (error, answer);
      return;
    }
  }
  if (!ranged && (gint64) g_bytes_get_size (range.bytes) < range.total)
    refuse_whole (request, answer);
  else
    answer_range (ranged, offset, &range, answer);
}
