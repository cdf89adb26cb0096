/* SPDX-License-Identifier: GPL-3.0-or-later */

/* This file owns the stack of pages of which one is seen, and the others are hidden from whoever
 * has the screen read out as well. */

#include "config.h"

#include "tsu-page-stack.h"

/* GTK 4.8 tells of a page that is not shown all that it tells of the one that is. */
static void
shown_cb (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);
  GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack));

  for (; page; page = gtk_widget_get_next_sibling (page))
    gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, page != shown,
                                 -1);
}

/**
 * tsu_page_stack_new:
 *
 * Returns: (transfer floating): a stack whose pages out of sight are hidden to assistive
 *   technologies
 */
GtkStack *
tsu_page_stack_new (void)
{
  GtkStack *stack = GTK_STACK (gtk_stack_new ());
  GtkSelectionModel *pages = gtk_stack_get_pages (stack);

  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (shown_cb), NULL);
  g_signal_connect_swapped (pages, "items-changed", G_CALLBACK (shown_cb), stack);
  /* The stack makes its list of pages for whoever asks, and keeps none. */
  g_object_set_data_full (G_OBJECT (stack), "tsu-pages", pages, g_object_unref);
  return stack;
}
