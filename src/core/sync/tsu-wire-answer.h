/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the server says beside a status; the words of the table in PROTOCOL.md. */
#define TSU_ANSWER_BAD_FRAME "bad_frame"
#define TSU_ANSWER_LOGIN "login"
#define TSU_ANSWER_REVOKED "revoked"
#define TSU_ANSWER_DEVICE_FORK "device_fork"
#define TSU_ANSWER_DSEQ_GAP "dseq_gap"
#define TSU_ANSWER_EPOCH "epoch"
#define TSU_ANSWER_RESNAPSHOT "resnapshot"
#define TSU_ANSWER_TOO_LARGE "too_large"
#define TSU_ANSWER_UPGRADE "upgrade_required"
#define TSU_ANSWER_BUSY "busy"

/**
 * TsuWireError:
 * @code: one of the words above, or one that this program does not know
 * @message: (nullable): a sentence for whoever reads a log
 * @expected: of a gap: the dseq the server waits for; 0 where it was not said
 * @epoch: (nullable): of another epoch: the server's present life
 * @common: of another epoch: up to this place in the order both agree
 * @limit: of a body that is too large: how many bytes are allowed; 0 where it was not said
 *
 * The body of every answer that is not 200. It is a single object, which cannot be cut unnoticed,
 * and so has no frame; a proxy's own page of error is simply not one.
 */
typedef struct {
  char *code;
  char *message;
  gint64 expected;
  char *epoch;
  gint64 common;
  gint64 limit;
} TsuWireError;

GBytes *tsu_wire_encode_error (const TsuWireError *answer);
gboolean tsu_wire_decode_error (const char *bytes, gsize length, TsuWireError *answer);
void tsu_wire_error_clear (TsuWireError *answer);

/**
 * TsuSessionGrant:
 * @ward: number of the ward
 * @name: (nullable): what it is called
 * @role: name of the role that the account has there
 */
typedef struct {
  int ward;
  char *name;
  char *role;
} TsuSessionGrant;

void tsu_session_grant_free (TsuSessionGrant *grant);

/**
 * TsuLogin:
 * @label: (nullable): what the device is called by its user
 *
 * The body of POST /v1/session.
 */
typedef struct {
  char *user;
  char *password;
  char *device;
  char *label;
} TsuLogin;

GBytes *tsu_wire_encode_login (const TsuLogin *login);
gboolean tsu_wire_decode_login (const char *bytes, gsize length, TsuLogin *login, GError **error);
void tsu_login_clear (TsuLogin *login);

/**
 * TsuSession:
 * @token: what requests are authorised with
 * @expires: Unix milliseconds
 * @user: the account as the server names it
 * @ward: the account's own ward, to which new records belong
 * @scope: (nullable): digest of what the account may read
 * @grants: (element-type TsuSessionGrant): every ward in which it has a role
 *
 * The answer to a login.
 */
typedef struct {
  char *token;
  gint64 expires;
  char *user;
  int ward;
  char *scope;
  GPtrArray *grants;
} TsuSession;

GBytes *tsu_wire_encode_session (const TsuSession *session);
gboolean
tsu_wire_decode_session (const char *bytes, gsize length, TsuSession *session, GError **error);
void tsu_session_clear (TsuSession *session);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuWireError, tsu_wire_error_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuLogin, tsu_login_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuSession, tsu_session_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSessionGrant, tsu_session_grant_free)

G_END_DECLS
