/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory for @size bytes at least, with the @used first ones of @memory, which is given back.
 * @room: (inout): how much it holds */
gpointer sim_memory_grow (gpointer memory, gsize used, gsize size, gsize *room);
void sim_memory_free (gpointer memory, gsize room);

/* Gives SQLite memory that costs less than the system's; before it begins. */
void sim_memory_install (void);
/* What was taken until now is for all worlds. */
void sim_memory_begin_worlds (void);

G_END_DECLS
