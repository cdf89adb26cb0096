/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-draft.h"
#include "tsu-mapping.h"
#include "tsu-problems.h"
#include "tsu-towns.h"

G_BEGIN_DECLS

/* Turns the rows of a sheet into drafts of records, by a mapping. */
typedef struct _TsuRowReader TsuRowReader;

/* Finds the id of the record that a cell names, NULL where there is none or more than one. */
typedef const char *(*TsuResolveFunc) (const TsuField *field, const char *name, gpointer user_data);

TsuRowReader *
tsu_row_reader_new (TsuSheet *sheet, const TsuMapping *mapping, TsuProblems *problems);
void tsu_row_reader_free (TsuRowReader *self);
void tsu_row_reader_set_resolver (TsuRowReader *self, TsuResolveFunc resolve, gpointer user_data);
void tsu_row_reader_set_towns (TsuRowReader *self, const TsuTowns *towns);
void tsu_row_reader_read (TsuRowReader *self, guint row, GPtrArray *drafts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuRowReader, tsu_row_reader_free)

G_END_DECLS
