/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema's source strings in the user's language. The tables hold them with a context each, so
 * that "State" of a field and "State" of a heading can be worded apart. And the words of what shows
 * an icon alone.
 */

#include "config.h"

#include "tsu-words.h"

#include <glib/gi18n.h>

/**
 * tsu_words_type:
 *
 * Returns: (transfer none): the word for one record of @type
 */
const char *
tsu_words_type (const TsuType *type)
{
  return g_dpgettext2 (NULL, "type", type->label);
}

/**
 * tsu_words_types:
 *
 * Returns: (transfer none): the word for many records of @type
 */
const char *
tsu_words_types (const TsuType *type)
{
  return g_dpgettext2 (NULL, "types", type->plural);
}

/**
 * tsu_words_field:
 *
 * Returns: (transfer none): the label of @field
 */
const char *
tsu_words_field (const TsuField *field)
{
  return g_dpgettext2 (NULL, "field", field->label);
}

/**
 * tsu_words_section:
 * @section: as in the field table
 *
 * Returns: (transfer none): the heading
 */
const char *
tsu_words_section (const char *section)
{
  return g_dpgettext2 (NULL, "section", section);
}

/**
 * tsu_words_undo_label:
 * @label: (nullable): the source string a transaction was labelled with
 *
 * Returns: (transfer none): what was done, in words
 */
const char *
tsu_words_undo_label (const char *label)
{
  return label && *label ? gettext (label) : _ ("Edit");
}

/**
 * tsu_words_name:
 * @widget: shows an icon and no words
 * @words: what it is for
 *
 * Says it to the mouse as a tooltip and to a screen reader as the name.
 */
void
tsu_words_name (GtkWidget *widget, const char *words)
{
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}
