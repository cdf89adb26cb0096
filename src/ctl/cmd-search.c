/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl search: records of every type that hold the words, best first.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-json.h"

#include <glib/gi18n.h>

/* The ledger marks hits for the window; a terminal and a script want the bare text. */
static char *
strip_markup (const char *markup)
{
  g_autofree char *text = NULL;
  g_autoptr (GRegex) tags = g_regex_new ("</?b>", 0, 0, NULL);
  static const char *const entities[][2] = {
    { "&lt;", "<" },  { "&gt;", ">" },   { "&quot;", "\"" },
    { "&#39;", "'" }, { "&apos;", "'" }, { "&amp;", "&" },
  };
  GString *plain;

  text = g_regex_replace_literal (tags, markup, -1, 0, "", 0, NULL);
  plain = g_string_new (text);
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (plain, entities[i][0], entities[i][1], 0);
  return g_string_free (plain, FALSE);
}

static void
append_hit (TsuCall *call, const TsuHit *hit, GString *out)
{
  g_autofree char *snippet = strip_markup (hit->snippet ? hit->snippet : "");

  if (!call->json) {
    g_string_append_printf (out, "%s  %s  [%s]\n", hit->id, hit->title,
                            g_dpgettext2 (NULL, "type", hit->type->label));
    if (*snippet != '\0')
      g_string_append_printf (out, "    %s\n", snippet);
    return;
  }
  g_string_append_printf (out, "{\"id\":\"%s\",\"type\":\"%s\",\"title\":", hit->id,
                          hit->type->name);
  tsu_json_append_string (out, hit->title);
  g_string_append (out, ",\"snippet\":");
  tsu_json_append_string (out, snippet);
  g_string_append (out, "}\n");
}

gboolean
tsu_cmd_search (TsuCall *call, GError **error)
{
  int limit = 50;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many (default: 50)"),
      N_ ("NUMBER") },
    { NULL },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *words = NULL;

  if (!tsu_call_parse (call, entries, _ ("WORDS…"), 1, -1, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  words = g_strjoinv (" ", call->argv);
  hits = tsu_ledger_search (ledger, words, limit, call->cancellable, error);
  if (!hits)
    return FALSE;
  for (guint i = 0; i < hits->len; i++)
    append_hit (call, g_ptr_array_index (hits, i), out);
  return tsu_call_write (out, error);
}
