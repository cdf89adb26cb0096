/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-encoding.h"
#include "tsu-problems.h"
#include "tsu-sheet.h"

G_BEGIN_DECLS

typedef enum {
  TSU_BOOK_CSV,
  TSU_BOOK_XLSX,
} TsuBookFormat;

/**
 * TsuProgressFunc:
 * @done: units done
 * @total: units in all
 *
 * Called from time to time in the thread that works.
 */
typedef void (*TsuProgressFunc) (guint64 done, guint64 total, gpointer user_data);

/**
 * TsuReadOptions:
 * @encoding: forced encoding of a CSV file, or %TSU_ENCODING_AUTO
 * @delimiter: forced delimiter of a CSV file, or 0 to find it
 * @progress: (nullable): told the bytes read
 * @progress_data: for @progress
 */
typedef struct {
  TsuEncoding encoding;
  char delimiter;
  TsuProgressFunc progress;
  gpointer progress_data;
} TsuReadOptions;

typedef struct _TsuBook TsuBook;

TsuBook *tsu_book_read_file (const char *path,
                             const TsuReadOptions *options,
                             GCancellable *cancellable,
                             GError **error);
TsuBook *tsu_book_read_bytes (GBytes *bytes,
                              const TsuReadOptions *options,
                              GCancellable *cancellable,
                              GError **error);
void tsu_book_free (TsuBook *self);

TsuBookFormat tsu_book_get_format (TsuBook *self);
guint tsu_book_get_n_sheets (TsuBook *self);
TsuSheet *tsu_book_get_sheet (TsuBook *self, guint index);
TsuProblems *tsu_book_get_problems (TsuBook *self);
TsuEncodingGuess tsu_book_get_encoding (TsuBook *self);
char tsu_book_get_delimiter (TsuBook *self);

/* for the readers */
TsuBook *tsu_book_new (TsuBookFormat format);
TsuSheet *tsu_book_add_sheet (TsuBook *self, const char *name);
TsuCellPool *tsu_book_get_pool (TsuBook *self);
void tsu_book_set_dialect (TsuBook *self, const TsuEncodingGuess *encoding, char delimiter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuBook, tsu_book_free)

G_END_DECLS
