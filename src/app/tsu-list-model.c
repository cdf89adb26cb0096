/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of any length at the price of its keys. Items are held weakly by key: GtkListView keeps
 * those it shows, and the same item comes back for a key as long as anybody has it, which is what
 * lets selection and scroll position survive a change.
 */

#include "config.h"

#include "tsu-list-model.h"

#include "tsu-date-style.h"
#include "tsu-list-diff.h"
#include "tsu-list-job.h"

#define MUCH 500  /* new rows beyond which it does not matter where the old ones went */
#define BLOCK 128 /* rows read at a time: one block fills a window several times over */

struct _TsuListModel {
  GObject parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuListQuery *query;
  TsuListAnswer *answer;
  GHashTable *items;  /* gint64 key → TsuItem, not owned */
  GHashTable *wanted; /* set of gint64 keys whose items are empty and not yet asked for */
  GCancellable *asking;

  gint64 selected;
  guint selected_at; /* position of the selected key, or GTK_INVALID_LIST_POSITION */
  gboolean by_reading;
  gboolean cards;
  gboolean loading;
  gboolean reading_block;
  guint generation; /* of the query: a later one makes earlier answers stale */
  guint fill_source;
};

enum {
  PROP_SELECTED = 1,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint asked_signal;

static void fill (TsuListModel *self);

/* --- items --- */

static void
item_gone_cb (gpointer data, GObject *item)
{
  TsuListModel *self = data;
  /* Weak references are told while the object is disposed of, before its fields are gone. */
  gint64 key = tsu_item_get_key ((TsuItem *) item);

  g_hash_table_remove (self->wanted, &key);
  g_hash_table_remove (self->items, &key);
}

static gboolean
fill_cb (gpointer data)
{
  TsuListModel *self = data;

  self->fill_source = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
want (TsuListModel *self, TsuItem *item)
{
  gint64 key = tsu_item_get_key (item);

  g_hash_table_add (self->wanted, g_memdup2 (&key, sizeof key));
  if (!self->fill_source && !self->reading_block)
    self->fill_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
}

static TsuItem *
ensure_item (TsuListModel *self, gint64 key)
{
  TsuItem *item = g_hash_table_lookup (self->items, &key);

  if (item)
    return g_object_ref (item);

  item = tsu_item_new (key);
  g_hash_table_insert (self->items, g_memdup2 (&key, sizeof key), item);
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, self);
  want (self, item);
  return item;
}

static void
block_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuListModel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries = NULL;

  summaries = tsu_store_call_finish (TSU_STORE (source), result, &error);
  self->reading_block = FALSE;
  if (!summaries) {
    if (self->desk)
      tsu_desk_fail (self->desk, error);
    return;
  }

  g_ptr_array_set_free_func (summaries, NULL);
  for (guint i = 0; i < summaries->len; i++) {
    TsuSummary *summary = summaries->pdata[i];
    TsuItem *item = g_hash_table_lookup (self->items, &summary->key);

    if (item)
      tsu_item_take_summary (item, summary);
    else
      tsu_summary_free (summary);
  }
  if (g_hash_table_size (self->wanted) > 0)
    fill (self);
}

/* Reads a block of what is wanted. One block is under way at a time; what was wanted and is out of
 * sight when its turn comes is not read at all, so fast scrolling does not queue up reads. */
static void
fill (TsuListModel *self)
{
  TsuBlockAsk *ask;
  GHashTableIter iter;
  gpointer key;

  if (self->reading_block || g_hash_table_size (self->wanted) == 0)
    return;

  ask = tsu_block_ask_new (tsu_list_query_get_type_of (self->query),
                           tsu_date_style_get (tsu_desk_get_settings (self->desk)));
  ask->cards = self->cards;
  g_hash_table_iter_init (&iter, self->wanted);
  while (ask->keys->len < BLOCK && g_hash_table_iter_next (&iter, &key, NULL)) {
    g_array_append_vals (ask->keys, key, 1);
    g_hash_table_iter_remove (&iter);
  }

  self->reading_block = TRUE;
  tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_block_job, ask,
                        (GDestroyNotify) tsu_block_ask_free, (GDestroyNotify) g_ptr_array_unref,
                        NULL, block_read_cb, g_object_ref (self));
}

/* --- answers --- */

