/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bodies that are one object and not many lines: errors, the login and its answer. An object
 * that was cut is no object, so these need no frame.
 */

#include "config.h"

#include "tsu-wire-answer.h"

#include "tsu-wire-private.h"

#include <string.h>

static GBytes *
finish (GString *json)
{
  g_string_append (json, "}\n");
  return g_string_free_to_bytes (json);
}

/**
 * tsu_wire_encode_error:
 *
 * Returns: (transfer full): the body
 */
GBytes *
tsu_wire_encode_error (const TsuWireError *answer)
{
  GString *json = g_string_new ("{");

  tsu_wire_append_text (json, "error", answer->code);
  tsu_wire_append_text (json, "message", answer->message);
  if (answer->expected > 0)
    tsu_wire_append_int (json, "expected", answer->expected);
  tsu_wire_append_text (json, "epoch", answer->epoch);
  if (answer->epoch)
    tsu_wire_append_int (json, "common", answer->common);
  if (answer->limit > 0)
    tsu_wire_append_int (json, "limit", answer->limit);
  return finish (json);
}

/**
 * tsu_wire_decode_error:
 * @bytes: (nullable): the body of an answer that is not 200
 * @answer: (out caller-allocates): zeroed; cleared by the caller
 *
 * Returns: whether it is the server's; FALSE for what a proxy or a hotel's network answers
 */
gboolean
tsu_wire_decode_error (const char *bytes, gsize length, TsuWireError *answer)
{
  TsuJsonReader r;

  if (!bytes)
    return FALSE;
  tsu_json_reader_init (&r, bytes, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "error"))
        answer->code = tsu_json_read_string (&r);
      else if (g_str_equal (key, "message"))
        answer->message = tsu_json_read_string (&r);
      else if (g_str_equal (key, "expected"))
        answer->expected = tsu_json_read_int (&r);
      else if (g_str_equal (key, "epoch"))
        answer->epoch = tsu_json_read_string (&r);
      else if (g_str_equal (key, "common"))
        answer->common = tsu_json_read_int (&r);
      else if (g_str_equal (key, "limit"))
        answer->limit = tsu_json_read_int (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (tsu_json_reader_finish (&r, NULL) && answer->code)
    return TRUE;
  tsu_wire_error_clear (answer);
  return FALSE;
}

void
tsu_wire_error_clear (TsuWireError *answer)
{
  g_free (answer->code);
  g_free (answer->message);
  g_free (answer->epoch);
  memset (answer, 0, sizeof *answer);
}

/**
 * tsu_wire_encode_login:
 *
 * Returns: (transfer full): the body
 */
GBytes *
tsu_wire_encode_login (const TsuLogin *login)
{
  GString *json = g_string_new ("{");

  tsu_wire_append_text (json, "user", login->user);
  tsu_wire_append_text (json, "password", login->password);
  tsu_wire_append_text (json, "device", login->device);
  tsu_wire_append_text (json, "label", login->label);
  return finish (json);
}

/**
 * tsu_wire_decode_login:
 * @login: (out caller-allocates): zeroed; cleared by the caller
 *
 * Returns: whether it is one; FALSE with TSU_ERROR_INVALID
 */
gboolean
tsu_wire_decode_login (const char *bytes, gsize length, TsuLogin *login, GError **error)
{
  TsuJsonReader r;

  tsu_json_reader_init (&r, bytes, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "user"))
        login->user = tsu_json_read_string (&r);
      else if (g_str_equal (key, "password"))
        login->password = tsu_json_read_string (&r);
      else if (g_str_equal (key, "device"))
        login->device = tsu_json_read_string (&r);
      else if (g_str_equal (key, "label"))
        login->label = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return login->user && login->password && login->device && login->device[0]
           ? TRUE
           : tsu_wire_fail (error);
}

