/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages of the window.
 */

#include "config.h"

#include "tsu-page-info.h"

#include "tsu-attention.h"
#include "tsu-board.h"
#include "tsu-figures-page.h"
#include "tsu-list-page.h"
#include "tsu-today.h"

#include <glib/gi18n.h>

static const TsuPageInfo pages[] = {
  { "today", N_ ("Today"), "tsu-today-symbolic", { NULL }, tsu_today_new },
  { "actors", N_ ("Actors"), "tsu-actors-symbolic", { "actor" }, tsu_list_page_new },
  { "resources", N_ ("Resources"), "tsu-resources-symbolic", { "resource" }, tsu_list_page_new },
  { "events", N_ ("Events"), "tsu-events-symbolic", { "event" }, tsu_list_page_new },
  { "matches",
    N_ ("Matches"),
    "tsu-matches-symbolic",
    { "need", "offer", "match" },
    tsu_list_page_new },
  { "board", N_ ("Board"), "tsu-board-symbolic", { NULL }, tsu_board_new },
  { "figures", N_ ("Figures"), "tsu-reports-symbolic", { NULL }, tsu_figures_page_new },
};

/* Reached from other places; not in the sidebar and without a key. */
static const TsuPageInfo unlisted[] = {
  { "attention", N_ ("Needs attention"), "tsu-doubt-symbolic", { NULL }, tsu_attention_new },
};

const TsuPageInfo *
tsu_page_info_get_all (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

/**
 * tsu_page_info_find:
 *
 * Returns: (nullable) (transfer none): the page of that name
 */
const TsuPageInfo *
tsu_page_info_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  }
  for (guint i = 0; i < G_N_ELEMENTS (unlisted); i++) {
    if (g_strcmp0 (unlisted[i].name, name) == 0)
      return &unlisted[i];
  }
  return NULL;
}

/**
 * tsu_page_info_find_for_type:
 *
 * Returns: (nullable) (transfer none): the page that shows records of @type
 */
const TsuPageInfo *
tsu_page_info_find_for_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (g_strv_contains (pages[i].types, type))
      return &pages[i];
  }
  return NULL;
}
