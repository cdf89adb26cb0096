/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-record.h"

G_BEGIN_DECLS

typedef enum {
  TSU_FILTER_IS, /* equals; for a set field: contains */
  TSU_FILTER_IS_NOT,
  TSU_FILTER_FROM,   /* greater or equal, text order: dates and moments too */
  TSU_FILTER_BEFORE, /* less */
  TSU_FILTER_EMPTY,
  TSU_FILTER_FILLED,
} TsuFilterOp;

typedef enum {
  TSU_ORDER_READING, /* あいうえお order of reading, else name */
  TSU_ORDER_FIELD,   /* by the field named; empty ones last */
  TSU_ORDER_RECENT,  /* last changed first */
  TSU_ORDER_RANK,    /* as the search ranks; needs words */
} TsuOrder;

/**
 * TsuListQuery:
 *
 * Which records of one type, in which order. A value object: make it, hand it over, free it.
 */
typedef struct _TsuListQuery TsuListQuery;

TsuListQuery *tsu_list_query_new (const TsuType *type);
TsuListQuery *tsu_list_query_copy (const TsuListQuery *self);
void tsu_list_query_free (TsuListQuery *self);
const TsuType *tsu_list_query_get_type_of (const TsuListQuery *self);
void
tsu_list_query_add_filter (TsuListQuery *self, const char *field, TsuFilterOp op, TsuValue *value);
void tsu_list_query_set_words (TsuListQuery *self, const char *words);
const char *tsu_list_query_get_words (const TsuListQuery *self);
void tsu_list_query_set_order (TsuListQuery *self,
                               TsuOrder order,
                               const char *field,
                               gboolean descending);
void tsu_list_query_set_deleted (TsuListQuery *self, gboolean only_deleted);
void tsu_list_query_set_limit (TsuListQuery *self, int limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuListQuery, tsu_list_query_free)

G_END_DECLS
