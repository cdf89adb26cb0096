/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a sign-in is kept, once with a keyring and once without: TSU_TEST_KEYRING says which.
 */

#include "config.h"

#include "tsu-token.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define ADDRESS "https://server.example.jp"

static char *
find_file (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "tsunagi", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir && (name = g_dir_read_name (dir));) {
    if (g_str_has_prefix (name, "token-"))
      return g_build_filename (folder, name, NULL);
  }
  return NULL;
}

static void
test_keep_find_forget (void)
{
  TsuTokenPlace wanted = g_getenv ("TSU_TEST_KEYRING") ? TSU_TOKEN_KEYRING : TSU_TOKEN_FILE;
  TsuTokenPlace place;
  g_autoptr (GError) error = NULL;
  g_autofree char *none = tsu_token_find (ADDRESS, "d1", &place);
  g_autofree char *found = NULL;
  g_autofree char *other = NULL;
  g_autofree char *path = NULL;
  GStatBuf about;

  g_assert_null (none);
  g_assert_cmpint (place, ==, TSU_TOKEN_NOWHERE);
  g_assert_cmpint (tsu_token_keep (ADDRESS, "d1", "alt", &error), ==, wanted);
  g_assert_cmpint (tsu_token_keep (ADDRESS, "d1", "geheim", &error), ==, wanted);
  g_assert_no_error (error);
  found = tsu_token_find (ADDRESS, "d1", &place);
  g_assert_cmpstr (found, ==, "geheim");
  g_assert_cmpint (place, ==, wanted);
  other = tsu_token_find (ADDRESS, "d2", NULL);
  g_assert_null (other);

  path = find_file ();
  g_assert_true ((path != NULL) == (wanted == TSU_TOKEN_FILE));
  if (path) {
    g_assert_cmpint (g_stat (path, &about), ==, 0);
    g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  }
  g_assert_true (tsu_token_forget (ADDRESS, "d1", &error));
  g_assert_null (tsu_token_find (ADDRESS, "d1", NULL));
  g_assert_true (tsu_token_forget (ADDRESS, "d1", &error));
}

/* A device is what a ledger says it is: nothing of it may become a path. */
static void
test_a_device_that_is_a_path (void)
{
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;

  if (g_getenv ("TSU_TEST_KEYRING"))
    return;
  g_assert_cmpint (tsu_token_keep (ADDRESS, "../../../../tmp/x", "geheim", NULL), ==,
                   TSU_TOKEN_FILE);
  path = find_file ();
  g_assert_nonnull (path);
  base = g_path_get_basename (path);
  g_assert_cmpuint (strspn (base, "token-0123456789abcdef"), ==, strlen (base));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/token/keep-find-forget", test_keep_find_forget);
  g_test_add_func ("/token/device-as-path", test_a_device_that_is_a_path);
  return g_test_run ();
}
