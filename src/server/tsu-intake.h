/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** TSU_INTAKE_RATIO: how many bytes one packed byte may become */
#define TSU_INTAKE_RATIO 100

/**
 * TsuIntakeResult:
 * @TSU_INTAKE_GOOD: taken
 * @TSU_INTAKE_TOO_LARGE: over a limit; nothing more is taken
 * @TSU_INTAKE_BAD: not gzip
 */
typedef enum {
  TSU_INTAKE_GOOD,
  TSU_INTAKE_TOO_LARGE,
  TSU_INTAKE_BAD,
} TsuIntakeResult;

/**
 * TsuIntake:
 *
 * Takes in a body piece by piece, unpacks it where it is packed, and keeps its limits while it
 * arrives: what is too large is never held in memory.
 */
typedef struct _TsuIntake TsuIntake;

TsuIntake *tsu_intake_new (gboolean packed, gsize max_bytes);
void tsu_intake_free (TsuIntake *self);

TsuIntakeResult tsu_intake_add (TsuIntake *self, const char *bytes, gsize length);
GBytes *tsu_intake_finish (TsuIntake *self, TsuIntakeResult *result);

GBytes *tsu_intake_pack (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuIntake, tsu_intake_free)

G_END_DECLS