static void
set_loading (TsuListModel *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static guint
find_position (TsuListModel *self, gint64 key)
{
  const gint64 *keys;

  if (!self->answer || key == 0)
    return GTK_INVALID_LIST_POSITION;

  keys = (const gint64 *) (gpointer) self->answer->keys->data;
  for (guint i = 0; i < self->answer->keys->len; i++) {
    if (keys[i] == key)
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

static void
tell_changed (TsuListModel *self, GArray *keys, guint position, guint removed, guint added)
{
  g_array_unref (self->answer->keys);
  self->answer->keys = g_array_ref (keys);
  self->selected_at = find_position (self, self->selected);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* One stretch was replaced. Told as such, GTK looks for the rows it had among all that are new, to
 * keep them in sight, and so asks for each of them. That is right for an edit and far too dear for
 * another search, where one wants to begin at the top anyway: then what went is told first, and
 * what came after. */
static void
tell_stretch (TsuListModel *self, GArray *keys, guint position, guint removed, guint added)
{
  if (removed > 0 && added > MUCH) {
    g_autoptr (GArray) between = g_array_copy (self->answer->keys);

    g_array_remove_range (between, position, removed);
    tell_changed (self, between, position, removed, 0);
    removed = 0;
  }
  tell_changed (self, keys, position, removed, added);
}

/* One record was sorted elsewhere: it leaves one end of the stretch and comes in at the other. */
static void
tell_move (TsuListModel *self, GArray *keys, guint position, guint length)
{
  g_autoptr (GArray) between = g_array_copy (self->answer->keys);
  guint last = position + length - 1;
  gboolean down = g_array_index (between, gint64, position) == g_array_index (keys, gint64, last);
  guint from = down ? position : last;
  guint to = down ? last : position;

  g_array_remove_index (between, from);
  tell_changed (self, between, from, 1, 0);
  tell_changed (self, keys, to, 0, 1);
}

static void
take_answer (TsuListModel *self, TsuListAnswer *answer)
{
  g_autoptr (GArray) keys = g_array_ref (answer->keys);
  g_autoptr (GArray) before = NULL;
  guint position, removed, added;

  /* The index is the new one at once, the keys follow as they are told. */
  before =
    self->answer ? g_array_ref (self->answer->keys) : g_array_new (FALSE, FALSE, sizeof (gint64));
  g_clear_pointer (&self->answer, tsu_list_answer_free);
  self->answer = answer;
  g_array_unref (answer->keys);
  answer->keys = g_array_ref (before);

  tsu_list_diff (before, keys, &position, &removed, &added);
  if (tsu_list_diff_is_move (before, keys, position, removed, added)) {
    tell_move (self, keys, position, added);
  } else if (removed > 0 || added > 0) {
    tell_stretch (self, keys, position, removed, added);
  }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) asked = data; /* its data: the generation that asked */
  TsuListModel *self = g_task_get_source_object (asked);
  g_autoptr (GError) error = NULL;
  TsuListAnswer *answer = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk || GPOINTER_TO_UINT (g_task_get_task_data (asked)) != self->generation) {
    g_clear_pointer (&answer, tsu_list_answer_free);
    return;
  }
  set_loading (self, FALSE);
  if (!answer) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  take_answer (self, answer);
  g_signal_emit (self, asked_signal, 0);
}

/* Rows in view may say something else now, also where only a record they name was changed. */
static void
refresh_items (TsuListModel *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    want (self, item);
}

static void
changed_cb (TsuListModel *self)
{
  refresh_items (self);
  tsu_list_model_reload (self);
}

/* --- GListModel and GtkSelectionModel --- */

static GType
tsu_list_model_get_item_type (GListModel *model)
{
  return TSU_TYPE_ITEM;
}

static guint
tsu_list_model_get_n_items (GListModel *model)
{
  TsuListModel *self = TSU_LIST_MODEL (model);

  return self->answer ? self->answer->keys->len : 0;
}

static gpointer
tsu_list_model_get_item (GListModel *model, guint position)
{
  TsuListModel *self = TSU_LIST_MODEL (model);

  if (!self->answer || position >= self->answer->keys->len)
    return NULL;
  return ensure_item (self, g_array_index (self->answer->keys, gint64, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = tsu_list_model_get_item_type;
  iface->get_n_items = tsu_list_model_get_n_items;
  iface->get_item = tsu_list_model_get_item;
}

static gboolean
tsu_list_model_is_selected (GtkSelectionModel *model, guint position)
{
  return TSU_LIST_MODEL (model)->selected_at == position;
}

static GtkBitset *
tsu_list_model_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  TsuListModel *self = TSU_LIST_MODEL (model);
  GtkBitset *set = gtk_bitset_new_empty ();

  if (self->selected_at != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add (set, self->selected_at);
  return set;
}

static gboolean
tsu_list_model_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  TsuListModel *self = TSU_LIST_MODEL (model);

  if (!self->answer || position >= self->answer->keys->len)
    return FALSE;
  tsu_list_model_select_key (self, g_array_index (self->answer->keys, gint64, position));
  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = tsu_list_model_is_selected;
  iface->get_selection_in_range = tsu_list_model_get_selection_in_range;
  iface->select_item = tsu_list_model_select_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TsuListModel,
                               tsu_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        selection_model_iface_init))

static void
tsu_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TsuListModel *self = TSU_LIST_MODEL (object);

  switch (id) {
  case PROP_SELECTED:
    g_value_set_int64 (value, self->selected);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tsu_list_model_dispose (GObject *object)
{
  TsuListModel *self = TSU_LIST_MODEL (object);
  GHashTableIter iter;
  gpointer item;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item)) {
    g_object_weak_unref (item, item_gone_cb, self);
    g_hash_table_iter_remove (&iter);
  }
  g_hash_table_remove_all (self->wanted);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_list_model_parent_class)->dispose (object);
}

