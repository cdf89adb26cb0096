/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in: the one request that carries a password, and what is to be made of the answer.
 */

#include "config.h"

#include "tsu-admission.h"

#include "tsu-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define ADMISSION_SECONDS 30
#define ADMISSION_MAX (1024 * 1024)

/**
 * tsu_admission_prepare:
 * @request: (out caller-allocates): POST /v1/session; its body is the caller's to free
 * @device: id of the device to which the token will be bound
 */
void
tsu_admission_prepare (TsuRequest *request,
                       const char *user,
                       const char *password,
                       const char *device)
{
  g_autofree char *label = g_utf8_make_valid (g_get_host_name (), -1);
  const TsuLogin login = { (char *) user, (char *) password, (char *) device, label };

  *request = (TsuRequest){
    .method = "POST",
    .path = "/v1/session",
    .body = tsu_wire_encode_login (&login),
    .seconds = ADMISSION_SECONDS,
    .max = ADMISSION_MAX,
  };
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

/* A token goes into a header of every request. */
static gboolean
is_token (const char *token)
{
  return *token && strlen (token) <= 512 &&
         strspn (token, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._~+/=") == strlen (token);
}

/**
 * tsu_admission_read:
 * @reply: to POST /v1/session
 * @session: (out caller-allocates): cleared by the caller
 *
 * Returns: whether the server admits the user; otherwise a sentence
 */
gboolean
tsu_admission_read (const TsuReply *reply, TsuSession *session, GError **error)
{
  if (reply->error) {
    g_propagate_error (error, g_error_copy (reply->error));
    return FALSE;
  }
  if (reply->status != 200) {
    refuse (reply, error);
    return FALSE;
  }
  if (tsu_wire_decode_session (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body),
                               session, NULL) &&
      is_token (session->token))
    return TRUE;

  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("What answers at this address is not a server of Tsunagi."));
  return FALSE;
}

/**
 * tsu_admission_note:
 * @account: gains what the server says of it
 */
void
tsu_admission_note (const TsuSession *session, TsuAccount *account)
{
  tsu_account_set_user (account, session->user);
  g_free (account->scope);
  account->scope = g_strdup (session->scope);
}

/**
 * tsu_admission_choose_ward:
 * @wish: (nullable): number or name of a ward; NULL for the account's own
 * @ward: (out): to which new records will belong
 *
 * Returns: whether the account has a place there
 */
gboolean
tsu_admission_choose_ward (const TsuSession *session, const char *wish, int *ward, GError **error)
{
  *ward = session->ward;
  if (!wish)
    return TRUE;
  for (guint i = 0; i < session->grants->len; i++) {
    const TsuSessionGrant *grant = g_ptr_array_index (session->grants, i);
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
 * tsu_admission_name_ward:
 *
 * Returns: (nullable) (transfer none): what the ward is called
 */
const char *
tsu_admission_name_ward (const TsuSession *session, int ward)
{
  for (guint i = 0; i < session->grants->len; i++) {
    const TsuSessionGrant *grant = g_ptr_array_index (session->grants, i);

    if (grant->ward == ward)
      return grant->name;
  }
  return NULL;
}
