/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request and its answer as values, without sockets.
 */

#include "config.h"

#include "tsu-request.h"

#include "tsu-wire-answer.h"

void
tsu_request_clear (TsuRequest *request)
{
  g_clear_pointer (&request->method, g_free);
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->query, g_hash_table_unref);
  g_clear_pointer (&request->token, g_free);
  g_clear_pointer (&request->range, g_free);
  g_clear_pointer (&request->if_range, g_free);
  g_clear_pointer (&request->if_none_match, g_free);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_clear_pointer (&request->peer, g_free);
}

/**
 * tsu_request_get_parameter:
 *
 * Returns: (transfer none) (nullable): the parameter of the query called @name
 */
const char *
tsu_request_get_parameter (const TsuRequest *request, const char *name)
{
  return request->query ? g_hash_table_lookup (request->query, name) : NULL;
}

/**
 * tsu_request_get_number:
 * @number: (inout): stays as it is where the parameter is missing
 *
 * Returns: whether the parameter is missing or a whole number from @least to @most
 */
gboolean
tsu_request_get_number (
  const TsuRequest *request, const char *name, gint64 least, gint64 most, gint64 *number)
{
  const char *text = tsu_request_get_parameter (request, name);

  return !text || g_ascii_string_to_signed (text, 10, least, most, number, NULL);
}

void
tsu_answer_clear (TsuAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_pointer (&answer->etag, g_free);
  g_clear_pointer (&answer->content_range, g_free);
  *answer = (TsuAnswer){ 0 };
}

/**
 * tsu_answer_set_error:
 * @code: a word for the client's program
 * @message: a sentence for a person
 *
 * Makes @answer one of the table of errors.
 */
void
tsu_answer_set_error (TsuAnswer *answer, int status, const char *code, const char *message)
{
  TsuWireError error = { .code = (char *) code, .message = (char *) message };

  tsu_answer_clear (answer);
  answer->status = status;
  answer->type = "application/json";
  answer->body = tsu_wire_encode_error (&error);
}
