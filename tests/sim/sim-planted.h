/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimPlanted:
 * @name: as it stands in TSU_PLANT()
 * @fault: what it does, in words
 * @seed: one that finds it
 */
typedef struct {
  const char *name;
  const char *fault;
  guint64 seed;
} SimPlanted;

const SimPlanted *sim_planted_list (guint *n);
const SimPlanted *sim_planted_find (const char *name);

/* Whether this simulator was built with the faults. */
gboolean sim_planted_is_built (void);
void sim_planted_set (const char *name);

G_END_DECLS
