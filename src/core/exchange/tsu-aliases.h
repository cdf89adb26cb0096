/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"

G_BEGIN_DECLS

/* Targets that are no field: several columns make one value, or one column makes several. */
#define TSU_TARGET_ID "@id"                       /* NO, ID of the source */
#define TSU_TARGET_CODE "@code"                   /* 団体コード */
#define TSU_TARGET_LATLON "@latlon"               /* "35.6,139.6" */
#define TSU_TARGET_ADDRESS_1 "@address-1"         /* 都道府県 */
#define TSU_TARGET_ADDRESS_2 "@address-2"         /* 市区町村 */
#define TSU_TARGET_ADDRESS_3 "@address-3"         /* 町名 */
#define TSU_TARGET_ADDRESS_4 "@address-4"         /* 番地以下 */
#define TSU_TARGET_START_DATE "@start-date"       /* 開始日, also a period */
#define TSU_TARGET_START_TIME "@start-time"       /* 開始時間 */
#define TSU_TARGET_END_DATE "@end-date"           /* 終了日 */
#define TSU_TARGET_END_TIME "@end-time"           /* 終了時間 */
#define TSU_TARGET_REGISTER_DATE "@register-date" /* 申込期限日 */
#define TSU_TARGET_REGISTER_TIME "@register-time" /* 申込期限時刻 */
#define TSU_TARGET_FAMILY "@family"               /* 姓 */
#define TSU_TARGET_GIVEN "@given"                 /* 名 */
#define TSU_TARGET_FAMILY_READING "@family-reading"
#define TSU_TARGET_GIVEN_READING "@given-reading"
#define TSU_TARGET_RECORD_ID "@record-id" /* of our own export */
#define TSU_TARGET_UNREAD "@unread"       /* "定員 (as written)" of our own export */
#define TSU_TARGET_READING "@reading"     /* フリガナ, of the column before it */
#define TSU_TARGET_LEAVE_OUT "@leave-out" /* a column that nothing is wanted of */

char *tsu_aliases_fold (const char *header);
const char *tsu_aliases_find (const TsuType *type, const char *header, guint *weight);
const char *tsu_aliases_find_loosely (const TsuType *type, const char *header);
const TsuField *tsu_aliases_find_label (const TsuType *type, const char *header);
const char *tsu_aliases_describe (const TsuType *type, const char *target);
const char *const *tsu_aliases_list_targets (const TsuType *type);
const TsuTerm *tsu_aliases_find_indicator (const char *header);

G_END_DECLS
