/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the widgets of a window share, so that none of them needs to know the window.
 */

#include "config.h"

#include "tsu-desk.h"

#include "tsu-date-style.h"

struct _TsuDesk {
  GObject parent_instance;

  /* owned */
  TsuStore *store;
  TsuClient *client;
  GSettings *settings;
  TsuMarket *market; /* touched by read jobs only, which run one after the other */
};

enum {
  SIGNAL_SAID,
  SIGNAL_FAILED,
  SIGNAL_OPEN,
  SIGNAL_VISITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuDesk, tsu_desk, G_TYPE_OBJECT)

/* A save under way; keeps the desk until the answer is there. */
typedef struct {
  TsuDesk *desk;
  char *said;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->desk);
  g_free (saving->said);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;

  if (!tsu_store_apply_finish (TSU_STORE (source), result, &error))
    tsu_desk_fail (saving->desk, error);
  else if (saving->said)
    tsu_desk_say (saving->desk, saving->said, TRUE);
}

static void
tsu_desk_dispose (GObject *object)
{
  TsuDesk *self = TSU_DESK (object);

  /* Callbacks on their way keep the client, but not the ledger, whose file may be replaced next. */
  if (self->client)
    tsu_client_stop (self->client);
  g_clear_object (&self->client);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->market, tsu_market_unref);

  G_OBJECT_CLASS (tsu_desk_parent_class)->dispose (object);
}

static void
tsu_desk_class_init (TsuDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_desk_dispose;

  signals[SIGNAL_SAID] = g_signal_new ("said", TSU_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", TSU_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_OPEN] = g_signal_new ("open", TSU_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_VISITED] = g_signal_new ("visited", TSU_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
tsu_desk_init (TsuDesk *self)
{
}

TsuDesk *
tsu_desk_new (TsuStore *store, GSettings *settings)
{
  TsuDesk *self = g_object_new (TSU_TYPE_DESK, NULL);

  self->store = g_object_ref (store);
  self->client = tsu_client_new (store);
  self->settings = g_object_ref (settings);
  self->market = tsu_market_new ();
  return self;
}

TsuStore *
tsu_desk_get_store (TsuDesk *self)
{
  return self->store;
}

/**
 * tsu_desk_get_client:
 *
 * Returns: (transfer none): what shares the ledger in the background
 */
TsuClient *
tsu_desk_get_client (TsuDesk *self)
{
  return self->client;
}

GSettings *
tsu_desk_get_settings (TsuDesk *self)
{
  return self->settings;
}

/**
 * tsu_desk_get_market:
 *
 * Returns: (transfer none): what the matcher knows of the ledger; for read jobs of the store, which
 *   take a reference along, and for nothing else
 */
TsuMarket *
tsu_desk_get_market (TsuDesk *self)
{
  tsu_market_set_date_style (self->market, tsu_date_style_get (self->settings));
  return self->market;
}

/**
 * tsu_desk_say:
 * @text: a sentence, plain
 * @with_undo: whether what was done can be taken back from there
 */
void
tsu_desk_say (TsuDesk *self, const char *text, gboolean with_undo)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, text, with_undo);
}

/**
 * tsu_desk_fail:
 *
 * The one way for a widget to show an error that does not belong beside a field.
 */
void
tsu_desk_fail (TsuDesk *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/**
 * tsu_desk_open:
 *
 * Shows the record, on the page of its type where there is one.
 */
void
tsu_desk_open (TsuDesk *self, const TsuType *type, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, id, type->name);
}

/**
 * tsu_desk_visit:
 *
 * Tells that the record is on a page now, for the way back and forth.
 */
void
tsu_desk_visit (TsuDesk *self, const TsuType *type, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_VISITED], 0, id, type->name);
}

/**
 * tsu_desk_apply:
 * @edit: (transfer full): what to do
 * @label: (not nullable): static source string for history and undo
 * @said: (nullable): a sentence for when it is done; it offers undo
 */
void
tsu_desk_apply (TsuDesk *self, TsuEdit *edit, const char *label, const char *said)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  Saving *saving = g_new0 (Saving, 1);

  g_ptr_array_add (edits, edit);
  saving->desk = g_object_ref (self);
  saving->said = g_strdup (said);
  tsu_store_apply_async (self->store, edits, label, NULL, applied_cb, saving);
}

static gpointer
step_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  g_autoptr (GArray) changed = NULL;

  if (!tsu_step_run (data, ledger, &changed, error))
    return NULL;
  tsu_store_note_changed (ledger, changed);
  return GINT_TO_POINTER (TRUE);
}

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;

  if (!tsu_store_call_finish (TSU_STORE (source), result, &error))
    tsu_desk_fail (saving->desk, error);
  else if (saving->said)
    tsu_desk_say (saving->desk, saving->said, TRUE);
}

/**
 * tsu_desk_take_step:
 * @step: (transfer full): what to do with a need or a match
 * @said: (nullable): a sentence for when it is done; it offers undo
 */
void
tsu_desk_take_step (TsuDesk *self, TsuStep *step, const char *said)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->desk = g_object_ref (self);
  saving->said = g_strdup (said);
  tsu_store_write_async (self->store, step_job, step, (GDestroyNotify) tsu_step_free, NULL, NULL,
                         stepped_cb, saving);
}