/* The password does not stay behind in freed memory. */
void
tsu_login_clear (TsuLogin *login)
{
  if (login->password)
    explicit_bzero (login->password, strlen (login->password));
  g_free (login->user);
  g_free (login->password);
  g_free (login->device);
  g_free (login->label);
  memset (login, 0, sizeof *login);
}

void
tsu_session_grant_free (TsuSessionGrant *grant)
{
  if (!grant)
    return;
  g_free (grant->name);
  g_free (grant->role);
  g_free (grant);
}

/**
 * tsu_wire_encode_session:
 *
 * Returns: (transfer full): the body
 */
GBytes *
tsu_wire_encode_session (const TsuSession *session)
{
  GString *json = g_string_new ("{");

  tsu_wire_append_text (json, "token", session->token);
  tsu_wire_append_int (json, "expires", session->expires);
  tsu_wire_append_text (json, "user", session->user);
  tsu_wire_append_int (json, "ward", session->ward);
  tsu_wire_append_text (json, "scope", session->scope);
  tsu_json_append_key (json, "grants");
  g_string_append_c (json, '[');
  for (guint i = 0; session->grants && i < session->grants->len; i++) {
    const TsuSessionGrant *grant = g_ptr_array_index (session->grants, i);

    tsu_json_append_separator (json);
    g_string_append_c (json, '{');
    tsu_wire_append_int (json, "ward", grant->ward);
    tsu_wire_append_text (json, "name", grant->name);
    tsu_wire_append_text (json, "role", grant->role);
    g_string_append_c (json, '}');
  }
  g_string_append_c (json, ']');
  return finish (json);
}

static void
read_grant (TsuJsonReader *r, GPtrArray *grants)
{
  TsuSessionGrant *grant = g_new0 (TsuSessionGrant, 1);

  g_ptr_array_add (grants, grant);
  if (!tsu_json_read_object (r))
    return;
  for (const char *key; (key = tsu_json_next_key (r));) {
    if (g_str_equal (key, "ward"))
      grant->ward = tsu_wire_read_small (r, 0);
    else if (g_str_equal (key, "name"))
      grant->name = tsu_json_read_string (r);
    else if (g_str_equal (key, "role"))
      grant->role = tsu_json_read_string (r);
    else
      tsu_json_skip (r);
  }
  if (!grant->role)
    tsu_json_fail (r, "a grant without a role");
}

static void
read_session_member (TsuJsonReader *r, const char *key, TsuSession *session)
{
  if (g_str_equal (key, "token"))
    session->token = tsu_json_read_string (r);
  else if (g_str_equal (key, "expires"))
    session->expires = tsu_json_read_int (r);
  else if (g_str_equal (key, "user"))
    session->user = tsu_json_read_string (r);
  else if (g_str_equal (key, "ward"))
    session->ward = tsu_wire_read_small (r, 0);
  else if (g_str_equal (key, "scope"))
    session->scope = tsu_json_read_string (r);
  else if (g_str_equal (key, "grants") && tsu_json_read_array (r))
    while (tsu_json_next_element (r))
      read_grant (r, session->grants);
  else
    tsu_json_skip (r);
}

/**
 * tsu_wire_decode_session:
 * @session: (out caller-allocates): zeroed; cleared by the caller
 *
 * Returns: whether it is one; FALSE with TSU_ERROR_INVALID
 */
gboolean
tsu_wire_decode_session (const char *bytes, gsize length, TsuSession *session, GError **error)
{
  TsuJsonReader r;

  session->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_session_grant_free);
  tsu_json_reader_init (&r, bytes, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));)
      read_session_member (&r, key, session);
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return session->token && session->token[0] && session->user ? TRUE : tsu_wire_fail (error);
}

void
tsu_session_clear (TsuSession *session)
{
  g_free (session->token);
  g_free (session->user);
  g_free (session->scope);
  g_clear_pointer (&session->grants, g_ptr_array_unref);
  memset (session, 0, sizeof *session);
}
