/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As many more persons as are asked for, to see how the ledger bears a whole city. No more of each
 * than lists and search need, so that a million is a matter of minutes.
 */

#include "config.h"

#include "tsu-demo-wishes.h"

#include "tsu-demo-land.h"
#include "tsu-demo-names.h"

#include <glib/gi18n.h>

static const char *const notes[] = {
  "交流会で名刺をいただいた。", "土曜なら手伝える。", "子ども会の役員をしていた。",
  "団地の自治会に詳しい。",     "畑を探している。",   "メールの返事が早い。",
};

static gboolean
add_person (TsuDemo *demo, guint number, const char *const *districts, GError **error)
{
  /* Far from the names that the ward itself has given away. */
  const guint first_name = 20000;
  guint where = number % TSU_DEMO_N_DISTRICTS;
  const char *district = tsu_demo_land_key (where);
  g_autofree char *key = g_strdup_printf ("crowd-%u", number);
  g_autofree char *phone =
    g_strdup_printf ("044-%03u-%04u", 100 + number / 10000 % 100, number % 10000);
  TsuEdit *edit = tsu_demo_begin (demo, "actor", key);
  TsuDemoName name;

  tsu_demo_name (first_name + number, &name);
  tsu_edit_set_text (edit, "name", name.name);
  tsu_edit_set_text (edit, "reading", name.reading);
  tsu_edit_set_text (edit, "kind", "person");
  tsu_edit_set_text (edit, "district", districts[where]);
  tsu_edit_set_text (edit, "phone", phone);
  tsu_demo_land_set_address (demo, edit, district, tsu_demo_land_pick_town (demo, district));
  if (number % 4 == 0)
    tsu_edit_set_text (edit, "note", notes[number / 4 % G_N_ELEMENTS (notes)]);
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_crowd_fill:
 * @n: how many persons
 *
 * Returns: whether they could be written
 */
gboolean
tsu_demo_crowd_fill (TsuDemo *demo, guint n, GError **error)
{
  g_autoptr (GPtrArray) districts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < TSU_DEMO_N_DISTRICTS; i++)
    g_ptr_array_add (districts, tsu_demo_id (demo, "district", tsu_demo_land_key (i)));
  for (guint i = 0; i < n; i++) {
    if (!add_person (demo, i, (const char *const *) districts->pdata, error))
      return FALSE;
  }
  return TRUE;
}
