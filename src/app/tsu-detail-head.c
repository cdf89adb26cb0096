/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of a record's page: icon, reading, name, and its kind, district and themes as chips.
 */

#include "config.h"

#include "tsu-detail-head.h"

#include "tsu-mnemonic.h"
#include "tsu-words.h"
#include "tsu-wrap.h"

#include <glib/gi18n.h>

static void
add_chip (GtkWidget *box, const char *text, const char *icon)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (icon)
    gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (chip), label);
  gtk_widget_add_css_class (chip, "tag");
  gtk_box_append (GTK_BOX (box), chip);
}

static void
add_field (GtkWidget *box, TsuDossier *dossier, const char *name)
{
  TsuRecord *record = tsu_dossier_get_record (dossier);
  const TsuField *field = tsu_type_find_field (tsu_record_get_type_of (record), name);
  TsuValue *value = field ? tsu_record_get (record, name) : NULL;
  const char *one[] = { NULL, NULL };
  const char *const *codes = one;

  if (!value)
    return;
  if (tsu_value_get_kind (value) == TSU_VALUE_LIST)
    codes = tsu_value_get_list (value);
  else
    one[0] = tsu_value_get_text (value);

  for (guint i = 0; codes[i]; i++) {
    const TsuTerm *term =
      field->vocabulary ? tsu_vocabulary_find (field->vocabulary, codes[i]) : NULL;

    if (term)
      add_chip (box, tsu_vocabulary_label (field->vocabulary, codes[i]), term->icon);
    else
      add_chip (box, tsu_dossier_get_name (dossier, codes[i]), NULL);
  }
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

/**
 * tsu_detail_head_new_deleted:
 *
 * Returns: (transfer floating): what is said above the head of a record that was deleted
 */
GtkWidget *
tsu_detail_head_new_deleted (void)
{
  GtkWidget *banner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("This record was deleted."));
  GtkWidget *restore = tsu_mnemonic_button_new (_ ("_Put back"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (restore), "detail.restore");
  gtk_widget_set_valign (restore, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (banner), label);
  gtk_box_append (GTK_BOX (banner), restore);
  gtk_widget_add_css_class (banner, "notice");
  return banner;
}

/**
 * tsu_detail_head_new:
 *
 * Returns: (transfer floating): the head
 */
GtkWidget *
tsu_detail_head_new (TsuDossier *dossier)
{
  static const char *const fields[] = { "kind", "kinds", "status", "district", "themes", "tags" };
  TsuRecord *record = tsu_dossier_get_record (dossier);
  const TsuSummary *summary = tsu_dossier_get_summary (dossier);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name (tsu_record_get_icon (record));
  GtkWidget *chips = tsu_wrap_box_new ();
  /* Translators: %s is the word for one record of a type: heading of one just begun. */
  g_autofree char *new_title =
    g_strdup_printf (_ ("New: %s"), tsu_words_type (tsu_record_get_type_of (record)));

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 28);
  gtk_widget_add_css_class (icon, "disc");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), icon);

  if (summary && summary->reading)
    gtk_box_append (GTK_BOX (texts), make_label (summary->reading, "secondary"));
  gtk_box_append (GTK_BOX (texts), make_label (summary ? summary->title : new_title, "title-1"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (chips, dossier, fields[i]);
  gtk_widget_set_margin_top (chips, 4);
  gtk_widget_set_visible (chips, gtk_widget_get_first_child (chips) != NULL);
  gtk_box_append (GTK_BOX (texts), chips);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), texts);
  return head;
}
