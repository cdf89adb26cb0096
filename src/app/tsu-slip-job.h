/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-slip-form.h"

G_BEGIN_DECLS

/* Jobs for the store's threads; each takes what its name says as data. */
gpointer
tsu_slip_job_load (TsuLedger *ledger, gpointer nothing, GCancellable *cancel, GError **error);
gpointer tsu_slip_job_keep (TsuLedger *ledger, gpointer text, GCancellable *cancel, GError **error);
gpointer tsu_slip_job_save (TsuLedger *ledger, gpointer form, GCancellable *cancel, GError **error);

G_END_DECLS
