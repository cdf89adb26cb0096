/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all field editors share: label, saving, the sentence beside the field, the mark "saved".
 *
 * A save names the value that was on the screen when typing began, so that a value that came in
 * meanwhile from elsewhere is kept beside it and never replaced unseen.
 */

#include "config.h"

#include "tsu-field-row.h"

#include "tsu-field-row-kinds.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

#define MARK_SECONDS 4 /* how long "saved" is said */

typedef struct {
  /* owned */
  TsuDesk *desk;
  TsuDossier *dossier;
  TsuValue *shown; /* what the editor was last given */
  const TsuField *field;
  GCancellable *cancellable;

  /* owned through the widget tree */
  GtkWidget *title;
  GtkWidget *line; /* title and editor */
  GtkWidget *suffixes;
  GtkWidget *mark;
  GtkWidget *problem_box;
  GtkWidget *problem;

  guint mark_source;
} TsuFieldRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TsuFieldRow, tsu_field_row, ADW_TYPE_PREFERENCES_ROW)

static TsuFieldRowPrivate *
get (TsuFieldRow *self)
{
  return tsu_field_row_get_instance_private (self);
}

static gboolean
forget_mark_cb (gpointer data)
{
  TsuFieldRowPrivate *priv = get (data);

  priv->mark_source = 0;
  gtk_widget_set_visible (priv->mark, FALSE);
  return G_SOURCE_REMOVE;
}

