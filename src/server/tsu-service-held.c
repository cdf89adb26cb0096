/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was held back, for who looks after the ward: whose it is and why, so that somebody can talk
 * to the author, give the right, or type it in.
 */

#include "config.h"

#include "tsu-service-private.h"

#include "tsu-depot-accounts.h"
#include "tsu-frame.h"
#include "tsu-json.h"
#include "tsu-wire-answer.h"

#include <string.h>

#define TYPE_BODY "application/x-ndjson"
#define LIMIT_MAX 500

static void
append_text (GString *json, const char *key, const char *text)
{
  tsu_json_append_key (json, key);
  tsu_json_append_string (json, text);
}

static void
append_number (GString *json, const char *key, gint64 number)
{
  tsu_json_append_key (json, key);
  tsu_json_append_int (json, number);
}

static void
add_object (TsuFrameWriter *frame, GString *json)
{
  g_string_append_c (json, '}');
  tsu_frame_writer_add (frame, json->str, json->len);
}

static void
add_held (TsuFrameWriter *frame, const TsuDepotHeld *held)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_auto (GStrv) lines = g_strsplit (held->body, "\n", -1);
  guint n = g_strv_length (lines);

  n -= n > 0 && lines[n - 1][0] == '\0';
  append_number (json, "seq", held->seq);
  append_text (json, "user", held->user);
  append_text (json, "device", held->device);
  append_number (json, "time", held->time);
  append_text (json, "reason", held->reason);
  append_number (json, "n", n);
  add_object (frame, json);
  for (guint i = 0; i < n; i++)
    tsu_frame_writer_add (frame, lines[i], strlen (lines[i]));
}

static GBytes *
encode (GPtrArray *list, int ward, gint64 now)
{
  g_auto (TsuFrameWriter) frame = { 0 };
  g_autoptr (GString) json = g_string_new ("{");

  tsu_frame_writer_init (&frame);
  append_number (json, "held", 1);
  append_number (json, "ward", ward);
  append_number (json, "now", now);
  add_object (&frame, json);
  for (guint i = 0; i < list->len; i++)
    add_held (&frame, g_ptr_array_index (list, i));
  return tsu_frame_writer_finish (&frame);
}

/**
 * tsu_service_held:
 *
 * GET /v1/held?ward=W&limit=L. It shows what others wrote, so that it was looked at is noted.
 */
void
tsu_service_held (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *subject = NULL;
  gint64 ward = -1;
  gint64 limit = LIMIT_MAX;

  if (!tsu_service_admit (self, depot, request, &who, answer))
    return;
  if (!tsu_request_get_number (request, "ward", 0, G_MAXINT32, &ward) || ward < 0 ||
      !tsu_request_get_number (request, "limit", 1, G_MAXINT32, &limit)) {
    tsu_answer_set_error (answer, 400, TSU_ANSWER_BAD_FRAME, "The query is not understood.");
    return;
  }
  if (!tsu_policy_may_oversee (who.grants, who.n_grants, (int) ward)) {
    tsu_answer_set_error (answer, 403, "not_allowed", "This is for who looks after the ward.");
    return;
  }
  list = tsu_depot_oversee (depot, (int) ward, (int) MIN (limit, LIMIT_MAX), &error);
  subject = g_strdup_printf ("ward=%d", (int) ward);
  if (list && tsu_depot_audit (depot, request->now, who.account, "held", subject, &error))
    tsu_service_succeed (answer, TYPE_BODY, encode (list, (int) ward, request->now));
  else
    tsu_service_fail (error, answer);
}
