/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wards on the command line: by number, as on the wire, or by the name that was given them.
 */

#include "config.h"

#include "tsu-command-ward.h"

#include "tsu-depot-accounts.h"
#include "tsu-error.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* As many as a file name and a digest bear. */
#define WARD_MAX 9999

static const TsuWardRow *
find (GPtrArray *wards, const char *text, gint64 number)
{
  for (guint i = 0; i < wards->len; i++) {
    const TsuWardRow *row = g_ptr_array_index (wards, i);

    if (row->ward == number || g_strcmp0 (row->name, text) == 0)
      return row;
  }
  return NULL;
}

static gint64
read_number (const char *text)
{
  gint64 number;

  return g_ascii_string_to_signed (text, 10, 0, WARD_MAX, &number, NULL) ? number : -1;
}

/**
 * tsu_command_find_ward:
 * @ward: (out): number of the ward named by --ward
 *
 * Returns: whether there is such a ward
 */
gboolean
tsu_command_find_ward (const TsuCommand *command, TsuDepot *depot, int *ward, GError **error)
{
  g_autoptr (GPtrArray) wards = tsu_depot_list_wards (depot, error);
  gint64 number = read_number (command->ward);
  const TsuWardRow *row = wards ? find (wards, command->ward, number) : NULL;

  if (!wards)
    return FALSE;
  if (!row && number < 0) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no ward “%s”."), command->ward);
    return FALSE;
  }
  *ward = row ? row->ward : (int) number;
  return TRUE;
}

static int
choose_number (GPtrArray *wards)
{
  int highest = 0;

  for (guint i = 0; i < wards->len; i++)
    highest = MAX (highest, ((const TsuWardRow *) g_ptr_array_index (wards, i))->ward);
  return highest + 1;
}

/**
 * tsu_command_make_ward:
 * @ward: (out): number of the ward named by --ward
 *
 * Like tsu_command_find_ward(), but a ward that is not there yet is made, and said to have been.
 */
gboolean
tsu_command_make_ward (const TsuCommand *command, TsuDepot *depot, int *ward, GError **error)
{
  g_autoptr (GPtrArray) wards = tsu_depot_list_wards (depot, error);
  gint64 number = read_number (command->ward);
  const TsuWardRow *row = wards ? find (wards, command->ward, number) : NULL;

  if (!wards)
    return FALSE;
  *ward = row ? row->ward : number >= 0 ? (int) number : choose_number (wards);
  if (row || *ward == TSU_WARD_CITY)
    return TRUE;
  if (!*command->ward || !g_utf8_validate (command->ward, -1, NULL) || *ward > WARD_MAX) {
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("This is no ward."));
    return FALSE;
  }
  if (!tsu_depot_set_ward (depot, *ward, command->ward, error))
    return FALSE;
  printf (_ ("New ward: %d %s"), *ward, command->ward);
  printf ("\n");
  return TRUE;
}

gboolean
tsu_command_ward_name (const TsuCommand *command, GError **error)
{
  gint64 number = read_number (command->arguments[0]);
  const char *name = command->arguments[1];
  g_autoptr (TsuDepot) depot = NULL;

  if (number < 0 || !*name || !g_utf8_validate (name, -1, NULL)) {
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("This is no ward."));
    return FALSE;
  }
  depot = tsu_command_open_depot (command, error);
  return depot && tsu_depot_set_ward (depot, (int) number, name, error);
}
