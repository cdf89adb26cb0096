/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who lives in the invented ward. Those of the book of records come with a name; what the book
 * does not say of them, and the many persons it does not name, is made up here.
 */

#include "config.h"

#include "tsu-demo-cast.h"

#include "tsu-demo-land.h"
#include "tsu-demo-names.h"

#include <string.h>

static void
free_actor (gpointer data)
{
  TsuDemoActor *actor = data;

  g_free (actor->id);
  g_free (actor->name);
  g_free (actor->kind);
  g_free (actor->district);
  g_free (actor->town);
  g_free (actor);
}

TsuDemoCast *
tsu_demo_cast_new (void)
{
  TsuDemoCast *self = g_new0 (TsuDemoCast, 1);

  self->actors = g_ptr_array_new_with_free_func (free_actor);
  return self;
}

void
tsu_demo_cast_free (TsuDemoCast *self)
{
  g_ptr_array_unref (self->actors);
  g_free (self);
}

/* A name that carries a town, as associations do, says where they sit. */
static const char *
find_town_in_name (const char *name, const char *district)
{
  guint n_towns;
  const char *const *towns = tsu_demo_land_towns (district, &n_towns);
  const char *best = NULL;

  for (guint i = 0; i < n_towns; i++) {
    if (strstr (name, towns[i]) && (!best || strlen (towns[i]) > strlen (best)))
      best = towns[i];
  }
  return best;
}

/**
 * tsu_demo_cast_add:
 * @key: the actor's key
 * @fields: (element-type utf8 utf8): what is known of the actor, by field
 *
 * Adds an actor to the ward and writes the record.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_cast_add (
  TsuDemoCast *self, TsuDemo *demo, const char *key, GHashTable *fields, GError **error)
{
  TsuEdit *edit = tsu_demo_begin (demo, "actor", key);
  TsuDemoActor *actor = g_new0 (TsuDemoActor, 1);
  const char *district = g_hash_table_lookup (fields, "district");
  const char *town;

  if (!district)
    district = tsu_demo_land_key (tsu_demo_between (demo, 0, TSU_DEMO_N_DISTRICTS - 1));
  town = find_town_in_name (g_hash_table_lookup (fields, "name"), district);
  if (!town)
    town = tsu_demo_land_pick_town (demo, district);

  actor->id = g_strdup (tsu_edit_get_id (edit));
  actor->name = g_strdup (g_hash_table_lookup (fields, "name"));
  actor->kind = g_strdup (g_hash_table_lookup (fields, "kind"));
  actor->district = g_strdup (district);
  actor->town = g_strdup (town);
  g_ptr_array_add (self->actors, actor);

  tsu_demo_fill_out_actor (self, demo, edit, fields, actor);
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_cast_add_persons:
 * @n: how many
 *
 * Adds persons that the book does not name.
 *
 * Returns: whether they could be written
 */
gboolean
tsu_demo_cast_add_persons (TsuDemoCast *self, TsuDemo *demo, guint n, GError **error)
{
  for (guint i = 0; i < n; i++) {
    g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
    g_autofree char *key = g_strdup_printf ("person-%u", i);
    TsuDemoName name;

    tsu_demo_name (self->names++, &name);
    g_hash_table_insert (fields, "name", name.name);
    g_hash_table_insert (fields, "reading", name.reading);
    g_hash_table_insert (fields, "kind", "person");
    if (!tsu_demo_cast_add (self, demo, key, fields, error))
      return FALSE;
  }
  return TRUE;
}

/* @words are separated by spaces. */
static gboolean
is_among (const char *word, const char *words)
{
  gsize length = strlen (word);

  for (const char *at = strstr (words, word); at; at = strstr (at + length, word)) {
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  }
  return FALSE;
}

static gboolean
fits (const TsuDemoActor *actor, const char *kinds, const char *district)
{
  return (!kinds || is_among (actor->kind, kinds)) &&
         (!district || g_str_equal (actor->district, district));
}

/**
 * tsu_demo_cast_pick:
 * @kinds: (nullable): kinds of actors, with spaces between them; NULL for any
 * @district: (nullable): key of a district; NULL for any
 *
 * Returns: (transfer none): one of the actors like that, each as likely; any other where there are
 *   none
 */
TsuDemoActor *
tsu_demo_cast_pick (TsuDemoCast *self, TsuDemo *demo, const char *kinds, const char *district)
{
  int n = 0;
  int nth;

  for (guint i = 0; i < self->actors->len; i++)
    n += fits (self->actors->pdata[i], kinds, district);
  if (n == 0)
    return self->actors->pdata[tsu_demo_between (demo, 0, (int) self->actors->len - 1)];

  nth = tsu_demo_between (demo, 0, n - 1);
  for (guint i = 0; i < self->actors->len; i++) {
    if (fits (self->actors->pdata[i], kinds, district) && nth-- == 0)
      return self->actors->pdata[i];
  }
  g_assert_not_reached ();
}
