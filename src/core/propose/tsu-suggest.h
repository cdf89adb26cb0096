/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-market.h"

G_BEGIN_DECLS

/**
 * TsuSuggestion:
 * @type: type of the record suggested: offer, actor or resource; need when asked for an offer
 * @id: its id
 * @title: its name
 * @need: id of the need; when asked for an offer the same as @id
 * @candidate: id of what is to be proposed for it; the same as @id unless asked for an offer
 * @actor: (nullable): id of whoever would be asked
 * @actor_name: (nullable): their name
 * @district: (nullable): name of the district
 * @pinned: whether the coordinator put it at the top
 * @beside: whether it offers another kind of help, and is told because it names just what is wanted
 * @why: the score, and reasons and doubts in the user's language
 *
 * One that could meet a need, and why.
 */
typedef struct {
  const TsuType *type;
  char *id;
  char *title;
  char *need;
  char *candidate;
  char *actor;
  char *actor_name;
  char *district;
  gboolean pinned;
  gboolean beside;
  TsuExplanation *why;
} TsuSuggestion;

/**
 * TsuLeftOut:
 * @type: type of the record left out
 * @id: its id
 * @title: its name
 * @actor: (nullable): id of the actor
 * @actor_name: (nullable): their name
 * @filter: why it was left out
 * @reason: the same in words, of this one
 */
typedef struct {
  const TsuType *type;
  char *id;
  char *title;
  char *actor;
  char *actor_name;
  TsuFilter filter;
  char *reason;
} TsuLeftOut;

/**
 * TsuSuggestions:
 * @best: (element-type TsuSuggestion): best first; behind those that fit, where they are fewer than
 *   wanted, a few with @beside set
 * @n_fit: how many passed the filters, those beyond @best included
 * @n_left_out: how many offer this kind of help and were left out
 * @filtered: how many by #TsuFilter; %TSU_FILTER_KIND, who offer other help, is not in @n_left_out
 */
typedef struct {
  GPtrArray *best;
  guint n_fit;
  guint n_left_out;
  guint filtered[TSU_FILTER_N];
} TsuSuggestions;

TsuSuggestions *tsu_suggest_for_need (TsuMarket *market,
                                      TsuLedger *ledger,
                                      const char *need,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GError **error);
TsuSuggestions *tsu_suggest_for_offer (TsuMarket *market,
                                       TsuLedger *ledger,
                                       const char *id,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GError **error);
/* (element-type TsuLeftOut): those left out by @filter, or by any with TSU_FILTER_NONE; at most
 * @limit, nearest first. */
GPtrArray *tsu_suggest_left_out (TsuMarket *market,
                                 TsuLedger *ledger,
                                 const char *need,
                                 TsuFilter filter,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GError **error);
/* What is told of one pair whatever its rank; NULL with TSU_ERROR_INVALID and the reason where a
 * filter holds it back. */
TsuSuggestion *tsu_suggest_pair (
  TsuMarket *market, TsuLedger *ledger, const char *need, const char *candidate, GError **error);

char *tsu_suggestions_describe_left_out (const TsuSuggestions *self);
char *tsu_suggestion_dup_reasons (const TsuSuggestion *self);
void tsu_suggestions_free (TsuSuggestions *self);
void tsu_suggestion_free (TsuSuggestion *self);
void tsu_left_out_free (TsuLeftOut *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSuggestions, tsu_suggestions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSuggestion, tsu_suggestion_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuLeftOut, tsu_left_out_free)

G_END_DECLS
