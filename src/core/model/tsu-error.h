/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuErrorCode:
 * @TSU_ERROR_FAILED: anything no caller acts on; the message is fit to be shown
 * @TSU_ERROR_INVALID: the input is wrong; nothing was changed
 * @TSU_ERROR_NOT_FOUND: no such record, field, file or type
 * @TSU_ERROR_SCHEMA_NEWER: the file was written by a newer Tsunagi
 * @TSU_ERROR_SCHEMA_OLDER: the file was written by an older Tsunagi and cannot be brought up to
 *   the present by reading alone
 * @TSU_ERROR_CORRUPT: the file is damaged or not ours
 * @TSU_ERROR_FULL: the disk is full or cannot be written
 * @TSU_ERROR_BUSY: another program holds the ledger
 * @TSU_ERROR_UNAUTHORIZED: the server does not know or does not allow this user
 * @TSU_ERROR_OFFLINE: the server cannot be reached
 * @TSU_ERROR_CONFLICT: both sides have gone on; see the sync protocol
 *
 * A code exists only where a caller acts on it.
 */
typedef enum {
  TSU_ERROR_FAILED,
  TSU_ERROR_INVALID,
  TSU_ERROR_NOT_FOUND,
  TSU_ERROR_SCHEMA_NEWER,
  TSU_ERROR_CORRUPT,
  TSU_ERROR_FULL,
  TSU_ERROR_BUSY,
  TSU_ERROR_UNAUTHORIZED,
  TSU_ERROR_OFFLINE,
  TSU_ERROR_CONFLICT,
  TSU_ERROR_SCHEMA_OLDER,
} TsuErrorCode;

#define TSU_ERROR (tsu_error_quark ())

GQuark tsu_error_quark (void);

G_END_DECLS
