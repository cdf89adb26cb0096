/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How sharing stands, from steps of the engine: what happened is said until somebody has read it.
 */

#include "config.h"

#include "tsu-client-status.h"

static void
test_notes_until_read (void)
{
  TsuClientStatus status = { TSU_CLIENT_LOOKING };
  TsuTurn restored = { .untold = TSU_NOTE_RESTORED };
  TsuTurn both = { .untold = TSU_NOTE_RESTORED | TSU_NOTE_DROPPED };
  TsuTurn nothing = { NULL };
  g_autofree char *one = NULL;

  tsu_client_status_take (&status, &restored, NULL, 0);
  one = g_strdup (status.notes);
  g_assert_nonnull (one);
  tsu_client_status_count (&status, &restored);
  g_assert_cmpstr (status.notes, ==, one);
  tsu_client_status_take (&status, &both, NULL, 0);
  g_assert_cmpstr (status.notes, !=, one);
  tsu_client_status_forget_notes (&status);
  tsu_client_status_take (&status, &nothing, NULL, 0);
  g_assert_null (status.notes);
  tsu_client_status_take (&status, &restored, NULL, 0);
  g_assert_cmpstr (status.notes, ==, one);
  tsu_client_status_reset (&status);
}

static void
test_nobody_signed_in (void)
{
  TsuClientStatus status = { TSU_CLIENT_LOOKING };

  tsu_client_status_sign_out (&status);
  g_assert_cmpint (status.state, ==, TSU_CLIENT_SIGNED_OUT);
  g_assert_nonnull (status.trouble);
  tsu_client_status_reset (&status);
}

/* Also between two requests, and after something was saved meanwhile; but not where nobody answers.
 */
static void
test_fetching (void)
{
  TsuClientStatus status = { TSU_CLIENT_LOOKING };
  TsuTurn step = { .state = TSU_ENGINE_PULL, .got = 41, .total = 100 };

  tsu_client_status_take (&status, &step, NULL, 0);
  g_assert_cmpint (status.state, ==, TSU_CLIENT_FETCHING);
  step.pending = 1;
  step.state = TSU_ENGINE_PUSH;
  tsu_client_status_take (&status, &step, NULL, 0);
  g_assert_cmpint (status.state, ==, TSU_CLIENT_FETCHING);
  g_assert_cmpint (status.got, ==, 41);
  step.state = TSU_ENGINE_BACKOFF;
  step.reason = TSU_ENGINE_OFFLINE;
  tsu_client_status_take (&status, &step, NULL, 0);
  g_assert_cmpint (status.state, ==, TSU_CLIENT_OFFLINE);
  tsu_client_status_reset (&status);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status/notes-until-read", test_notes_until_read);
  g_test_add_func ("/status/nobody-signed-in", test_nobody_signed_in);
  g_test_add_func ("/status/fetching", test_fetching);
  return g_test_run ();
}
