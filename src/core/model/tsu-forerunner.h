/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuForerunner:
 *
 * A thread that does something with each of a row of things, in order, ahead of who follows.
 */
typedef struct _TsuForerunner TsuForerunner;

/**
 * TsuForerunFunc:
 * @i: place of a thing
 * @data: what was given to tsu_forerunner_new()
 */
typedef void (*TsuForerunFunc) (guint i, gpointer data);

TsuForerunner *tsu_forerunner_new (const char *name, guint n, TsuForerunFunc func, gpointer data);
void tsu_forerunner_wait (TsuForerunner *self, guint i);
void tsu_forerunner_free (TsuForerunner *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuForerunner, tsu_forerunner_free)

G_END_DECLS
