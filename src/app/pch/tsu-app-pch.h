/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The headers that the files of the application read, read once: most of what compiling one took.
 * Each file still includes what it uses, so that it builds without this (-Db_pch=false). */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>
