/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuSlipWish:
 * @TSU_SLIP_RECORD: the consultation is written down, no more
 * @TSU_SLIP_NEED: each of its subjects becomes a need
 * @TSU_SLIP_OFFER: each becomes an offer
 * @TSU_SLIP_BOTH: each becomes what its subject speaks of
 */
typedef enum {
  TSU_SLIP_RECORD,
  TSU_SLIP_NEED,
  TSU_SLIP_OFFER,
  TSU_SLIP_BOTH,
} TsuSlipWish;

/**
 * TsuSlipForm:
 * @id: id that the consultation will have; given when the slip is begun
 * @started: when it was begun
 * @actor: (nullable): id of whoever came; NULL for somebody new, or nobody named
 * @name: (nullable): their name; of somebody new where @actor is NULL
 * @what: what was said
 * @subjects: codes, the weightiest first
 * @purposes: what the consent is for
 * @persons: how many came; 0 where not counted
 * @district: (nullable): id
 * @district_name: (nullable): its name
 * @district_by_hand: whether a person chose it, so that no guess replaces it
 * @themes: codes, or ids of the ward's own themes
 * @theme_names: their names
 * @themes_by_hand: whether a person chose them
 * @follow_up: (nullable): the day of the next contact
 *
 * What is on a counter slip. Plain data without a widget, so that it can be kept as a draft and
 * turned into records.
 */
typedef struct {
  char *id;
  char *started;
  char *actor;
  char *name;
  char *what;
  char *channel;
  char *route;
  char **subjects;
  char *result;
  char *consent;
  char **purposes;
  gint64 persons;
  char *district;
  char *district_name;
  gboolean district_by_hand;
  char **themes;
  char **theme_names;
  gboolean themes_by_hand;
  char *follow_up;
  TsuSlipWish wish;
} TsuSlipForm;

TsuSlipForm *tsu_slip_form_new (gint64 now_ms);
TsuSlipForm *tsu_slip_form_copy (const TsuSlipForm *self);
TsuSlipForm *tsu_slip_form_copy_anew (const TsuSlipForm *self);
void tsu_slip_form_free (TsuSlipForm *self);
gboolean tsu_slip_form_is_empty (const TsuSlipForm *self);
char *tsu_slip_form_to_text (const TsuSlipForm *self);
TsuSlipForm *tsu_slip_form_new_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSlipForm, tsu_slip_form_free)

G_END_DECLS
