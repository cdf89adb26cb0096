/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl demo: fills an empty ledger with the demonstration ward.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-demo.h"

#include <glib/gi18n.h>

static gboolean
print_counts (TsuCall *call, TsuLedger *ledger, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const TsuType *const *types;
  guint n_types;

  if (call->json)
    g_string_append (out, "{\"demo\":true");
  types = tsu_schema_get_types (&n_types);
  for (guint i = 0; i < n_types; i++) {
    g_autoptr (TsuListQuery) query = tsu_list_query_new (types[i]);
    gint64 n = tsu_ledger_count (ledger, query, error);

    if (n < 0)
      return FALSE;
    if (call->json)
      g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, types[i]->name, n);
    else
      g_string_append_printf (out, "%8" G_GINT64_FORMAT "  %s\n", n,
                              g_dpgettext2 (NULL, "types", types[i]->plural));
  }
  if (call->json)
    g_string_append (out, "}\n");
  return tsu_call_write (out, error);
}

gboolean
tsu_cmd_demo (TsuCall *call, GError **error)
{
  g_autofree char *today = NULL;
  TsuDemoOptions options = { .seed = TSU_DEMO_SEED };
  const GOptionEntry entries[] = {
    { "actors", 0, 0, G_OPTION_ARG_INT, &options.actors,
      N_ ("As many actors as this, up to 1,000,000 (default: the ward as it is)"), N_ ("NUMBER") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, N_ ("Another ward by another number"),
      N_ ("NUMBER") },
    { "today", 0, 0, G_OPTION_ARG_FILENAME, &today, N_ ("The day around which things happen"),
      N_ ("DATE") },
    { NULL },
  };
  g_autoptr (TsuLedger) ledger = NULL;

  if (!tsu_call_parse (call, entries, "", 0, 0, error))
    return FALSE;
  options.today = today;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_READ_WRITE, error);
  return ledger && tsu_demo_fill (ledger, &options, NULL, NULL, call->cancellable, error) &&
         print_counts (call, ledger, error);
}
