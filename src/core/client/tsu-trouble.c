/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why sharing does not go on, as sentences: what happened, what is kept, what to do. The window and
 * the command line say the same.
 */

#include "config.h"

#include "tsu-trouble.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

/* An answer came, but it was not understood. */
static GError *
tell_answer (const TsuReply *reply)
{
  if (reply && reply->error)
    return g_error_copy (reply->error);
  if (reply && reply->status != 200)
    return g_error_new (TSU_ERROR, TSU_ERROR_FAILED,
                        _ ("The server answered with an error (%d %s). What was saved here is kept "
                           "and is sent again."),
                           reply->status, reply->code ? reply->code : "");
  return g_error_new (TSU_ERROR, TSU_ERROR_INVALID,
                      _ ("The server's answer did not arrive whole or is not understood. Nothing "
                         "of it was taken; what was saved here is kept and is sent again."));
}

/**
 * tsu_trouble_new:
 * @step: how things stand
 * @reply: (nullable): what came last
 *
 * Returns: (transfer full) (nullable): why sharing does not go on, fit to be shown; NULL where all
 *   is well
 */
GError *
tsu_trouble_new (const TsuTurn *step, const TsuReply *reply)
{
  switch (step->reason) {
  case TSU_ENGINE_OFFLINE:
    if (reply && reply->error)
      return g_error_copy (reply->error);
    return g_error_new (TSU_ERROR, TSU_ERROR_OFFLINE,
                        _ ("The server did not answer. What was saved here is kept and shared "
                           "later."));
  case TSU_ENGINE_BUSY:
    return g_error_new (TSU_ERROR, TSU_ERROR_BUSY,
                        _ ("The server is busy and asks to wait. What was saved here is kept and "
                           "shared later."));
  case TSU_ENGINE_LOGIN:
    return g_error_new (TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                        _ ("The sign-in has ended. What was saved here is kept and is shared once "
                           "you have signed in again."));
  case TSU_ENGINE_REVOKED:
    return g_error_new (TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                        _ ("The server no longer admits this computer or this account. What was "
                           "saved here is kept; ask who looks after the server, and then sign in "
                           "again."));
  case TSU_ENGINE_UPGRADE:
    return g_error_new (TSU_ERROR, TSU_ERROR_SCHEMA_NEWER,
                        _ ("The server needs a newer Tsunagi. What is saved here is still shared, "
                           "but what others do does not come before the update."));
  case TSU_ENGINE_DISK:
    if (step->error)
      return g_error_copy (step->error);
    return g_error_new (TSU_ERROR, TSU_ERROR_FULL,
                        _ ("What came from the server could not be saved. Please make room on the "
                           "disk."));
  case TSU_ENGINE_TROUBLE:
    return tell_answer (reply);
  case TSU_ENGINE_WELL:
  default:
    return NULL;
  }
}

/**
 * tsu_trouble_word_notes:
 *
 * Returns: (transfer full) (nullable): what has happened, as sentences
 */
char *
tsu_trouble_word_notes (TsuRoundNotes notes)
{
  const char *sentences[3] = { NULL };
  int n = 0;

  if (notes & TSU_NOTE_RESTORED)
    sentences[n++] = _ ("The server was put back to an earlier state. What was missing there is "
                        "shared again from here.");
  if (notes & TSU_NOTE_DROPPED)
    sentences[n++] = _ ("This account may no longer see some records. They were taken from this "
                        "computer; what was not shared yet is kept.");
  return n > 0 ? g_strjoinv ("\n", (char **) sentences) : NULL;
}
