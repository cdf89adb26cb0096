/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demonstration ward: an invented みどり区 with two years of a coordinator's work, so that
 * whoever opens Tsunagi for the first time sees every screen filled. No person, organisation or
 * place in it exists, and it says so. All of it is one durable step: a ward half filled never is.
 */

#include "config.h"

#include "tsu-demo.h"

#include "tsu-date.h"
#include "tsu-demo-book.h"
#include "tsu-demo-events.h"
#include "tsu-demo-land.h"
#include "tsu-demo-wishes.h"
#include "tsu-error.h"
#include "tsu-id.h"

#include <glib/gi18n.h>

enum {
  PERSONS = 250,  /* beside those in the stories */
  RECORDS = 5000, /* of the ward, roughly, for the progress shown */
};

static gboolean
is_empty (TsuLedger *ledger, gboolean *empty, GError **error)
{
  const TsuType *const *types;
  guint n_types;

  *empty = TRUE;
  types = tsu_schema_get_types (&n_types);
  for (guint i = 0; *empty && i < n_types; i++) {
    g_autoptr (TsuListQuery) query = tsu_list_query_new (types[i]);
    gint64 n = tsu_ledger_count (ledger, query, error);

    if (n < 0)
      return FALSE;
    *empty = n == 0;
  }
  return TRUE;
}

/* What ward a ledger holds, so that the same one is not asked for twice in vain. */
static char *
describe (const TsuDemo *demo, int actors)
{
  return g_strdup_printf ("%s %d", demo->seed, actors);
}

static gboolean
fill_book (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  static const char *const parts[] = { "groups",    "associations", "companies", "stories-1",
                                       "stories-2", "places",       "halls",     "means" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!tsu_demo_book_fill (demo, cast, parts[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
fill_ward (TsuDemo *demo, int actors, GError **error)
{
  g_autoptr (TsuDemoCast) cast = tsu_demo_cast_new ();

  demo->user = "虹沢";
  if (!tsu_demo_land_fill (demo, error) || !fill_book (demo, cast, error) ||
      !tsu_demo_cast_add_persons (cast, demo, PERSONS, error) ||
      !tsu_demo_stock_fill (demo, cast, error))
    return FALSE;
  demo->user = "麦守";
  if (!tsu_demo_web_fill (demo, cast, error) || !tsu_demo_wishes_fill (demo, cast, error) ||
      !tsu_demo_talks_fill (demo, cast, error))
    return FALSE;
  demo->user = "霧垣";
  if (!tsu_demo_events_fill (demo, cast, error) || !tsu_demo_traces_fill (demo, cast, error))
    return FALSE;
  demo->user = "虹沢";
  if (actors > (int) cast->actors->len &&
      !tsu_demo_crowd_fill (demo, actors - cast->actors->len, error))
    return FALSE;
  return tsu_demo_flush (demo, error);
}

static gboolean
write_settings (TsuDemo *demo, const char *description, GError **error)
{
  return tsu_ledger_set_setting (demo->ledger, "demo", description, error) &&
         tsu_ledger_set_setting (demo->ledger, "ward", "みどり区（お試し）", error) &&
         tsu_ledger_set_setting (demo->ledger, "user", "虹沢", error);
}

static gboolean
fill_all (TsuDemo *demo, int actors, const char *description, GError **error)
{
  if (!tsu_ledger_begin_bulk (demo->ledger, error))
    return FALSE;
  if (!fill_ward (demo, actors, error)) {
    tsu_ledger_end_bulk (demo->ledger, FALSE, NULL);
    return FALSE;
  }
  return tsu_ledger_end_bulk (demo->ledger, TRUE, error) &&
         write_settings (demo, description, error);
}

static void
clear_demo (TsuDemo *demo)
{
  g_clear_pointer (&demo->rand, g_rand_free);
  g_clear_pointer (&demo->seed, g_free);
  g_clear_pointer (&demo->batch, g_free);
  g_clear_pointer (&demo->today, g_free);
  g_clear_pointer (&demo->edits, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuDemo, clear_demo)

static gboolean
check_options (const TsuDemoOptions *options, GError **error)
{
  if (options->actors < 0 || options->actors > TSU_DEMO_MAX_ACTORS) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("There can be 1 to %d actors."), TSU_DEMO_MAX_ACTORS);
    return FALSE;
  }
  if (options->today && tsu_date_kind (options->today) != TSU_DATE_DAY) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no day; write it as 2026-11-22."), options->today);
    return FALSE;
  }
  return TRUE;
}

/**
 * tsu_demo_fill:
 * @ledger: an empty ledger
 * @options: which ward
 * @progress: (nullable): is told how far it has come
 *
 * Fills the ledger with the demonstration ward, in one durable step. A ledger that holds the same
 * ward already is left as it is; one that holds anything else is refused, so that invented people
 * never come among real ones.
 *
 * Returns: whether the ledger holds the ward
 */
gboolean
tsu_demo_fill (TsuLedger *ledger,
               const TsuDemoOptions *options,
               TsuProgress progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  g_auto (TsuDemo) demo = {
    .ledger = ledger,
    .rand = g_rand_new_with_seed ((guint32) options->seed),
    .seed = g_strdup_printf ("%d", options->seed),
    .batch = tsu_id_generate (),
    .today =
      options->today ? g_strdup (options->today) : tsu_date_today (g_get_real_time () / 1000),
    .edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free),
    .total = RECORDS + options->actors,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };
  g_autofree char *description = describe (&demo, options->actors);
  g_autofree char *held = tsu_ledger_get_setting (ledger, "demo");
  gboolean empty;

  if (!check_options (options, error))
    return FALSE;
  if (g_strcmp0 (held, description) == 0)
    return TRUE;
  if (!is_empty (ledger, &empty, error))
    return FALSE;
  if (!empty) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("The ledger holds records already. The demonstration ward is filled "
                            "into an empty ledger only; nothing was changed."));
    return FALSE;
  }
  return fill_all (&demo, options->actors, description, error);
}
