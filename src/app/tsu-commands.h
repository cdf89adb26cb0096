/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TsuCommand:
 * @action: detailed action name
 * @label: (nullable): source string in the palette; NULL for what only has a key
 * @accels: keys, the first one is shown
 *
 * A command. This table is the one list of them for keys and palette.
 */
typedef struct {
  const char *action;
  const char *label;
  const char *accels[3];
} TsuCommand;

const TsuCommand *tsu_commands_get (guint *n_commands);
void tsu_commands_install (GtkApplication *app);

G_END_DECLS
