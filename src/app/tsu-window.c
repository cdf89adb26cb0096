/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: sidebar, pages, toasts. What its commands do is in tsu-window-actions.c; what a page
 * shows is the page's.
 */

#include "config.h"

#include "tsu-window.h"

#include "tsu-file-actions.h"
#include "tsu-focus.h"
#include "tsu-list-page.h"
#include "tsu-page-info.h"
#include "tsu-page-stack.h"
#include "tsu-sidebar.h"
#include "tsu-slip.h"
#include "tsu-split.h"
#include "tsu-sync-actions.h"
#include "tsu-today.h"
#include "tsu-trail.h"
#include "tsu-window-actions.h"

#include <glib/gi18n.h>

struct _TsuWindow {
  AdwApplicationWindow parent_instance;

  /* owned */
  GSettings *settings;
  TsuDesk *desk; /* NULL until there is a ledger */
  TsuTrail *trail;

  /* owned through the widget tree */
  AdwToastOverlay *toasts;
  GtkStack *state; /* "other": first run; "main"; "slip" */
  TsuSplit *split;
  TsuSidebar *sidebar;
  GtkStack *pages;
};

G_DEFINE_FINAL_TYPE (TsuWindow, tsu_window, ADW_TYPE_APPLICATION_WINDOW)

static void
said_cb (TsuWindow *self, const char *text, gboolean with_undo)
{
  tsu_window_say (self, text, with_undo);
}

static void
failed_cb (TsuWindow *self, const GError *error)
{
  tsu_window_report (self, error);
}

static void
open_cb (TsuWindow *self, const char *id, const char *type)
{
  tsu_window_show_record (self, tsu_schema_find_type (type), id);
}

static void
visited_cb (TsuWindow *self, const char *id, const char *type)
{
  tsu_trail_visit (self->trail, tsu_schema_find_type (type), id);
  tsu_window_actions_update (self);
}

static void
page_cb (TsuWindow *self, const char *name)
{
  tsu_window_show_page (self, name);
}

static void
changed_cb (TsuWindow *self)
{
  tsu_window_actions_update (self);
}

static gboolean
tsu_window_close_request (GtkWindow *window)
{
  TsuWindow *self = TSU_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  /* Leaving the field that has the cursor saves it. */
  gtk_window_set_focus (window, NULL);

  return GTK_WINDOW_CLASS (tsu_window_parent_class)->close_request (window);
}

static void
tsu_window_dispose (GObject *object)
{
  TsuWindow *self = TSU_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->trail, tsu_trail_free);
  self->sidebar = NULL;

  G_OBJECT_CLASS (tsu_window_parent_class)->dispose (object);
}

static void
tsu_window_class_init (TsuWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tsu_window_close_request;
}

static void
tsu_window_init (TsuWindow *self)
{
  self->trail = tsu_trail_new ();
  self->split = TSU_SPLIT (tsu_split_new ());
  self->sidebar = TSU_SIDEBAR (tsu_sidebar_new (self->split));
  tsu_split_set_sidebar (self->split, GTK_WIDGET (self->sidebar));
  g_signal_connect_object (self->sidebar, "page", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  self->pages = tsu_page_stack_new ();
  tsu_split_set_content (self->split, GTK_WIDGET (self->pages));

  self->state = tsu_page_stack_new ();
  gtk_stack_add_named (self->state, GTK_WIDGET (self->split), "main");
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->state));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_widget_set_size_request (GTK_WIDGET (self), 350, 294);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Tsunagi"));
  gtk_window_set_icon_name (GTK_WINDOW (self), APP_ID);
  tsu_window_actions_install (self);
  tsu_file_actions_install (self);
  tsu_sync_actions_install (self);
}

TsuWindow *
tsu_window_new (GtkApplication *app, GSettings *settings)
{
  TsuWindow *self = g_object_new (TSU_TYPE_WINDOW, "application", app, NULL);

  self->settings = g_object_ref (settings);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_settings_bind (settings, "sidebar-visible", self->split, "show-sidebar",
                   G_SETTINGS_BIND_DEFAULT);
  return self;
}

