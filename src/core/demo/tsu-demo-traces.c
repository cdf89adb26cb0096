/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The traces that work leaves: corrections in somebody else's name, two telephone numbers that two
 * desks changed at the same time, and records thrown away; so that history, conflicts and the
 * deleted ones have something to show.
 */

#include "config.h"

#include "tsu-demo-wishes.h"

static gboolean
correct_phone (
  TsuDemo *demo, const char *actor, const char *phone, const char *expected, GError **error)
{
  g_autofree char *id = tsu_demo_id (demo, "actor", actor);
  TsuEdit *edit = tsu_edit_new_change (tsu_schema_find_type ("actor"), id);

  tsu_edit_set_text (edit, "phone", phone);
  if (expected)
    tsu_edit_expect (edit, "phone", tsu_value_new_text (expected));
  /* Each in a transaction of its own, as it would have been typed. */
  return tsu_demo_add (demo, edit, error) && tsu_demo_flush (demo, error);
}

static gboolean
correct_some (TsuDemo *demo, GError **error)
{
  static const char *const actors[] = { "p-shokudo", "npo-1", "na-7", "cg-1", "co-1" };

  for (guint i = 0; i < G_N_ELEMENTS (actors); i++) {
    g_autofree char *phone = g_strdup_printf ("044-000-95%02u", i);

    demo->user = i % 2 ? "霧垣" : "麦守";
    if (!correct_phone (demo, actors[i], phone, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_conflict (TsuDemo *demo, const char *actor, int number, GError **error)
{
  g_autofree char *before = g_strdup_printf ("044-000-96%02d", number);
  g_autofree char *left = g_strdup_printf ("044-000-97%02d", number);
  g_autofree char *right = g_strdup_printf ("044-000-98%02d", number);

  demo->user = "虹沢";
  if (!correct_phone (demo, actor, before, NULL, error) ||
      !correct_phone (demo, actor, left, NULL, error))
    return FALSE;
  demo->user = "霧垣";
  return correct_phone (demo, actor, right, before, error);
}

static gboolean
throw_away (TsuDemo *demo, const char *name, int number, GError **error)
{
  g_autofree char *key = g_strdup_printf ("thrown-%d", number);
  g_autofree char *id = tsu_demo_id (demo, "actor", key);
  TsuEdit *edit = tsu_demo_begin (demo, "actor", key);

  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "kind", "civic-group");
  tsu_edit_set_text (edit, "note", "二重に登録したため削除。");
  return tsu_demo_add (demo, edit, error) && tsu_demo_flush (demo, error) &&
         tsu_demo_add (demo, tsu_edit_new_delete (tsu_schema_find_type ("actor"), id), error) &&
         tsu_demo_flush (demo, error);
}

/**
 * tsu_demo_traces_fill:
 *
 * Writes the traces; all records must be there.
 *
 * Returns: whether they could be written
 */
gboolean
tsu_demo_traces_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  return tsu_demo_flush (demo, error) && correct_some (demo, error) &&
         make_conflict (demo, "cg-6", 1, error) && make_conflict (demo, "na-30", 2, error) &&
         throw_away (demo, "みどりスマホ仲間（重複）", 1, error) &&
         throw_away (demo, "てのひら手話の会", 2, error);
}
