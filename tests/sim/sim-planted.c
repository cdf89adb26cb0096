/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The faults that can be planted, see tsu-plant.h. Each stands for a mistake that somebody could
 * make while changing the line it is planted in.
 */

#include "config.h"

#include "sim-planted.h"

#include "tsu-plant.h"

#ifdef TSU_PLANTED
const char *tsu_planted;
#endif

static const SimPlanted planted[] = {
  { "placeholder", "" },
};

const SimPlanted *
sim_planted_list (guint *n)
{
  *n = G_N_ELEMENTS (planted);
  return planted;
}

const SimPlanted *
sim_planted_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++)
    if (g_str_equal (planted[i].name, name))
      return &planted[i];
  return NULL;
}

gboolean
sim_planted_is_built (void)
{
#ifdef TSU_PLANTED
  return TRUE;
#else
  return FALSE;
#endif
}

void
sim_planted_set (const char *name)
{
#ifdef TSU_PLANTED
  tsu_planted = name;
#endif
}
