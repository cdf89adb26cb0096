/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How sharing stands, in words. What a person can do something about goes first.
 */

#include "config.h"

#include "tsu-sync-words.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

/**
 * tsu_sync_words_moment:
 * @time: Unix milliseconds
 *
 * Returns: (transfer full): the time of day; of another day with its date
 */
char *
tsu_sync_words_moment (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (!then)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, "%H:%M");
  /* Translators: date and time as g_date_time_format() takes them. */
  return g_date_time_format (then, _ ("%m/%d %H:%M"));
}

static char *
word_offline (const TsuClientStatus *status)
{
  g_autofree char *since = tsu_sync_words_moment (status->since);

  /* Translators: %s is a time, such as 13:05. */
  return g_strdup_printf (_ ("Working offline since %s"), since);
}

static char *
word_fetching (const TsuClientStatus *status)
{
  /* Translators: how much of it is here, 0 to 100. */
  return g_strdup_printf (_ ("Getting the ledger: %d %%"),
                             (int) (status->got * 100 / status->total));
}

/**
 * tsu_sync_words_count:
 *
 * Returns: how much there is to look at: questions of the ledger, something that happened, a wrong
 *   clock
 */
int
tsu_sync_words_count (const TsuClientStatus *status)
{
  return (int) status->issues + (status->notes != NULL) + (status->clock != NULL);
}

static char *
word_issues (int n)
{
  return g_strdup_printf (ngettext ("%d needs attention", "%d need attention", (gulong) n), n);
}

/* What is saved here still goes out. */
static gboolean
needs_update (const TsuClientStatus *status)
{
  return g_error_matches (status->trouble, TSU_ERROR, TSU_ERROR_SCHEMA_NEWER);
}

/**
 * tsu_sync_words_state:
 *
 * Returns: (transfer full): the line at the foot of the sidebar
 */
char *
tsu_sync_words_state (const TsuClientStatus *status)
{
  switch (status->state) {
  case TSU_CLIENT_SIGNED_OUT:
    return g_strdup (_ ("Please sign in"));
  case TSU_CLIENT_STUCK:
    return g_strdup (needs_update (status) ? _ ("Please update Tsunagi")
                                           : _ ("Sharing has stopped"));
  case TSU_CLIENT_OFFLINE:
    return word_offline (status);
  case TSU_CLIENT_FETCHING:
    return word_fetching (status);
  case TSU_CLIENT_ALONE:
  case TSU_CLIENT_LOOKING:
  case TSU_CLIENT_SHARED:
  case TSU_CLIENT_SENDING:
  default:
    break;
  }
  if (tsu_sync_words_count (status) > 0)
    return word_issues (tsu_sync_words_count (status));
  if (status->state == TSU_CLIENT_ALONE)
    return g_strdup (_ ("Saved on this computer"));
  if (status->pending > 0)
    return g_strdup_printf (ngettext ("%d change waiting", "%d changes waiting",
                                      (gulong) status->pending),
                            (int) status->pending);
  return g_strdup (status->state == TSU_CLIENT_LOOKING ? _ ("Looking for the server…")
                                                       : _ ("All shared"));
}

static void
add_sentence (GString *text, const char *sentence)
{
  if (!sentence)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
}

/**
 * tsu_sync_words_more:
 *
 * Returns: (transfer full): what there is to know beside the state: what waits, what is wrong
 */
char *
tsu_sync_words_more (const TsuClientStatus *status)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *waiting =
    g_strdup_printf (ngettext ("%d change is saved here and waits to be shared.",
                               "%d changes are saved here and wait to be shared.",
                               (gulong) status->pending),
                     (int) status->pending);

  if (status->state == TSU_CLIENT_ALONE)
    add_sentence (text, _ ("This ledger is on this computer only."));
  else if (status->pending > 0)
    add_sentence (text, waiting);
  if (status->trouble)
    add_sentence (text, status->trouble->message);
  add_sentence (text, status->notes);
  add_sentence (text, status->clock);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * tsu_sync_words_times:
 *
 * Returns: (transfer full): when it was shared last and when it is tried next; may be empty
 */
char *
tsu_sync_words_times (const TsuClientStatus *status)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (status->last > 0) {
    g_autofree char *moment = tsu_sync_words_moment (status->last);
    /* Translators: %s is a time, such as 13:05. */
    g_autofree char *line = g_strdup_printf (_ ("Last shared: %s"), moment);

    add_sentence (text, line);
  }
  if (status->next > 0 &&
      (status->state == TSU_CLIENT_OFFLINE || status->state == TSU_CLIENT_STUCK)) {
    g_autofree char *moment = tsu_sync_words_moment (status->next);
    /* Translators: %s is a time, such as 13:05. */
    g_autofree char *line = g_strdup_printf (_ ("Next try: %s"), moment);

    add_sentence (text, line);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * tsu_sync_words_icon:
 *
 * Returns: name of a symbolic icon
 */
const char *
tsu_sync_words_icon (const TsuClientStatus *status)
{
  switch (status->state) {
  case TSU_CLIENT_SIGNED_OUT:
  case TSU_CLIENT_STUCK:
    return "tsu-doubt-symbolic";
  case TSU_CLIENT_OFFLINE:
    return "tsu-cloud-off-symbolic";
  case TSU_CLIENT_ALONE:
  case TSU_CLIENT_SHARED:
    return tsu_sync_words_count (status) > 0 ? "tsu-doubt-symbolic" : "tsu-cloud-done-symbolic";
  case TSU_CLIENT_LOOKING:
  case TSU_CLIENT_SENDING:
  case TSU_CLIENT_FETCHING:
  default:
    return "tsu-cloud-symbolic";
  }
}
