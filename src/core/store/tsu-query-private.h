/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-query.h"

G_BEGIN_DECLS

char *tsu_list_query_make_filter (const TsuListQuery *self);
char *tsu_list_query_make_order (const TsuListQuery *self);
gboolean tsu_list_query_is_ranked (const TsuListQuery *self);
gboolean tsu_list_query_wants_deleted (const TsuListQuery *self);
int tsu_list_query_get_limit (const TsuListQuery *self);

G_END_DECLS
