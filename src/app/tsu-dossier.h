/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-summary.h"

G_BEGIN_DECLS

/**
 * TsuDossier:
 *
 * A record with everything that is shown beside it: the names of the records it refers to, and the
 * records that refer to it, by type and field. Made on the store's thread, immutable, counted.
 */
typedef struct _TsuDossier TsuDossier;

/* Records of one type that name the record in one field. */
typedef struct {
  const TsuType *type;
  const TsuField *field;
  GPtrArray *summaries; /* TsuSummary */
} TsuRelation;

/* One of several values that were set in a field without knowing of each other. */
typedef struct {
  const TsuField *field;
  TsuValue *value; /* (nullable) */
  char *text;
  char *who;
  char *when;
  gboolean shown; /* whether it is the one on the screen */
} TsuSibling;

TsuDossier *tsu_dossier_new (TsuRecord *record);
TsuDossier *tsu_dossier_read (TsuLedger *ledger, const char *id, int date_style, GError **error);
TsuDossier *tsu_dossier_ref (TsuDossier *self);
void tsu_dossier_unref (TsuDossier *self);
TsuRecord *tsu_dossier_get_record (TsuDossier *self);
gboolean tsu_dossier_is_draft (TsuDossier *self);
void tsu_dossier_set_draft (TsuDossier *self, gboolean draft);
const char *tsu_dossier_get_name (TsuDossier *self, const char *id);
void tsu_dossier_add_name (TsuDossier *self, const char *id, const char *name);
GPtrArray *tsu_dossier_get_relations (TsuDossier *self);
GPtrArray *tsu_dossier_get_siblings (TsuDossier *self);
const TsuSummary *tsu_dossier_get_summary (TsuDossier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDossier, tsu_dossier_unref)

G_END_DECLS
