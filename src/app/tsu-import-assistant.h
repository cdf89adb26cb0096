/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_IMPORT_ASSISTANT (tsu_import_assistant_get_type ())

/**
 * TsuImportAssistant:
 *
 * Takes a spreadsheet into the ledger: shows how each column will be read and what would come of
 * it, and does it when told to. Nothing is changed before. Keyboard: Ctrl+Enter imports, Esc
 * closes.
 *
 * Signal "imported" (id of the batch, a sentence, name of the type): it is in the ledger, and can
 * be taken back.
 */
G_DECLARE_FINAL_TYPE (TsuImportAssistant, tsu_import_assistant, TSU, IMPORT_ASSISTANT, AdwWindow)

TsuImportAssistant *tsu_import_assistant_new (TsuDesk *desk, GtkWindow *parent);
void tsu_import_assistant_open (TsuImportAssistant *self, GFile *file);
gboolean tsu_import_assistant_is_busy (TsuImportAssistant *self);

G_END_DECLS
