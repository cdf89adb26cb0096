/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuRequest:
 * @path: decoded, without the query
 * @query: (nullable) (element-type utf8 utf8): decoded parameters
 * @token: (nullable): what stands behind "Authorization: Bearer"
 * @range: (nullable): the header of that name
 * @if_range: (nullable): the header of that name
 * @if_none_match: (nullable): the header of that name
 * @body: (nullable): whole and unpacked
 * @peer: address of who asks
 * @local: whether the request was made on this machine, without a proxy
 * @again: it was asked once and counted then; the server itself looks anew
 * @brief: whoever asks has another thread for what takes long
 * @now: Unix milliseconds
 *
 * A request without its socket: what the adapter or the simulator hands to the service.
 */
typedef struct {
  char *method;
  char *path;
  GHashTable *query;
  char *token;
  char *range;
  char *if_range;
  char *if_none_match;
  GBytes *body;
  char *peer;
  gboolean local;
  gboolean again;
  gboolean brief;
  gint64 now;
} TsuRequest;

/**
 * TsuAnswer:
 * @status: of HTTP
 * @type: media type of @body
 * @body: (nullable)
 * @etag: (nullable): with its quotes
 * @content_range: (nullable): where the body is part of a file
 * @retry_after: seconds, 0 for none
 * @held: nothing is new for a pull that asked to wait; whoever holds the connection may ask again
 *   when something is, and gives this answer when its time is over
 * @lengthy: this would take long, and was not done for a brief request
 */
typedef struct {
  int status;
  const char *type;
  GBytes *body;
  char *etag;
  char *content_range;
  int retry_after;
  gboolean held;
  gboolean lengthy;
} TsuAnswer;

void tsu_request_clear (TsuRequest *request);
const char *tsu_request_get_parameter (const TsuRequest *request, const char *name);
gboolean tsu_request_get_number (
  const TsuRequest *request, const char *name, gint64 least, gint64 most, gint64 *number);
void tsu_answer_clear (TsuAnswer *answer);
void tsu_answer_set_error (TsuAnswer *answer, int status, const char *code, const char *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuRequest, tsu_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuAnswer, tsu_answer_clear)

G_END_DECLS
