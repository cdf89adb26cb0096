/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buttons with a key in their label. GTK 4.8 names such a button by its label as it is written and
 * once more by the label widget, so that a screen reader says "Add (underline A) Add (A)".
 */

#include "config.h"

#include "tsu-mnemonic.h"

/* Without a key in it the label widget does not name the button. */
static void
say_once (GtkWidget *button)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (button));

  if (label && strchr (label, '_'))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/**
 * tsu_mnemonic_button_new:
 * @label: with an underline before the key
 *
 * Returns: (transfer floating): a button that says its name once
 */
GtkWidget *
tsu_mnemonic_button_new (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  say_once (button);
  return button;
}

/**
 * tsu_mnemonic_button_set_label:
 * @label: with an underline before the key
 *
 * As gtk_button_set_label(), for a button that says its name once.
 */
void
tsu_mnemonic_button_set_label (GtkButton *button, const char *label)
{
  gtk_button_set_label (button, label);
  say_once (GTK_WIDGET (button));
}

/**
 * tsu_mnemonic_settle:
 * @root: of widgets made from a template
 *
 * Lets the buttons below it say their names once.
 */
void
tsu_mnemonic_settle (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && gtk_button_get_use_underline (GTK_BUTTON (root)))
    say_once (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    tsu_mnemonic_settle (child);
}
