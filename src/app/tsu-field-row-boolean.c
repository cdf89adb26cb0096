/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Yes or no, saved at once. "No" is stored as such: it was said, unlike an empty field.
 */

#include "config.h"

#include "tsu-field-row-kinds.h"

#include "tsu-words.h"

struct _TsuBooleanRow {
  TsuFieldRow parent_instance;

  GtkWidget *toggle;
  gboolean showing; /* the switch is being set by us */
};

G_DEFINE_FINAL_TYPE (TsuBooleanRow, tsu_boolean_row, TSU_TYPE_FIELD_ROW)

static void
tsu_boolean_row_show (TsuFieldRow *row, TsuValue *value)
{
  TsuBooleanRow *self = TSU_BOOLEAN_ROW (row);

  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), value && tsu_value_get_boolean (value));
  self->showing = FALSE;
}

static void
active_cb (TsuBooleanRow *self)
{
  g_autoptr (TsuValue) value =
    tsu_value_new_boolean (gtk_switch_get_active (GTK_SWITCH (self->toggle)));

  if (!self->showing)
    tsu_field_row_commit (TSU_FIELD_ROW (self), value);
}

static void
tsu_boolean_row_prepare (TsuFieldRow *row)
{
  TsuBooleanRow *self = TSU_BOOLEAN_ROW (row);
  GtkWidget *label = gtk_label_new (tsu_words_field (tsu_field_row_get_field (row)));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (active_cb), self);
  tsu_field_row_set_title_visible (row, FALSE);
  tsu_field_row_set_editor (row, label, self->toggle);
  tsu_field_row_add_suffix (row, self->toggle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static void
tsu_boolean_row_class_init (TsuBooleanRowClass *klass)
{
  TsuFieldRowClass *row_class = TSU_FIELD_ROW_CLASS (klass);

  row_class->prepare = tsu_boolean_row_prepare;
  row_class->show = tsu_boolean_row_show;
}

static void
tsu_boolean_row_init (TsuBooleanRow *self)
{
}
