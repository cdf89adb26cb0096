/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-field-row.h"

G_BEGIN_DECLS

#define TSU_TYPE_SECTION (tsu_section_get_type ())

/**
 * TsuSection:
 *
 * The fields of a record under one heading. Empty ones stay folded away until they are asked for.
 */
G_DECLARE_FINAL_TYPE (TsuSection, tsu_section, TSU, SECTION, AdwPreferencesGroup)

GtkWidget *tsu_section_new (TsuDesk *desk, const char *name, gboolean open);
void tsu_section_add (TsuSection *self, const TsuField *field);
void tsu_section_set_dossier (TsuSection *self, TsuDossier *dossier);
gboolean tsu_section_is_empty (TsuSection *self);
void tsu_section_open (TsuSection *self);
char *tsu_section_dup_fields (TsuSection *self);
void tsu_section_focus (TsuSection *self);
gboolean tsu_section_is_read_only (TsuSection *self);
gboolean tsu_section_is_open (TsuSection *self);
TsuFieldRow *tsu_section_find_row (TsuSection *self, const char *field);

G_END_DECLS
