/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords and tokens, by libsodium and nothing of our own. A password is hashed with Argon2id,
 * which costs memory and time on purpose: no more at once than there are cores, so that a crowd at
 * the door cannot take the machine. A token is random and needs no slow hash.
 */

#include "config.h"

#include "tsu-secret.h"

#include "tsu-error.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

static GMutex gate_lock;
static GCond gate_open;
static guint n_hashing;

static void
enter_gate (void)
{
  g_mutex_lock (&gate_lock);
  while (n_hashing >= g_get_num_processors ())
    g_cond_wait (&gate_open, &gate_lock);
  n_hashing++;
  g_mutex_unlock (&gate_lock);
}

static void
leave_gate (void)
{
  g_mutex_lock (&gate_lock);
  n_hashing--;
  g_cond_signal (&gate_open);
  g_mutex_unlock (&gate_lock);
}

/**
 * tsu_secret_init:
 *
 * Must be called before anything else of this file, from one thread.
 *
 * Returns: whether there is a source of randomness
 */
gboolean
tsu_secret_init (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;

  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("The system gives no random numbers, without which nobody can sign in."));
  return FALSE;
}

/**
 * tsu_secret_fill:
 *
 * Fills @bytes with random ones.
 */
void
tsu_secret_fill (void *bytes, gsize length)
{
  randombytes_buf (bytes, length);
}

/**
 * tsu_secret_forget:
 *
 * Overwrites what must not lie about in memory; no compiler takes this out.
 */
void
tsu_secret_forget (void *bytes, gsize length)
{
  sodium_memzero (bytes, length);
}

/**
 * tsu_password_hash:
 *
 * Returns: (transfer full): what is kept of @password; NULL where memory is short
 */
char *
tsu_password_hash (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];
  int result;

  enter_gate ();
  result = crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE);
  leave_gate ();
  if (result == 0)
    return g_strdup (hash);

  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("There is too little memory to keep a password safely."));
  return NULL;
}

/* A hash that no password has, of the same cost as all others. */
static gpointer
make_dummy (gpointer data)
{
  g_autofree char *nobody = tsu_token_new ();

  return tsu_password_hash (nobody, NULL);
}

/**
 * tsu_password_check:
 * @hash: (nullable): what was kept; NULL where there is no such account, which then takes as long
 *   as a wrong password does, so that time does not tell who has an account
 *
 * Returns: whether @password is the one
 */
gboolean
tsu_password_check (const char *hash, const char *password)
{
  static GOnce dummy = G_ONCE_INIT;
  const char *against = hash ? hash : g_once (&dummy, make_dummy, NULL);
  int result;

  enter_gate ();
  result = against ? crypto_pwhash_str_verify (against, password, strlen (password)) : -1;
  leave_gate ();
  return hash && result == 0;
}

/**
 * tsu_token_new:
 *
 * Returns: (transfer full): a new token: 256 random bits as URL-safe text
 */
char *
tsu_token_new (void)
{
  guchar bytes[TSU_TOKEN_BYTES];
  char text[sodium_base64_ENCODED_LEN (TSU_TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);
  return g_strdup (text);
}

/**
 * tsu_token_hash:
 *
 * Returns: (transfer full): what is kept of a token, hexadecimal BLAKE2b
 */
char *
tsu_token_hash (const char *token)
{
  guchar hash[crypto_generichash_BYTES];
  char text[crypto_generichash_BYTES * 2 + 1];

  crypto_generichash (hash, sizeof hash, (const guchar *) token, strlen (token), NULL, 0);
  sodium_bin2hex (text, sizeof text, hash, sizeof hash);
  return g_strdup (text);
}
