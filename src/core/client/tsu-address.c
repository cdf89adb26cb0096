/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address of a server as a person types it. Without encryption only this computer itself is
 * spoken to, because whoever reads along on the way would have the password.
 */

#include "config.h"

#include "tsu-address.h"

#include "tsu-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address ? g_inet_address_get_is_loopback (address)
                 : g_ascii_strcasecmp (host, "localhost") == 0;
}

static GUri *
parse (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *full =
    strstr (stripped, "://") ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  g_autoptr (GUri) uri = g_uri_parse (full, G_URI_FLAGS_NONE, NULL);

  /* A name or a password inside an address would end in logs and on the screen. */
  if (uri && !strpbrk (stripped, " \t\r\n") && g_uri_get_host (uri) && *g_uri_get_host (uri) &&
      !g_uri_get_userinfo (uri) && !g_uri_get_query (uri) && !g_uri_get_fragment (uri) &&
      (g_str_equal (g_uri_get_scheme (uri), "https") ||
       g_str_equal (g_uri_get_scheme (uri), "http")))
    return g_steal_pointer (&uri);

  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("“%s” is not the address of a server; it looks like https://server.example.jp"),
                  stripped);
  return NULL;
}

/**
 * tsu_address_parse:
 * @text: what was typed; https where no scheme is named
 * @allow_plain: whether to speak to another computer without encryption
 *
 * Returns: (transfer full): the address without a slash at its end; NULL with TSU_ERROR_INVALID
 */
char *
tsu_address_parse (const char *text, gboolean allow_plain, GError **error)
{
  g_autoptr (GUri) uri = parse (text, error);
  char *address = NULL;

  if (!uri)
    return NULL;
  if (!allow_plain && g_str_equal (g_uri_get_scheme (uri), "http") &&
      !is_loopback (g_uri_get_host (uri))) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("An address with http:// is not encrypted, and others could read along. Use "
                    "https://, or allow it where the network is closed."));
    return NULL;
  }

  address = g_uri_to_string (uri);
  while (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return address;
}

/**
 * tsu_address_is_plain:
 *
 * Returns: whether what is sent to @address can be read on the way to another computer
 */
gboolean
tsu_address_is_plain (const char *address)
{
  g_autoptr (GUri) uri = parse (address, NULL);

  return uri && g_str_equal (g_uri_get_scheme (uri), "http") && !is_loopback (g_uri_get_host (uri));
}

/**
 * tsu_address_dup_host:
 *
 * Returns: (transfer full): the server's name, for a sentence
 */
char *
tsu_address_dup_host (const char *address)
{
  g_autoptr (GUri) uri = parse (address, NULL);

  return g_strdup (uri ? g_uri_get_host (uri) : address);
}
