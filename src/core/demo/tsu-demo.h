/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/** TSU_DEMO_SEED: the ward that everybody gets who does not ask for another */
#define TSU_DEMO_SEED 8

/** TSU_DEMO_MAX_ACTORS: how large the ward can be made */
#define TSU_DEMO_MAX_ACTORS 1000000

/**
 * TsuDemoOptions:
 * @actors: how many actors; 0, or fewer than the ward has: the ward as it is, some 400
 * @seed: the same number makes the same ward, with the same ids
 * @today: (nullable): the day around which things happen, "2026-11-22"; NULL for the real one
 */
typedef struct {
  int actors;
  int seed;
  const char *today;
} TsuDemoOptions;

gboolean tsu_demo_fill (TsuLedger *ledger,
                        const TsuDemoOptions *options,
                        TsuProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
