/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "tsu-schema.h"

G_BEGIN_DECLS

#define TSU_SEARCH_N_COLUMNS (TSU_SEARCH_TEXT + 1)

/* The table search_TYPE beside the typed table TYPE. Its rows are written through
 * tsu_search_add() and tsu_search_remove() only, never by an INSERT of one's own: each column's
 * text carries a mark that keeps the columns' words apart in the index. */
gboolean tsu_search_register (sqlite3 *db, GError **error);
char *tsu_search_ddl (const char *type);
GBytes *tsu_search_spell_out (const char *const texts[TSU_SEARCH_N_COLUMNS]);
gboolean tsu_search_add (sqlite3 *db,
                         const char *type,
                         gint64 id,
                         const char *const texts[TSU_SEARCH_N_COLUMNS],
                         GError **error);
gboolean tsu_search_remove (sqlite3 *db,
                            const char *type,
                            gint64 id,
                            const char *const texts[TSU_SEARCH_N_COLUMNS],
                            GError **error);

/**
 * TsuSearchTable:
 *
 * The same for many rows of one type, all written together at the end. It is freed before its
 * connection.
 */
typedef struct _TsuSearchTable TsuSearchTable;

TsuSearchTable *tsu_search_table_new (sqlite3 *db, const char *type);
void tsu_search_table_free (TsuSearchTable *self);
void tsu_search_table_add (TsuSearchTable *self,
                           gint64 id,
                           const char *const texts[TSU_SEARCH_N_COLUMNS]);
void tsu_search_table_add_spelt (TsuSearchTable *self, gint64 id, GBytes *spelt);
void tsu_search_table_remove (TsuSearchTable *self,
                              gint64 id,
                              const char *const texts[TSU_SEARCH_N_COLUMNS]);
gboolean tsu_search_table_write (TsuSearchTable *self, GError **error);
void tsu_search_table_forget (TsuSearchTable *self);

GArray *tsu_search_run (sqlite3 *db,
                        const char *type,
                        const char *words,
                        const char *sql_filter,
                        int limit,
                        GCancellable *cancellable,
                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSearchTable, tsu_search_table_free)

G_END_DECLS
