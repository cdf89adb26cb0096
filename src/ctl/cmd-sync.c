/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl sync: shares the ledger once.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-client-run.h"
#include "tsu-error.h"
#include "tsu-token.h"
#include "tsu-trouble.h"

#include <glib/gi18n.h>

static void
append_json (const TsuOutcome *outcome, GString *out)
{
  g_string_append_printf (out,
                          "{\"pushed\":%" G_GINT64_FORMAT ",\"pulled\":%" G_GINT64_FORMAT
                          ",\"issues\":%" G_GINT64_FORMAT ",\"pending\":%" G_GINT64_FORMAT "}\n",
                          outcome->pushed, outcome->pulled, outcome->issues, outcome->pending);
}

/* @words: holds one %d */
static void
append_count (GString *out, const char *words, gint64 n)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_auto (GStrv) parts = g_strsplit (words, "%d", 2);
  g_autofree char *line = g_strjoinv (number, parts);

  g_string_append_printf (out, "%s\n", line);
}

static void
append_words (const TsuOutcome *outcome, GString *out)
{
  g_autofree char *notes = tsu_trouble_word_notes (outcome->notes);

  append_count (out,
                ngettext ("%d change was shared", "%d changes were shared",
                          (gulong) outcome->pushed),
                outcome->pushed);
  append_count (out,
                ngettext ("%d change came from others", "%d changes came from others",
                          (gulong) outcome->pulled),
                outcome->pulled);
  if (outcome->issues > 0)
    append_count (out,
                  ngettext ("%d thing needs attention", "%d things need attention",
                            (gulong) outcome->issues),
                  outcome->issues);
  if (notes)
    g_string_append_printf (out, "%s\n", notes);
  if (outcome->clock)
    g_string_append_printf (out, "%s\n", outcome->clock);
}

static gboolean
find_server (TsuLedger *ledger, TsuAccount **account, char **token, GError **error)
{
  *account = tsu_account_load (ledger, error);
  if (!*account)
    return FALSE;
  if (!(*account)->address) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("This ledger is not shared with any server; “tsunagictl login URL” begins "
                    "that."));
    return FALSE;
  }
  *token = tsu_token_find ((*account)->address, (*account)->device, NULL);
  if (*token)
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
               _ ("Nobody is signed in to %s; “tsunagictl login” does that. What was saved here is "
                  "kept."),
                  (*account)->address);
  return FALSE;
}

gboolean
tsu_cmd_sync (TsuCall *call, GError **error)
{
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuAccount) account = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (TsuOutcome) outcome = { 0 };

  if (!tsu_call_parse (call, NULL, "", 0, 0, error))
    return FALSE;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  if (!ledger || !find_server (ledger, &account, &token, error) ||
      !tsu_client_run_once (ledger, account, token, &outcome, call->cancellable, error))
    return FALSE;
  if (call->json)
    append_json (&outcome, out);
  else
    append_words (&outcome, out);
  return tsu_call_write (out, error);
}
