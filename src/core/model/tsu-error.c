/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one error domain of Tsunagi.
 */

#include "config.h"

#include "tsu-error.h"

G_DEFINE_QUARK (tsu_error, tsu_error)
