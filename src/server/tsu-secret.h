/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_TOKEN_BYTES: how many random bytes a token has */
#define TSU_TOKEN_BYTES 32

gboolean tsu_secret_init (GError **error);
void tsu_secret_fill (void *bytes, gsize length);
void tsu_secret_forget (void *bytes, gsize length);

char *tsu_password_hash (const char *password, GError **error);
gboolean tsu_password_check (const char *hash, const char *password);

char *tsu_token_new (void);
char *tsu_token_hash (const char *token);

G_END_DECLS
