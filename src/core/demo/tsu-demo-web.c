/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is tied to whom: offices with their terms, members, and groups that work together; and what
 * every association keeps in its shed.
 */

#include "config.h"

#include "tsu-demo-wishes.h"

#include "tsu-demo-land.h"

enum {
  COOPERATIONS = 46,
};

static const char *
name_head (const char *kind)
{
  if (g_str_equal (kind, "neighbourhood-association") || g_str_equal (kind, "civic-group"))
    return "会長";
  if (g_str_equal (kind, "condominium-association"))
    return "理事長";
  if (g_str_equal (kind, "npo"))
    return "理事";
  if (g_str_equal (kind, "shopping-street"))
    return "副会長";
  return NULL;
}

static TsuEdit *
begin_tie (TsuDemo *demo,
           const char *key,
           const char *kind,
           const TsuDemoActor *actor,
           const TsuDemoActor *other)
{
  TsuEdit *edit = tsu_demo_begin (demo, "tie", key);

  tsu_edit_set_text (edit, "kind", kind);
  tsu_edit_set_text (edit, "actor", actor->id);
  tsu_edit_set_text (edit, "other", other->id);
  return edit;
}

static gboolean
add_office (TsuDemo *demo, TsuDemoCast *cast, TsuDemoActor *group, guint i, GError **error)
{
  g_autofree char *key = g_strdup_printf ("office-%u", i);
  g_autofree char *since = tsu_demo_day (demo, -tsu_demo_between (demo, 90, 1900));
  g_autofree char *until = tsu_demo_day (demo, tsu_demo_between (demo, 40, 400));
  TsuDemoActor *person = tsu_demo_cast_pick (cast, demo, "person", group->district);
  const char *role = name_head (group->kind);
  TsuEdit *edit;

  if (!role)
    return TRUE;
  edit = begin_tie (demo, key, "role", person, group);
  tsu_edit_set_text (edit, "role", role);
  tsu_edit_set_text (edit, "starts", since);
  if (tsu_demo_chance (demo, 60))
    tsu_edit_set_text (edit, "ends", until);
  return tsu_demo_add (demo, edit, error);
}

static gboolean
add_membership (TsuDemo *demo, TsuDemoCast *cast, TsuDemoActor *person, guint i, GError **error)
{
  g_autofree char *key = g_strdup_printf ("member-%u", i);
  g_autofree char *since = tsu_demo_day (demo, -tsu_demo_between (demo, 30, 1500));
  gboolean near = tsu_demo_chance (demo, 75);
  TsuDemoActor *group =
    tsu_demo_cast_pick (cast, demo, "civic-group npo", near ? person->district : NULL);
  TsuEdit *edit;

  if (!tsu_demo_chance (demo, 46))
    return TRUE;
  edit = begin_tie (demo, key, "member", person, group);
  tsu_edit_set_text (edit, "starts", since);
  return tsu_demo_add (demo, edit, error);
}

static gboolean
add_cooperation (TsuDemo *demo, TsuDemoCast *cast, guint i, GError **error)
{
  static const char *const kinds[] = { "cooperates", "cooperates", "introduced", "supports" };
  g_autofree char *key = g_strdup_printf ("cooperation-%u", i);
  g_autofree char *since = tsu_demo_day (demo, -tsu_demo_between (demo, 20, 1100));
  TsuDemoActor *one =
    tsu_demo_cast_pick (cast, demo, "civic-group npo company neighbourhood-association school",
                        NULL);
  TsuDemoActor *other =
    tsu_demo_cast_pick (cast, demo, "civic-group npo neighbourhood-association shopping-street",
                        tsu_demo_chance (demo, 65) ? one->district : NULL);
  TsuEdit *edit;

  if (one == other)
    return TRUE;
  edit = begin_tie (demo, key, kinds[i % G_N_ELEMENTS (kinds)], one, other);
  tsu_edit_set_text (edit, "starts", since);
  if (i % 3 == 0)
    tsu_demo_set (demo, edit, "introduced_by", "sdc");
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_web_fill:
 *
 * Writes ties beside those of the stories.
 *
 * Returns: whether they could be written
 */
gboolean
tsu_demo_web_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  for (guint i = 0; i < cast->actors->len; i++) {
    TsuDemoActor *actor = g_ptr_array_index (cast->actors, i);
    gboolean good = g_str_equal (actor->kind, "person")
                      ? add_membership (demo, cast, actor, i, error)
                      : add_office (demo, cast, actor, i, error);

    if (!good)
      return FALSE;
  }
  for (guint i = 0; i < COOPERATIONS; i++) {
    if (!add_cooperation (demo, cast, i, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_thing (TsuDemo *demo, const TsuDemoActor *owner, guint i, GError **error)
{
  static const struct {
    const char *name;
    const char *reading;
    int most;
  } things[] = {
    { "発電機", "はつでんき", 2 },
    { "リヤカー", "りやかー", 2 },
    { "テント", "てんと", 3 },
    { "折りたたみいす", "おりたたみいす", 40 },
    { "かまどと大鍋", "かまどとおおなべ", 2 },
    { "投光器", "とうこうき", 4 },
    { "綿あめ機", "わたあめき", 1 },
    { "拡声器", "かくせいき", 3 },
  };
  const guint which = i % G_N_ELEMENTS (things);
  g_autofree char *key = g_strdup_printf ("thing-%u", i);
  g_autofree char *name = g_strdup_printf ("%s（%s）", things[which].name, owner->name);
  TsuEdit *edit = tsu_demo_begin (demo, "resource", key);

  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "reading", things[which].reading);
  tsu_edit_set_text (edit, "kind", "equipment");
  tsu_edit_set_text (edit, "category", "町内会の備品");
  tsu_edit_set_text (edit, "owner", owner->id);
  tsu_demo_set (demo, edit, "district", owner->district);
  tsu_edit_set_integer (edit, "quantity", tsu_demo_between (demo, 1, things[which].most));
  tsu_edit_set_boolean (edit, "lendable", tsu_demo_chance (demo, 70));
  tsu_edit_set_text (edit, "status", tsu_demo_chance (demo, 92) ? "running" : "resting");
  tsu_demo_land_set_address (demo, edit, owner->district, owner->town);
  return tsu_demo_add (demo, edit, error);
}

/**
 * tsu_demo_stock_fill:
 *
 * Writes the equipment that associations could lend.
 *
 * Returns: whether it could be written
 */
gboolean
tsu_demo_stock_fill (TsuDemo *demo, TsuDemoCast *cast, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < cast->actors->len; i++) {
    const TsuDemoActor *actor = g_ptr_array_index (cast->actors, i);

    if (!g_str_equal (actor->kind, "neighbourhood-association"))
      continue;
    if (!add_thing (demo, actor, n++, error) ||
        (n % 3 == 0 && !add_thing (demo, actor, n++, error)))
      return FALSE;
  }
  return TRUE;
}
