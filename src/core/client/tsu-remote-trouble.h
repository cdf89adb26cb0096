/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GError *
tsu_remote_trouble_new (const char *address, const GError *cause, GTlsCertificateFlags faults);
/* Where a proxy has answered that it cannot reach the server. */
GError *tsu_remote_trouble_new_behind (const char *address);

G_END_DECLS
