/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The book of the ward: what was written by hand, as key files in the program. Each group is a
 * record, "[actor npo-1]", each key a field in the spelling of tsu_demo_set(); "town" says where
 * a thing stands.
 */

#include "config.h"

#include "tsu-demo-book.h"

#include "tsu-demo-land.h"

#include <stdlib.h>
#include <string.h>

GResource *tsu_demo_book_get_resource (void);

/**
 * tsu_demo_book_open:
 * @name: a part of the book, "events"
 *
 * Returns: (transfer full): the part
 */
GKeyFile *
tsu_demo_book_open (const char *name, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/jp/tsunagi/demo/book/%s.ini", name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (tsu_demo_book_get_resource (), path, 0, error);
  g_autoptr (GKeyFile) book = g_key_file_new ();

  if (!bytes || !g_key_file_load_from_bytes (book, bytes, G_KEY_FILE_NONE, error))
    return NULL;
  return g_steal_pointer (&book);
}

/**
 * tsu_demo_book_get:
 *
 * Returns: (transfer full) (nullable): what stands there
 */
char *
tsu_demo_book_get (GKeyFile *book, const char *group, const char *key)
{
  return g_key_file_get_string (book, group, key, NULL);
}

/**
 * tsu_demo_book_get_number:
 *
 * Returns: the number that stands there, 0 for none
 */
int
tsu_demo_book_get_number (GKeyFile *book, const char *group, const char *key)
{
  return g_key_file_get_integer (book, group, key, NULL);
}

static GHashTable *
read_fields (GKeyFile *book, const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (book, group, NULL, NULL);
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (char **key = keys; *key; key++)
    g_hash_table_insert (fields, g_strdup (*key), tsu_demo_book_get (book, group, *key));
  return fields;
}

/* Numbered after the key, so that the numbers of resources stay clear of those of actors. */
static void
set_contact (TsuDemo *demo, TsuEdit *edit, const char *key)
{
  g_autofree char *phone = g_strdup_printf ("044-002-%04u", g_str_hash (key) % 10000);

  tsu_edit_set_text (edit, "phone", phone);
  tsu_edit_set_text (edit, "sharing", tsu_demo_chance (demo, 70) ? "public" : "city");
}

static void
set_place (TsuDemo *demo, TsuEdit *edit, GHashTable *fields, const char *key)
{
  const char *kind = g_hash_table_lookup (fields, "kind");
  const char *district = g_hash_table_lookup (fields, "district");
  const char *town = g_hash_table_lookup (fields, "town");

  if (!district)
    return;
  if (tsu_field_applies (tsu_type_find_field (tsu_edit_get_type_of (edit), "address"), kind) &&
      g_strcmp0 (g_hash_table_lookup (fields, "form"), "online") != 0)
    tsu_demo_land_set_address (demo, edit, district,
                               town ? town : tsu_demo_land_pick_town (demo, district));
  if (g_strcmp0 (kind, "place") == 0 || g_strcmp0 (kind, "hiroba") == 0)
    set_contact (demo, edit, key);
}

static gboolean
add_record (TsuDemo *demo,
            TsuDemoCast *cast,
            const char *type,
            const char *key,
            GHashTable *fields,
            GError **error)
{
  TsuEdit *edit;
  GHashTableIter iter;
  gpointer field;
  gpointer text;

  if (g_str_equal (type, "actor"))
    return tsu_demo_cast_add (cast, demo, key, fields, error);

  edit = tsu_demo_begin (demo, type, key);
  if (g_str_equal (type, "resource"))
    set_place (demo, edit, fields, key);
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &field, &text)) {
    if (!g_str_equal (field, "town"))
      tsu_demo_set (demo, edit, field, text);
  }
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_book_fill:
 * @cast: where actors are entered
 * @name: a part of the book that holds records
 *
 * Returns: whether the part could be written
 */
gboolean
tsu_demo_book_fill (TsuDemo *demo, TsuDemoCast *cast, const char *name, GError **error)
{
  g_autoptr (GKeyFile) book = tsu_demo_book_open (name, error);
  g_auto (GStrv) groups = NULL;

  if (!book)
    return FALSE;
  groups = g_key_file_get_groups (book, NULL);
  for (char **group = groups; *group; group++) {
    g_autoptr (GHashTable) fields = read_fields (book, *group);
    const char *key = strchr (*group, ' ') + 1;
    g_autofree char *type = g_strndup (*group, key - *group - 1);

    if (!add_record (demo, cast, type, key, fields, error))
      return FALSE;
  }
  return TRUE;
}
