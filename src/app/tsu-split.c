/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two panes that fold into one. The only file that names AdwLeaflet, which libadwaita 1.4
 * deprecates.
 */

#include "config.h"

#include "tsu-split.h"

#include <adwaita.h>

struct _TsuSplit {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  AdwLeaflet *leaflet;
  GtkWidget *sidebar;
  GtkWidget *separator;
  GtkWidget *content;

  gboolean show_sidebar;
  gboolean show_content; /* which pane is shown while there is room for only one */
};

enum {
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_COLLAPSED,
  PROP_SHOW_CONTENT,
  PROP_SHOW_SIDEBAR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TsuSplit, tsu_split, GTK_TYPE_WIDGET)

static void
update_sidebar (TsuSplit *self)
{
  gboolean visible = self->show_sidebar || adw_leaflet_get_folded (self->leaflet);

  if (self->sidebar)
    gtk_widget_set_visible (self->sidebar, visible);
  gtk_widget_set_visible (self->separator, visible);
}

/* Side by side, the leaflet is not told which pane is the one: it would take the focus there. */
static void
update_visible_child (TsuSplit *self)
{
  GtkWidget *child = self->show_content ? self->content : self->sidebar;

  if (child && adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, child);
}

static void
folded_cb (TsuSplit *self)
{
  update_sidebar (self);
  update_visible_child (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSED]);
}

static void
visible_child_cb (TsuSplit *self)
{
  gboolean content =
    self->content && adw_leaflet_get_visible_child (self->leaflet) == self->content;

  if (!adw_leaflet_get_folded (self->leaflet) || content == self->show_content)
    return;
  self->show_content = content;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTENT]);
}

static void
tsu_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TsuSplit *self = TSU_SPLIT (object);

  switch (id) {
  case PROP_SIDEBAR:
    g_value_set_object (value, self->sidebar);
    break;
  case PROP_CONTENT:
    g_value_set_object (value, self->content);
    break;
  case PROP_COLLAPSED:
    g_value_set_boolean (value, tsu_split_get_collapsed (self));
    break;
  case PROP_SHOW_CONTENT:
    g_value_set_boolean (value, tsu_split_get_show_content (self));
    break;
  case PROP_SHOW_SIDEBAR:
    g_value_set_boolean (value, self->show_sidebar);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tsu_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TsuSplit *self = TSU_SPLIT (object);

  switch (id) {
  case PROP_SIDEBAR:
    tsu_split_set_sidebar (self, g_value_get_object (value));
    break;
  case PROP_CONTENT:
    tsu_split_set_content (self, g_value_get_object (value));
    break;
  case PROP_SHOW_CONTENT:
    tsu_split_set_show_content (self, g_value_get_boolean (value));
    break;
  case PROP_SHOW_SIDEBAR:
    tsu_split_set_show_sidebar (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tsu_split_dispose (GObject *object)
{
  TsuSplit *self = TSU_SPLIT (object);

  if (self->leaflet)
    gtk_widget_unparent (GTK_WIDGET (self->leaflet));
  self->leaflet = NULL;
  self->sidebar = self->content = self->separator = NULL;

  G_OBJECT_CLASS (tsu_split_parent_class)->dispose (object);
}

static void
tsu_split_class_init (TsuSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tsu_split_get_property;
  object_class->set_property = tsu_split_set_property;
  object_class->dispose = tsu_split_dispose;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_CONTENT] = g_param_spec_boolean ("show-content", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_SIDEBAR] = g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_split_init (TsuSplit *self)
{
  self->show_sidebar = TRUE;
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  adw_leaflet_set_can_unfold (self->leaflet, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));

  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (self->separator, "sidebar-line");
  adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, self->separator), FALSE);

  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_cb),
                            self);
}

GtkWidget *
tsu_split_new (void)
{
  return g_object_new (TSU_TYPE_SPLIT, NULL);
}

void
tsu_split_set_sidebar (TsuSplit *self, GtkWidget *sidebar)
{
  g_return_if_fail (!self->sidebar);

  self->sidebar = sidebar;
  adw_leaflet_prepend (self->leaflet, sidebar);
  /* Else a folded leaflet would show its first child, the line. */
  adw_leaflet_set_visible_child (self->leaflet, sidebar);
  update_sidebar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR]);
}

void
tsu_split_set_content (TsuSplit *self, GtkWidget *content)
{
  g_return_if_fail (!self->content);

  self->content = content;
  gtk_widget_set_hexpand (content, TRUE);
  adw_leaflet_append (self->leaflet, content);
  if (adw_leaflet_get_visible_child (self->leaflet) == self->separator)
    adw_leaflet_set_visible_child (self->leaflet, content);
  self->show_content = !self->sidebar;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

/**
 * tsu_split_get_collapsed:
 *
 * Returns: whether only one of the panes is shown
 */
gboolean
tsu_split_get_collapsed (TsuSplit *self)
{
  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
tsu_split_get_show_content (TsuSplit *self)
{
  return self->show_content;
}

/**
 * tsu_split_set_show_content:
 * @show: which pane is shown, or will be once there is room for only one
 */
void
tsu_split_set_show_content (TsuSplit *self, gboolean show)
{
  if (self->show_content == show)
    return;
  self->show_content = show;
  update_visible_child (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTENT]);
}

gboolean
tsu_split_get_show_sidebar (TsuSplit *self)
{
  return self->show_sidebar;
}

/**
 * tsu_split_set_show_sidebar:
 * @show: whether the sidebar stands beside the content; a collapsed split always has it
 */
void
tsu_split_set_show_sidebar (TsuSplit *self, gboolean show)
{
  if (self->show_sidebar == show)
    return;
  self->show_sidebar = show;
  update_sidebar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}
