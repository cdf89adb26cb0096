/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in: the one body that carries a password, and what the server answers.
 */

#include "config.h"

#include "tsu-account.h"

#include "tsu-error.h"
#include "tsu-json.h"

#include <glib/gi18n.h>
#include <string.h>

static void
membership_free (gpointer data)
{
  TsuMembership *grant = data;

  g_free (grant->name);
  g_free (grant->role);
  g_free (grant);
}

void
tsu_session_free (TsuSession *session)
{
  if (!session)
    return;
  g_free (session->token);
  g_free (session->user);
  g_clear_pointer (&session->grants, g_ptr_array_unref);
  g_free (session);
}

/**
 * tsu_session_ask:
 * @device: id of the device to which the token will be bound
 *
 * Returns: (transfer full): the body of POST /v1/session
 */
GBytes *
tsu_session_ask (const char *user, const char *password, const char *device)
{
  const struct {
    const char *key;
    const char *value;
  } members[] = {
    { "user", user },
    { "password", password },
    { "device", device },
    { "label", g_get_host_name () },
  };
  GString *json = g_string_new ("{");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *text = g_utf8_make_valid (members[i].value, -1);

    tsu_json_append_key (json, members[i].key);
    tsu_json_append_string (json, text);
  }
  g_string_append (json, "}\n");
  return g_string_free_to_bytes (json);
}

static char *
read_text (TsuJsonReader *r)
{
  if (tsu_json_peek (r) == TSU_JSON_STRING)
    return tsu_json_read_string (r);
  tsu_json_skip (r);
  return NULL;
}

static int
read_number (TsuJsonReader *r)
{
  if (tsu_json_peek (r) == TSU_JSON_INT)
    return (int) CLAMP (tsu_json_read_int (r), 0, G_MAXINT);
  tsu_json_skip (r);
  return 0;
}

static void
read_grants (TsuJsonReader *r, GPtrArray *grants)
{
  if (!tsu_json_read_array (r))
    return;
  while (tsu_json_next_element (r)) {
    TsuMembership *grant = g_new0 (TsuMembership, 1);

    g_ptr_array_add (grants, grant);
    if (!tsu_json_read_object (r))
      return;
    for (const char *key; (key = tsu_json_next_key (r));) {
      if (g_str_equal (key, "ward"))
        grant->ward = read_number (r);
      else if (g_str_equal (key, "name") && !grant->name)
        grant->name = read_text (r);
      else if (g_str_equal (key, "role") && !grant->role)
        grant->role = read_text (r);
      else
        tsu_json_skip (r);
    }
  }
}

static gboolean
parse (TsuSession *session, const char *line, gsize length)
{
  TsuJsonReader r;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "token"))
        session->token = read_text (&r);
      else if (g_str_equal (key, "expires") && tsu_json_peek (&r) == TSU_JSON_INT)
        session->expires = tsu_json_read_int (&r);
      else if (g_str_equal (key, "user"))
        session->user = read_text (&r);
      else if (g_str_equal (key, "ward"))
        session->ward = read_number (&r);
      else if (g_str_equal (key, "grants"))
        read_grants (&r, session->grants);
      else
        tsu_json_skip (&r);
    }
  }
  return tsu_json_reader_finish (&r, NULL) && session->token && *session->token;
}

/* A token goes into a header of every request. */
static gboolean
is_token (const char *token)
{
  return strlen (token) <= 512 &&
         strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=") ==
           strlen (token);
}

static void
refuse (const TsuReply *reply, GError **error)
{
  if (reply->status == 401)
    g_set_error (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                 _ ("The server does not know this name and password together. Please check both."));
  else if (reply->status == 403)
    g_set_error (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                 _ ("The server no longer admits this account or this computer. What was saved "
                    "here is kept; ask who looks after the server."));
  else if (reply->status == 429 || reply->status == 503)
    g_set_error (error, TSU_ERROR, TSU_ERROR_BUSY,
                 _ ("The server takes no more attempts just now. Please try again in a few "
                    "minutes."));
  else if (reply->status >= 500)
    g_set_error (error, TSU_ERROR, TSU_ERROR_OFFLINE,
                 _ ("The server has trouble of its own (%d). What was saved here is kept; please "
                    "try again later."),
                    reply->status);
  else
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("What answers at this address is not a server of Tsunagi."));
}

/**
 * tsu_session_read:
 * @reply: to POST /v1/session
 *
 * Returns: (transfer full): the session; NULL with a sentence
 */
TsuSession *
tsu_session_read (const TsuReply *reply, GError **error)
{
  g_autoptr (TsuSession) session = g_new0 (TsuSession, 1);
  const char *line;
  const char *end;
  gsize length;

  if (reply->error) {
    g_propagate_error (error, g_error_copy (reply->error));
    return NULL;
  }
  if (reply->status != 200) {
    refuse (reply, error);
    return NULL;
  }
  session->grants = g_ptr_array_new_with_free_func (membership_free);
  line = g_bytes_get_data (reply->body, &length);
  end = length > 0 ? memchr (line, '\n', length) : NULL;
  if (length > 0 && parse (session, line, end ? (gsize) (end - line) : length) &&
      is_token (session->token))
    return g_steal_pointer (&session);

  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("What answers at this address is not a server of Tsunagi."));
  return NULL;
}

/**
 * tsu_session_choose_ward:
 * @wish: (nullable): number or name of a ward; NULL for the account's own
 * @ward: (out): to which new records will belong
 *
 * Returns: whether the account has a place there
 */
gboolean
tsu_session_choose_ward (const TsuSession *session, const char *wish, int *ward, GError **error)
{
  *ward = session->ward;
  if (!wish)
    return TRUE;
  for (guint i = 0; i < session->grants->len; i++) {
    const TsuMembership *grant = g_ptr_array_index (session->grants, i);
    g_autofree char *number = g_strdup_printf ("%d", grant->ward);

    if (g_str_equal (number, wish) || g_strcmp0 (grant->name, wish) == 0) {
      *ward = grant->ward;
      return TRUE;
    }
  }
  g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
               _ ("This account has no place in the ward “%s”."), wish);
  return FALSE;
}

/**
 * tsu_session_name_ward:
 *
 * Returns: (nullable) (transfer none): what the ward is called
 */
const char *
tsu_session_name_ward (const TsuSession *session, int ward)
{
  for (guint i = 0; i < session->grants->len; i++) {
    const TsuMembership *grant = g_ptr_array_index (session->grants, i);

    if (grant->ward == ward)
      return grant->name;
  }
  return NULL;
}
