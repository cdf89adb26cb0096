/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl undo and redo: the last thing done in this ledger, or a whole import by its id.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-error.h"
#include "tsu-json.h"

#include <glib/gi18n.h>

static gboolean
print_json (const TsuUndo *what, GError **error)
{
  g_autoptr (GString) out = g_string_new ("{\"label\":");

  tsu_json_append_string (out, what->label);
  g_string_append_printf (out, ",\"changed\":%d,\"left_alone\":%d}\n", what->changed,
                          what->left_alone);
  return tsu_call_write (out, error);
}

static gboolean
print_words (const TsuUndo *what, const char *done, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "%s %s\n", done, _ (what->label));
  g_string_append_printf (out, ngettext ("%d record changed", "%d records changed", what->changed),
                          what->changed);
  g_string_append_c (out, '\n');
  if (what->left_alone > 0) {
    g_string_append_printf (out,
                            ngettext ("%d field was left as it is, because it has changed since",
                                      "%d fields were left as they are, because they have changed "
                                      "since",
                                      what->left_alone),
                            what->left_alone);
    g_string_append_c (out, '\n');
  }
  return tsu_call_write (out, error);
}

static gboolean
fail_nothing (const char *message, GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, message);
  return FALSE;
}

gboolean
tsu_cmd_undo (TsuCall *call, GError **error)
{
  g_autofree char *batch = NULL;
  const GOptionEntry entries[] = {
    { "batch", 'b', 0, G_OPTION_ARG_FILENAME, &batch,
      N_ ("Take back the import with this id instead"), N_ ("ID") },
    { NULL },
  };
  g_autoptr (TsuLedger) ledger = NULL;
  g_auto (TsuUndo) what = { NULL };
  gboolean done;

  if (!tsu_call_parse (call, entries, "", 0, 0, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  if (!ledger)
    return FALSE;
  done = batch ? tsu_ledger_undo_batch (ledger, batch, &what, NULL, error)
               : tsu_ledger_undo (ledger, &what, NULL, error);
  if (!done)
    return FALSE;
  if (!what.label)
    return fail_nothing (batch ? _ ("There is no import with this id that could be taken back.")
                               : _ ("There is nothing to take back."), error);
  return call->json ? print_json (&what, error) : print_words (&what, _ ("Taken back:"), error);
}

gboolean
tsu_cmd_redo (TsuCall *call, GError **error)
{
  g_autoptr (TsuLedger) ledger = NULL;
  g_auto (TsuUndo) what = { NULL };

  if (!tsu_call_parse (call, NULL, "", 0, 0, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  if (!ledger || !tsu_ledger_redo (ledger, &what, NULL, error))
    return FALSE;
  if (!what.label)
    return fail_nothing (_ ("There is nothing to do again."), error);
  return call->json ? print_json (&what, error) : print_words (&what, _ ("Done again:"), error);
}