static void
tsu_list_model_finalize (GObject *object)
{
  TsuListModel *self = TSU_LIST_MODEL (object);

  g_clear_pointer (&self->query, tsu_list_query_free);
  g_clear_pointer (&self->answer, tsu_list_answer_free);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->wanted);

  G_OBJECT_CLASS (tsu_list_model_parent_class)->finalize (object);
}

static void
tsu_list_model_class_init (TsuListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tsu_list_model_get_property;
  object_class->dispose = tsu_list_model_dispose;
  object_class->finalize = tsu_list_model_finalize;

  properties[PROP_SELECTED] = g_param_spec_int64 ("selected", NULL, NULL, 0, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  asked_signal = g_signal_new ("asked", TSU_TYPE_LIST_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
tsu_list_model_init (TsuListModel *self)
{
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->selected_at = GTK_INVALID_LIST_POSITION;
}

TsuListModel *
tsu_list_model_new (TsuDesk *desk)
{
  TsuListModel *self = g_object_new (TSU_TYPE_LIST_MODEL, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* From now on it is a column of a board, of needs in one state. */
void
tsu_list_model_set_cards (TsuListModel *self)
{
  self->cards = TRUE;
}

/**
 * tsu_list_model_take_query:
 * @query: (transfer full): what to show from now on
 * @by_reading: whether its order is by reading, so that the index can be told
 *
 * The list stays as it is until the answer is there; an answer to an earlier query is dropped.
 */
void
tsu_list_model_take_query (TsuListModel *self, TsuListQuery *query, gboolean by_reading)
{
  const TsuType *type = tsu_list_query_get_type_of (query);

  /* Keys are those of one type's rows: a list of another type begins empty. */
  if (self->query && tsu_list_query_get_type_of (self->query) != type && self->answer) {
    guint n = self->answer->keys->len;

    g_clear_pointer (&self->answer, tsu_list_answer_free);
    self->selected = 0;
    self->selected_at = GTK_INVALID_LIST_POSITION;
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  }
  g_clear_pointer (&self->query, tsu_list_query_free);
  self->query = query;
  self->by_reading = by_reading;
  tsu_list_model_reload (self);
}

void
tsu_list_model_reload (TsuListModel *self)
{
  GTask *asked;

  if (!self->query || !self->desk)
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->generation++;
  set_loading (self, TRUE);

  asked = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (asked, GUINT_TO_POINTER (self->generation), NULL);
  tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_list_job,
                        tsu_list_ask_new (self->query, self->by_reading),
                        (GDestroyNotify) tsu_list_ask_free, (GDestroyNotify) tsu_list_answer_free,
                        self->asking, listed_cb, asked);
}

/**
 * tsu_list_model_dup_keys:
 *
 * Returns: (transfer full) (element-type gint64): the keys of what the list shows, in its order
 */
GArray *
tsu_list_model_dup_keys (TsuListModel *self)
{
  return self->answer ? g_array_copy (self->answer->keys)
                      : g_array_new (FALSE, FALSE, sizeof (gint64));
}

gboolean
tsu_list_model_is_loading (TsuListModel *self)
{
  return self->loading;
}

/**
 * tsu_list_model_get_selected:
 *
 * Returns: key of the selected record, also while it is filtered out; 0 for none
 */
gint64
tsu_list_model_get_selected (TsuListModel *self)
{
  return self->selected;
}

guint
tsu_list_model_get_selected_position (TsuListModel *self)
{
  return self->selected_at;
}

void
tsu_list_model_select_key (TsuListModel *self, gint64 key)
{
  guint before = self->selected_at;

  if (self->selected == key)
    return;

  self->selected = key;
  self->selected_at = find_position (self, key);
  if (before != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), before, 1);
  if (self->selected_at != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), self->selected_at, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/**
 * tsu_list_model_get_row_start:
 * @row: TsuSortRow
 *
 * Returns: position of the first record of that row of the index, or of what follows;
 *   GTK_INVALID_LIST_POSITION where the order is another or the row is empty
 */
guint
tsu_list_model_get_row_start (TsuListModel *self, int row)
{
  if (!self->answer || !self->answer->by_reading ||
      self->answer->starts[row] == self->answer->starts[row + 1])
    return GTK_INVALID_LIST_POSITION;
  return self->answer->starts[row];
}

/**
 * tsu_list_model_get_row_at:
 *
 * Returns: the row of the index that holds @position, or -1
 */
int
tsu_list_model_get_row_at (TsuListModel *self, guint position)
{
  if (!self->answer || !self->answer->by_reading || position >= self->answer->keys->len)
    return -1;
  for (int row = TSU_N_SORT_ROWS - 1; row >= 0; row--) {
    if (self->answer->starts[row] <= position)
      return row;
  }
  return -1;
}

gboolean
tsu_list_model_starts_row (TsuListModel *self, guint position)
{
  int row = tsu_list_model_get_row_at (self, position);

  return row >= 0 && self->answer->starts[row] == position;
}