static void
forget_pages (TsuWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  if ((page = gtk_stack_get_child_by_name (self->state, "slip")) != NULL)
    gtk_stack_remove (self->state, page);
  g_clear_pointer (&self->trail, tsu_trail_free);
  self->trail = tsu_trail_new ();
}

/**
 * tsu_window_set_store:
 * @store: the ledger to work on from now on
 */
void
tsu_window_set_store (TsuWindow *self, TsuStore *store)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");

  forget_pages (self);
  g_clear_object (&self->desk);
  self->desk = tsu_desk_new (store, self->settings);
  g_signal_connect_object (self->desk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "visited", G_CALLBACK (visited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  tsu_sidebar_set_desk (self->sidebar, self->desk);
  tsu_file_actions_update (self);
  tsu_sync_actions_update (self);
  gtk_stack_set_visible_child_name (self->state, "main");
  tsu_window_show_page (self, tsu_page_info_find (page) ? page : "today");
}

/**
 * tsu_window_leave_store:
 * @widget: (transfer floating): stands in the place of the pages
 *
 * Lets go of the ledger, so that its file can be replaced.
 */
void
tsu_window_leave_store (TsuWindow *self, GtkWidget *widget)
{
  tsu_window_show_widget (self, widget);
  forget_pages (self);
  g_signal_handlers_disconnect_by_data (tsu_desk_get_store (self->desk), self);
  tsu_sidebar_set_desk (self->sidebar, NULL);
  g_object_run_dispose (G_OBJECT (self->desk));
  g_clear_object (&self->desk);
  tsu_window_actions_update (self);
  tsu_file_actions_update (self);
  tsu_sync_actions_update (self);
}

/**
 * tsu_window_show_widget:
 * @widget: (transfer floating): stands in the place of the pages until there is a ledger
 */
void
tsu_window_show_widget (TsuWindow *self, GtkWidget *widget)
{
  GtkWidget *before = gtk_stack_get_child_by_name (self->state, "other");
  TsuPane *pane = TSU_PANE (tsu_pane_new ());

  if (before)
    gtk_stack_remove (self->state, before);
  tsu_pane_set_title (pane, _ ("Tsunagi"), NULL);
  tsu_pane_set_child (pane, widget);
  gtk_stack_add_named (self->state, GTK_WIDGET (pane), "other");
  gtk_stack_set_visible_child_name (self->state, "other");
}

/**
 * tsu_window_say:
 * @text: a sentence, plain
 * @with_undo: whether to offer to take it back
 */
void
tsu_window_say (TsuWindow *self, const char *text, gboolean with_undo)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (with_undo)
    tsu_window_say_with (self, text, _ ("_Undo"), "win.undo", NULL);
  else
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

/**
 * tsu_window_say_with:
 * @label: of the button, with mnemonic
 * @action: what the button does
 * @target: (nullable): its parameter, a text
 *
 * Says something with a button of its own.
 */
void
tsu_window_say_with (
  TsuWindow *self, const char *text, const char *label, const char *action, const char *target)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  /* Long enough to look at what was done before deciding. */
  adw_toast_set_timeout (toast, 20);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  if (target)
    adw_toast_set_action_target (toast, "s", target);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * tsu_window_report:
 *
 * The one place where an error that has no field of its own comes before the user.
 */
void
tsu_window_report (TsuWindow *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tsu_window_say (self, error->message, FALSE);
}

/**
 * tsu_window_get_desk:
 *
 * Returns: (nullable) (transfer none): the desk; NULL until there is a ledger
 */
TsuDesk *
tsu_window_get_desk (TsuWindow *self)
{
  return self->desk;
}

/**
 * tsu_window_get_page:
 *
 * Returns: (nullable) (transfer none): the page that is shown
 */
GtkWidget *
tsu_window_get_page (TsuWindow *self)
{
  return gtk_stack_get_visible_child (self->pages);
}

/**
 * tsu_window_show_page:
 * @name: of the table of pages; the page is made when it is first gone to
 */
void
tsu_window_show_page (TsuWindow *self, const char *name)
{
  const TsuPageInfo *info = tsu_page_info_find (name);

  if (!info || !self->desk)
    return;
  if (!gtk_stack_get_child_by_name (self->pages, name))
    gtk_stack_add_named (self->pages, info->create (info, self->desk, self->split), name);
  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_stack_set_visible_child_name (self->state, "main");
  tsu_sidebar_set_page (self->sidebar, name);
  tsu_split_set_show_content (self->split, TRUE);
  g_settings_set_string (self->settings, "page", name);
  tsu_window_actions_update (self);
}

/**
 * tsu_window_show_record:
 *
 * Shows a record on the page of its type; one whose type has no page, on the page that is there.
 */
void
tsu_window_show_record (TsuWindow *self, const TsuType *type, const char *id)
{
  const TsuPageInfo *info = tsu_page_info_find_for_type (type->name);
  GtkWidget *page;

  if (info)
    tsu_window_show_page (self, info->name);
  gtk_stack_set_visible_child_name (self->state, "main");
  page = tsu_window_get_page (self);
  if (TSU_IS_LIST_PAGE (page))
    tsu_list_page_show_record (TSU_LIST_PAGE (page), type, id);
  else if (TSU_IS_TODAY (page))
    tsu_today_show_record (TSU_TODAY (page), id);
}

static void
slip_closed_cb (TsuWindow *self)
{
  GtkWidget *page = tsu_window_get_page (self);

  gtk_stack_set_visible_child_name (self->state, "main");
  if (page && !tsu_focus_is_within (page))
    gtk_widget_grab_focus (page);
}

/**
 * tsu_window_show_slip:
 *
 * Goes to the counter slip, in the place of the pages; they wait as they are.
 */
void
tsu_window_show_slip (TsuWindow *self)
{
  GtkWidget *slip = gtk_stack_get_child_by_name (self->state, "slip");

  if (!self->desk)
    return;
  if (!slip) {
    slip = tsu_slip_new (self->desk);
    g_signal_connect_object (slip, "closed", G_CALLBACK (slip_closed_cb), self, G_CONNECT_SWAPPED);
    gtk_stack_add_named (self->state, slip, "slip");
  }
  gtk_stack_set_visible_child_name (self->state, "slip");
  tsu_slip_begin (TSU_SLIP (slip));
}

void
tsu_window_toggle_sidebar (TsuWindow *self)
{
  if (tsu_split_get_collapsed (self->split))
    tsu_split_set_show_content (self->split, !tsu_split_get_show_content (self->split));
  else
    tsu_split_set_show_sidebar (self->split, !tsu_split_get_show_sidebar (self->split));
}

/**
 * tsu_window_go_back:
 *
 * To the record before; on a narrow window from the record to the list, and on to the pages.
 */
void
tsu_window_go_back (TsuWindow *self)
{
  GtkWidget *page = tsu_window_get_page (self);
  const TsuTrailStep *step;

  if (TSU_IS_LIST_PAGE (page) && tsu_list_page_back (TSU_LIST_PAGE (page)))
    return;
  if (TSU_IS_TODAY (page) && tsu_today_back (TSU_TODAY (page)))
    return;
  if (tsu_split_get_collapsed (self->split))
    tsu_split_set_show_content (self->split, FALSE);
  else if ((step = tsu_trail_move (self->trail, -1)) != NULL)
    tsu_window_show_record (self, step->type, step->id);
}

void
tsu_window_go_forward (TsuWindow *self)
{
  const TsuTrailStep *step = tsu_trail_move (self->trail, 1);

  if (step)
    tsu_window_show_record (self, step->type, step->id);
}