static void
show_mark (TsuFieldRow *self)
{
  TsuFieldRowPrivate *priv = get (self);

  gtk_widget_set_visible (priv->mark, TRUE);
  g_clear_handle_id (&priv->mark_source, g_source_remove);
  priv->mark_source = g_timeout_add_seconds (MARK_SECONDS, forget_mark_cb, self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuFieldRow) self = data;
  g_autoptr (GError) error = NULL;

  if (!tsu_store_apply_finish (TSU_STORE (source), result, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      tsu_field_row_fail (self, error->message);
    if (get (self)->dossier)
      tsu_dossier_set_draft (get (self)->dossier, TRUE);
    return;
  }
  if (get (self)->desk)
    show_mark (self);
}

static void
show_value (TsuFieldRow *self)
{
  TsuFieldRowPrivate *priv = get (self);
  TsuValue *value = tsu_field_row_get_value (self);

  g_clear_pointer (&priv->shown, tsu_value_unref);
  priv->shown = value ? tsu_value_ref (value) : NULL;
  if (value)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  TSU_FIELD_ROW_GET_CLASS (self)->show (self, value);
}

static gboolean
tsu_field_row_default_is_dirty (TsuFieldRow *self)
{
  return FALSE;
}

static void
tsu_field_row_default_revert (TsuFieldRow *self)
{
  show_value (self);
}

static void
tsu_field_row_dispose (GObject *object)
{
  TsuFieldRowPrivate *priv = get (TSU_FIELD_ROW (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_handle_id (&priv->mark_source, g_source_remove);
  g_clear_object (&priv->desk);
  g_clear_pointer (&priv->dossier, tsu_dossier_unref);
  g_clear_pointer (&priv->shown, tsu_value_unref);

  G_OBJECT_CLASS (tsu_field_row_parent_class)->dispose (object);
}

static void
tsu_field_row_class_init (TsuFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_field_row_dispose;
  klass->is_dirty = tsu_field_row_default_is_dirty;
  klass->revert = tsu_field_row_default_revert;
}

static GtkWidget *
make_problem (TsuFieldRowPrivate *priv)
{
  priv->problem_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (priv->problem_box, "problem");
  gtk_widget_set_visible (priv->problem_box, FALSE);
  gtk_box_append (GTK_BOX (priv->problem_box),
                  gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  priv->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (priv->problem), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (priv->problem), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (priv->problem), 0);
  gtk_widget_set_hexpand (priv->problem, TRUE);
  gtk_box_append (GTK_BOX (priv->problem_box), priv->problem);
  return priv->problem_box;
}

static void
tsu_field_row_init (TsuFieldRow *self)
{
  TsuFieldRowPrivate *priv = get (self);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *across = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  priv->cancellable = g_cancellable_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);

  priv->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (priv->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (priv->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (priv->title, "field-title");

  priv->line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (priv->line, TRUE);
  gtk_widget_set_valign (priv->line, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (priv->line), priv->title);

  priv->mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  tsu_words_name (priv->mark, _ ("Saved"));
  gtk_widget_add_css_class (priv->mark, "saved");
  gtk_widget_set_visible (priv->mark, FALSE);

  priv->suffixes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_valign (priv->suffixes, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (across), priv->line);
  gtk_box_append (GTK_BOX (across), priv->mark);
  gtk_box_append (GTK_BOX (across), priv->suffixes);
  gtk_widget_set_valign (outer, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (outer), across);
  gtk_box_append (GTK_BOX (outer), make_problem (priv));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), outer);
}

static GType
find_type (const TsuField *field)
{
  switch (field->kind) {
  case TSU_FIELD_NOTE:
    return TSU_TYPE_NOTE_ROW;
  case TSU_FIELD_BOOLEAN:
    return TSU_TYPE_BOOLEAN_ROW;
  case TSU_FIELD_CHOICE:
  case TSU_FIELD_REFERENCE:
    return TSU_TYPE_CHOICE_ROW;
  case TSU_FIELD_CHOICES:
  case TSU_FIELD_REFERENCES:
  case TSU_FIELD_TAGS:
    return TSU_TYPE_SET_ROW;
  case TSU_FIELD_PAIRS:
    return TSU_TYPE_PAIRS_ROW;
  case TSU_FIELD_TEXT:
  case TSU_FIELD_INTEGER:
  case TSU_FIELD_MONEY:
  case TSU_FIELD_COORDINATE:
  case TSU_FIELD_DATE:
  case TSU_FIELD_MOMENT:
  case TSU_FIELD_TIME:
  case TSU_FIELD_PHONE:
  case TSU_FIELD_EMAIL:
  case TSU_FIELD_URL:
  case TSU_FIELD_POSTAL:
  default:
    return TSU_TYPE_TEXT_ROW;
  }
}

/**
 * tsu_field_row_new:
 *
 * Returns: (transfer floating): the row that edits a field of that kind
 */
TsuFieldRow *
tsu_field_row_new (TsuDesk *desk, const TsuField *field)
{
  TsuFieldRow *self = g_object_new (find_type (field), NULL);
  TsuFieldRowPrivate *priv = get (self);
  const char *title = tsu_words_field (field);

  priv->desk = g_object_ref (desk);
  priv->field = field;
  gtk_label_set_label (GTK_LABEL (priv->title), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  TSU_FIELD_ROW_GET_CLASS (self)->prepare (self);
  return self;
}

/**
 * tsu_field_row_set_dossier:
 *
 * Shows the field of that record. What is being typed stays, and is saved against the value that
 * was shown when the typing began.
 */
void
tsu_field_row_set_dossier (TsuFieldRow *self, TsuDossier *dossier)
{
  TsuFieldRowPrivate *priv = get (self);

  tsu_dossier_ref (dossier);
  g_clear_pointer (&priv->dossier, tsu_dossier_unref);
  priv->dossier = dossier;
  if (!tsu_field_row_is_dirty (self))
    show_value (self);
}

const TsuField *
tsu_field_row_get_field (TsuFieldRow *self)
{
  return get (self)->field;
}

gboolean
tsu_field_row_is_dirty (TsuFieldRow *self)
{
  return TSU_FIELD_ROW_GET_CLASS (self)->is_dirty (self);
}

gboolean
tsu_field_row_is_empty (TsuFieldRow *self)
{
  return !tsu_field_row_get_value (self) && !tsu_field_row_is_dirty (self);
}

/**
 * tsu_field_row_get_problem:
 *
 * Returns: (nullable) (transfer none): the sentence that stands beside the field
 */
const char *
tsu_field_row_get_problem (TsuFieldRow *self)
{
  TsuFieldRowPrivate *priv = get (self);

  return gtk_widget_get_visible (priv->problem_box) ? gtk_label_get_text (GTK_LABEL (priv->problem))
                                                    : NULL;
}

TsuDesk *
tsu_field_row_get_desk (TsuFieldRow *self)
{
  return get (self)->desk;
}

TsuDossier *
tsu_field_row_get_dossier (TsuFieldRow *self)
{
  return get (self)->dossier;
}

/**
 * tsu_field_row_get_value:
 *
 * Returns: (nullable) (transfer none): the field's value in the ledger, as far as it is known
 */
TsuValue *
tsu_field_row_get_value (TsuFieldRow *self)
{
  TsuFieldRowPrivate *priv = get (self);

  return priv->dossier ? tsu_record_get (tsu_dossier_get_record (priv->dossier), priv->field->name)
                       : NULL;
}

/**
 * tsu_field_row_set_editor:
 * @editor: stands below the title
 * @named: what of it has the focus and so needs the field's name
 */
void
tsu_field_row_set_editor (TsuFieldRow *self, GtkWidget *editor, GtkWidget *named)
{
  TsuFieldRowPrivate *priv = get (self);

  gtk_box_append (GTK_BOX (priv->line), editor);
  gtk_accessible_update_property (GTK_ACCESSIBLE (named), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tsu_words_field (priv->field), -1);
}

void
tsu_field_row_add_suffix (TsuFieldRow *self, GtkWidget *suffix)
{
  gtk_box_append (GTK_BOX (get (self)->suffixes), suffix);
}

void
tsu_field_row_set_title_visible (TsuFieldRow *self, gboolean visible)
{
  gtk_widget_set_visible (get (self)->title, visible);
}

/**
 * tsu_field_row_fail:
 * @sentence: (nullable): what is wrong and what to do; NULL when all is well again
 */
void
tsu_field_row_fail (TsuFieldRow *self, const char *sentence)
{
  TsuFieldRowPrivate *priv = get (self);

  gtk_widget_set_visible (priv->problem_box, sentence != NULL);
  gtk_label_set_label (GTK_LABEL (priv->problem), sentence ? sentence : "");
  if (sentence)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static TsuEdit *
make_edit (TsuFieldRow *self, TsuValue *value)
{
  TsuFieldRowPrivate *priv = get (self);
  TsuRecord *record = tsu_dossier_get_record (priv->dossier);
  const TsuType *type = tsu_record_get_type_of (record);
  TsuEdit *edit;

  if (tsu_dossier_is_draft (priv->dossier)) {
    edit = tsu_edit_new_create (type, tsu_record_get_id (record));
    for (guint i = 0; i < type->n_fields; i++) {
      TsuValue *preset = tsu_record_get_at (record, i);

      if (preset)
        tsu_edit_set (edit, type->fields[i].name, tsu_value_ref (preset));
    }
    tsu_dossier_set_draft (priv->dossier, FALSE);
  } else {
    edit = tsu_edit_new_change (type, tsu_record_get_id (record));
    tsu_edit_expect (edit, priv->field->name, priv->shown ? tsu_value_ref (priv->shown) : NULL);
  }
  tsu_edit_set (edit, priv->field->name, value ? tsu_value_ref (value) : NULL);
  return edit;
}

/**
 * tsu_field_row_commit:
 * @value: (nullable) (transfer none): what the field shall hold
 *
 * Saves. The row is no longer dirty from here on; should the ledger refuse, the sentence says so.
 */
void
tsu_field_row_commit (TsuFieldRow *self, TsuValue *value)
{
  TsuFieldRowPrivate *priv = get (self);
  GPtrArray *edits;

  tsu_field_row_fail (self, NULL);
  if (!priv->dossier || (value == NULL && priv->shown == NULL) ||
      (value && priv->shown && tsu_value_equal (value, priv->shown)))
    return;

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_ptr_array_add (edits, make_edit (self, value));
  g_clear_pointer (&priv->shown, tsu_value_unref);
  priv->shown = value ? tsu_value_ref (value) : NULL;
  tsu_store_apply_async (tsu_desk_get_store (priv->desk), edits, N_ ("Edit"), priv->cancellable,
                         saved_cb, g_object_ref (self));
}

/**
 * tsu_field_row_revert:
 *
 * Puts back what the ledger has.
 */
void
tsu_field_row_revert (TsuFieldRow *self)
{
  tsu_field_row_fail (self, NULL);
  TSU_FIELD_ROW_GET_CLASS (self)->revert (self);
}
