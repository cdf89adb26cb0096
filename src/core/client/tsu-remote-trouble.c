/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why no answer came, as a sentence: what happened, what is kept, what to do.
 */

#include "config.h"

#include "tsu-remote-trouble.h"

#include "tsu-address.h"
#include "tsu-error.h"

#include <glib/gi18n.h>

/* The gravest first: of several faults only one is told. */
static char *
word_faults (const char *host, GTlsCertificateFlags faults)
{
  if (faults & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup_printf (_ ("The certificate of %s was withdrawn. Nothing was sent; ask who "
                               "looks after the server."),
                               host);
  if (faults & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup_printf (_ ("The certificate of %s was made for another server. Nothing was "
                               "sent; check the address."),
                               host);
  if (faults & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED))
    return g_strdup_printf (_ ("The certificate of %s is not valid today, or this computer's clock "
                               "is wrong. Nothing was sent."),
                               host);
  if (faults & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_strdup_printf (_ ("Nobody whom this computer trusts vouches for %s. Nothing was sent; "
                               "ask who looks after the server for its certificate."),
                               host);
  return g_strdup_printf (_ ("A connection to %s that nobody can read along was not possible. "
                             "Nothing was sent."),
                             host);
}

/**
 * tsu_remote_trouble_new:
 * @address: of the server
 * @cause: (nullable): what the network said; NULL where it took too long
 * @faults: of the server's certificate
 *
 * Returns: (transfer full): the same for a person; TSU_ERROR_OFFLINE where it may pass by itself
 */
GError *
tsu_remote_trouble_new (const char *address, const GError *cause, GTlsCertificateFlags faults)
{
  g_autofree char *host = tsu_address_dup_host (address);
  g_autofree char *words = NULL;

  if (faults != 0 || (cause && cause->domain == G_TLS_ERROR)) {
    words = word_faults (host, faults);
    return g_error_new_literal (TSU_ERROR, TSU_ERROR_FAILED, words);
  }
  if (cause && cause->domain == G_RESOLVER_ERROR)
    return g_error_new (TSU_ERROR, TSU_ERROR_OFFLINE,
                        _ ("%s was not found in the network. What was saved here is kept and "
                           "shared later."),
                           host);
  if (!cause || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (TSU_ERROR, TSU_ERROR_OFFLINE,
                        _ ("%s did not answer in time. What was saved here is kept and shared "
                           "later."),
                           host);
  return g_error_new (TSU_ERROR, TSU_ERROR_OFFLINE,
                      _ ("%s cannot be reached. What was saved here is kept and shared later."),
                         host);
}

/**
 * tsu_remote_trouble_new_behind:
 * @address: of the server
 *
 * Returns: (transfer full): for a person, that the way is there and the server is not
 */
GError *
tsu_remote_trouble_new_behind (const char *address)
{
  g_autofree char *host = tsu_address_dup_host (address);

  return g_error_new (TSU_ERROR, TSU_ERROR_OFFLINE,
                      _ ("%s is there, but the server behind it does not answer. What was saved "
                         "here is kept and shared later."),
                         host);
}
