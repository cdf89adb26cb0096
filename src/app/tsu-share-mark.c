/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a record is saved here or shared. The ledger is asked anew whenever it, or how sharing
 * stands, is another; until the answer is there, the mark says what it said.
 */

#include "config.h"

#include "tsu-share-mark.h"

#include "tsu-outbox.h"

#include <glib/gi18n.h>

struct _TsuShareMark {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  GtkImage *icon;
  GtkLabel *label;

  /* owned */
  TsuDesk *desk;
  char *record; /* nullable: id */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (TsuShareMark, tsu_share_mark, GTK_TYPE_WIDGET)

typedef struct {
  const char *icon;
  const char *words;
  const char *more;
} Look;

static const Look alone = {
  "tsu-cloud-done-symbolic",
  N_ ("Saved on this computer"),
  N_ ("This ledger is on this computer only."),
};

static const Look looks[] = {
  [TSU_SHARING_DONE] = { "tsu-cloud-done-symbolic", N_ ("Shared"),
                         N_ ("The server has all that was written here.") },
  [TSU_SHARING_WAITING] = { "tsu-cloud-symbolic", N_ ("Saved, waiting to be shared"),
                            N_ ("It is saved on this computer. It is shared as soon as the server "
                                "can be reached.") },
  [TSU_SHARING_HELD] = { "tsu-doubt-symbolic", N_ ("Saved, but not taken by the server"),
                         N_ ("It is saved on this computer. “Needs attention” says why the server "
                             "did not take it.") },
};

static void
show (TsuShareMark *self, const Look *look)
{
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_label_set_label (self->label, _ (look->words));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (look->more));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* --- asking the ledger --- */

/* One more than the sharing, so that an answer is not NULL. */
static gpointer
read_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  TsuSharing sharing;

  if (!tsu_ledger_get_sharing (ledger, data, &sharing, error))
    return NULL;
  return GINT_TO_POINTER (sharing + 1);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuShareMark) self = data;
  int answer = GPOINTER_TO_INT (tsu_store_call_finish (TSU_STORE (source), result, NULL));

  /* Asked for another record since, or the ledger cannot be read, which is told elsewhere. */
  if (answer > 0 && self->desk)
    show (self, &looks[answer - 1]);
}

static void
forget_question (TsuShareMark *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
update (TsuShareMark *self)
{
  if (!self->record)
    return;
  if (tsu_client_get_status (tsu_desk_get_client (self->desk))->state == TSU_CLIENT_ALONE) {
    show (self, &alone);
    return;
  }
  forget_question (self);
  self->cancellable = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), read_job, g_strdup (self->record), g_free,
                        NULL, self->cancellable, read_cb, g_object_ref (self));
}

/* --- the class --- */

static void
tsu_share_mark_dispose (GObject *object)
{
  TsuShareMark *self = TSU_SHARE_MARK (object);
  GtkWidget *child;

  forget_question (self);
  g_clear_object (&self->desk);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tsu_share_mark_parent_class)->dispose (object);
}

static void
tsu_share_mark_finalize (GObject *object)
{
  g_free (TSU_SHARE_MARK (object)->record);
  G_OBJECT_CLASS (tsu_share_mark_parent_class)->finalize (object);
}

static void
tsu_share_mark_class_init (TsuShareMarkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_share_mark_dispose;
  G_OBJECT_CLASS (klass)->finalize = tsu_share_mark_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
tsu_share_mark_init (TsuShareMark *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self), "small");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * tsu_share_mark_new:
 *
 * Returns: (transfer floating): a mark that is not seen until it has a record
 */
GtkWidget *
tsu_share_mark_new (TsuDesk *desk)
{
  TsuShareMark *self = g_object_new (TSU_TYPE_SHARE_MARK, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_client (desk), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * tsu_share_mark_set_record:
 * @record: (nullable): id of a record; NULL for one that is not saved yet
 */
void
tsu_share_mark_set_record (TsuShareMark *self, const char *record)
{
  if (g_strcmp0 (record, self->record) == 0)
    return;
  forget_question (self);
  g_free (self->record);
  self->record = g_strdup (record);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  update (self);
}
