/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-demo-writer.h"

G_BEGIN_DECLS

/**
 * TsuDemoActor:
 * @district: key of the district
 * @town: where the actor lives or sits
 * @events: how many events the actor has been to while the past is filled in
 *
 * What the later parts of the ward need to know of an actor.
 */
typedef struct {
  char *id;
  char *name;
  char *kind;
  char *district;
  char *town;
  int events;
} TsuDemoActor;

/**
 * TsuDemoCast:
 * @actors: (element-type TsuDemoActor): all that are in the ward so far
 * @names: how many names were given away
 * @phones: how many telephone numbers were given away
 *
 * Who lives in the ward.
 */
typedef struct {
  GPtrArray *actors;
  guint names;
  guint phones;
} TsuDemoCast;

TsuDemoCast *tsu_demo_cast_new (void);
void tsu_demo_cast_free (TsuDemoCast *self);
gboolean tsu_demo_cast_add (
  TsuDemoCast *self, TsuDemo *demo, const char *key, GHashTable *fields, GError **error);
gboolean tsu_demo_cast_add_persons (TsuDemoCast *self, TsuDemo *demo, guint n, GError **error);
TsuDemoActor *
tsu_demo_cast_pick (TsuDemoCast *self, TsuDemo *demo, const char *kinds, const char *district);

void tsu_demo_fill_out_actor (
  TsuDemoCast *self, TsuDemo *demo, TsuEdit *edit, GHashTable *fields, TsuDemoActor *actor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDemoCast, tsu_demo_cast_free)

G_END_DECLS
