/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A damaged ledger: what can still be read of it goes into a fresh one, and the damaged file stays.
 */

#include "config.h"

#include "wire-test.h"

#include <string.h>

#include "tsu-error.h"

#define ONE "01890000-0000-7000-8000-000000000001"
#define TWO "01890000-0000-7000-8000-000000000002"

static void
add_some (TsuLedger *ledger, int n)
{
  for (int i = 0; i < n; i++)
    g_free (add_actor (ledger, "会", NULL));
}

static void
damage (Desk *desk, gsize from, gsize n_pages)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  g_assert_true (g_file_get_contents (desk->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, (from + n_pages) * 4096);
  memset (bytes + from * 4096, 0x55, n_pages * 4096);
  g_assert_true (g_file_set_contents (desk->path, bytes, (gssize) size, NULL));
}

static int
count_aside (Desk *desk)
{
  g_autoptr (GDir) dir = g_dir_open (desk->folder, 0, NULL);
  const char *name;
  int n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, ".damaged-") != NULL && !g_str_has_suffix (name, "-wal") &&
         !g_str_has_suffix (name, "-shm");
  return n;
}

/* Wherever a few pages are damaged: what else can be read is there afterwards, the damaged file is
 * kept, and the new ledger is sound and counts as a new incarnation. */
static void
test_salvage (Desk *desk, gconstpointer data)
{
  int n_saved = 0;

  for (gsize at = 8; at < 90; at += 9) {
    g_autofree char *told = NULL;
    g_autoptr (GError) error = NULL;
    Desk other;

    desk_set_up (&other, NULL);
    add_some (other.ledger, 300);
    g_assert_true (tsu_ledger_set_setting (other.ledger, "user", "佐野", NULL));
    damage (&other, at, 2);
    if (tsu_ledger_salvage (other.path, &told, &error)) {
      g_autofree char *user = NULL;

      g_assert_nonnull (strstr (told, "ledger.db.damaged-"));
      g_assert_cmpint (count_aside (&other), ==, 1);
      desk_reopen (&other);
      assert_sound (other.ledger);
      g_assert_cmpint (count_actors (other.ledger), ==,
                       tsu_ledger_count_outbox (other.ledger, NULL));
      user = tsu_ledger_get_setting (other.ledger, "user");
      g_assert_cmpstr (user, ==, "佐野");
      n_saved += count_actors (other.ledger) > 150;
      add_some (other.ledger, 1);
      assert_sound (other.ledger);
    } else {
      g_assert_error (error, TSU_ERROR, TSU_ERROR_CORRUPT);
      g_assert_cmpint (count_aside (&other), ==, 0);
    }
    desk_tear_down (&other, NULL);
  }
  g_test_message ("saved %d times", n_saved);
  g_assert_cmpint (n_saved, >=, 5);
}

/* Of a shared ledger only what the server does not have; the rest is fetched. */
static void
test_salvage_shared (Desk *desk, gconstpointer data)
{
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TsuShared) shared = { NULL };

  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"一\"}", "[]", 5, 3));
  add_some (desk->ledger, 2);
  confirm_all (desk->ledger, 6);
  add_some (desk->ledger, 3);
  change_text (desk->ledger, ONE, "name", "ここで");
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  tsu_ledger_salvage (desk->path, &told, &error);
  g_assert_no_error (error);
  desk_reopen (desk);
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  g_assert_cmpint (shared.incarnation, !=, 1);
  g_assert_true (tsu_ledger_wants_snapshot (desk->ledger));
  assert_sound (desk->ledger);
  g_assert_cmpint (tsu_ledger_count_outbox (desk->ledger, NULL), ==, 4);
  take_one (desk->ledger, foreign_change (TWO, "{\"name\":\"二\"}", "[]", 9, 3));
  assert_text (desk->ledger, ONE, "name", "ここで");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/salvage/anywhere", Desk, NULL, desk_set_up, test_salvage, desk_tear_down);
  g_test_add ("/salvage/shared", Desk, NULL, desk_set_up, test_salvage_shared, desk_tear_down);
  return g_test_run ();
}
