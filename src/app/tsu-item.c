/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object a list hands to its rows: empty at first, filled when the ledger has answered.
 */

#include "config.h"

#include "tsu-item.h"

struct _TsuItem {
  GObject parent_instance;

  gint64 key;
  TsuSummary *summary; /* owned, NULL until read */
};

enum {
  PROP_KEY = 1,
  PROP_SUMMARY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TsuItem, tsu_item, G_TYPE_OBJECT)

static void
tsu_item_finalize (GObject *object)
{
  TsuItem *self = TSU_ITEM (object);

  g_clear_pointer (&self->summary, tsu_summary_free);

  G_OBJECT_CLASS (tsu_item_parent_class)->finalize (object);
}

static void
tsu_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TsuItem *self = TSU_ITEM (object);

  switch (id) {
  case PROP_KEY:
    g_value_set_int64 (value, self->key);
    break;
  case PROP_SUMMARY:
    g_value_set_pointer (value, self->summary);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tsu_item_class_init (TsuItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tsu_item_finalize;
  object_class->get_property = tsu_item_get_property;

  properties[PROP_KEY] = g_param_spec_int64 ("key", NULL, NULL, 0, G_MAXINT64, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY] =
    g_param_spec_pointer ("summary", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tsu_item_init (TsuItem *self)
{
}

TsuItem *
tsu_item_new (gint64 key)
{
  TsuItem *self = g_object_new (TSU_TYPE_ITEM, NULL);

  self->key = key;
  return self;
}

gint64
tsu_item_get_key (TsuItem *self)
{
  return self->key;
}

/**
 * tsu_item_get_summary:
 *
 * Returns: (nullable) (transfer none): what the row says, NULL until it has been read
 */
const TsuSummary *
tsu_item_get_summary (TsuItem *self)
{
  return self->summary;
}

/**
 * tsu_item_take_summary:
 * @summary: (transfer full): what the row says from now on
 */
void
tsu_item_take_summary (TsuItem *self, TsuSummary *summary)
{
  if (self->summary && tsu_summary_equal (self->summary, summary)) {
    tsu_summary_free (summary);
    return;
  }
  g_clear_pointer (&self->summary, tsu_summary_free);
  self->summary = summary;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}
