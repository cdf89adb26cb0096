/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-demo-cast.h"

G_BEGIN_DECLS

GKeyFile *tsu_demo_book_open (const char *name, GError **error);
char *tsu_demo_book_get (GKeyFile *book, const char *group, const char *key);
int tsu_demo_book_get_number (GKeyFile *book, const char *group, const char *key);
gboolean tsu_demo_book_fill (TsuDemo *demo, TsuDemoCast *cast, const char *name, GError **error);

G_END_DECLS
