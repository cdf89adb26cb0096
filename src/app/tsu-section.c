/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One section of a record's page.
 */

#include "config.h"

#include "tsu-section.h"

#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuSection {
  AdwPreferencesGroup parent_instance;

  /* owned */
  TsuDesk *desk;
  GPtrArray *rows; /* TsuFieldRow, owned through the widget tree */

  GtkWidget *more; /* the row that unfolds the rest */
  gboolean open;
};

G_DEFINE_FINAL_TYPE (TsuSection, tsu_section, ADW_TYPE_PREFERENCES_GROUP)

/* The names of the fields that are folded away, for the row that stands for them. */
static char *
name_fields (TsuSection *self, gboolean hidden_only)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    if (hidden_only && gtk_widget_get_visible (self->rows->pdata[i]))
      continue;
    if (names->len > 0)
      g_string_append (names, _ (", "));
    g_string_append (names, tsu_words_field (tsu_field_row_get_field (self->rows->pdata[i])));
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
update (TsuSection *self)
{
  gboolean folded = FALSE;
  g_autofree char *names = NULL;

  for (guint i = 0; i < self->rows->len; i++) {
    gboolean show = self->open || !tsu_field_row_is_empty (self->rows->pdata[i]);

    gtk_widget_set_visible (self->rows->pdata[i], show);
    folded = folded || !show;
  }
  gtk_widget_set_visible (self->more, folded && !tsu_section_is_read_only (self));
  if (!folded)
    return;
  names = name_fields (self, TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->more), names);
}

static void
more_cb (TsuSection *self)
{
  tsu_section_open (self);
  tsu_section_focus (self);
}

static void
tsu_section_dispose (GObject *object)
{
  TsuSection *self = TSU_SECTION (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_section_parent_class)->dispose (object);
}

static void
tsu_section_finalize (GObject *object)
{
  g_ptr_array_unref (TSU_SECTION (object)->rows);

  G_OBJECT_CLASS (tsu_section_parent_class)->finalize (object);
}

static void
tsu_section_class_init (TsuSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = tsu_section_finalize;
}

static void
tsu_section_init (TsuSection *self)
{
  self->rows = g_ptr_array_new ();
  self->more = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->more), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), _ ("More fields"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->more), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->more),
                             gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->more), TRUE);
  gtk_widget_add_css_class (self->more, "more");
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect_swapped (self->more, "activated", G_CALLBACK (more_cb), self);
}

/**
 * tsu_section_new:
 * @name: section of the field table
 * @open: whether empty fields are shown from the start
 */
GtkWidget *
tsu_section_new (TsuDesk *desk, const char *name, gboolean open)
{
  TsuSection *self = g_object_new (TSU_TYPE_SECTION, "title", tsu_words_section (name), NULL);

  self->desk = g_object_ref (desk);
  self->open = open;
  return GTK_WIDGET (self);
}

void
tsu_section_add (TsuSection *self, const TsuField *field)
{
  TsuFieldRow *row = tsu_field_row_new (self->desk, field);

  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
}

/**
 * tsu_section_set_dossier:
 *
 * Shows that record. To be called once at least, after the last field was added.
 */
void
tsu_section_set_dossier (TsuSection *self, TsuDossier *dossier)
{
  if (!gtk_widget_get_parent (self->more))
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more);
  for (guint i = 0; i < self->rows->len; i++)
    tsu_field_row_set_dossier (self->rows->pdata[i], dossier);
  update (self);
}

gboolean
tsu_section_is_empty (TsuSection *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (!tsu_field_row_is_empty (self->rows->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

void
tsu_section_open (TsuSection *self)
{
  self->open = TRUE;
  update (self);
}

gboolean
tsu_section_is_open (TsuSection *self)
{
  return self->open;
}

/**
 * tsu_section_dup_fields:
 *
 * Returns: (transfer full): the labels of its fields, in a line
 */
char *
tsu_section_dup_fields (TsuSection *self)
{
  return name_fields (self, FALSE);
}

/**
 * tsu_section_focus:
 *
 * Puts the cursor into the first empty field.
 */
void
tsu_section_focus (TsuSection *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (tsu_field_row_is_empty (self->rows->pdata[i])) {
      gtk_widget_child_focus (self->rows->pdata[i], GTK_DIR_TAB_FORWARD);
      return;
    }
  }
}

/**
 * tsu_section_is_read_only:
 *
 * Returns: whether it only tells what came in from a file; then its empty fields are of no use
 */
gboolean
tsu_section_is_read_only (TsuSection *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (tsu_field_row_get_field (self->rows->pdata[i])->kind != TSU_FIELD_PAIRS)
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_section_find_row:
 *
 * Returns: (nullable) (transfer none): the row of that field
 */
TsuFieldRow *
tsu_section_find_row (TsuSection *self, const char *field)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal (tsu_field_row_get_field (self->rows->pdata[i])->name, field))
      return self->rows->pdata[i];
  }
  return NULL;
}
