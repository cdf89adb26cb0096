/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

char *sample_text (int n_pieces);
char *sample_plain_text (int n_pieces);
char *sample_substring (const char *text);
char **sample_actor (void);
