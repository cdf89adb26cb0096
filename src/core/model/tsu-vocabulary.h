/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuTerm:
 * @code: what is stored: lower case, dashed, never translated, never reused for another meaning
 * @label: (nullable): source string of the label, marked for translation
 * @icon: (nullable): symbolic icon name
 */
typedef struct {
  const char *code;
  const char *label;
  const char *icon;
} TsuTerm;

/**
 * TsuVocabulary:
 *
 * The choices of a field, in the order in which they are offered.
 */
typedef struct {
  const char *name;
  const TsuTerm *terms;
  guint n_terms;
} TsuVocabulary;

const TsuTerm *tsu_vocabulary_find (const TsuVocabulary *vocabulary, const char *code);
const TsuTerm *tsu_vocabulary_match (const TsuVocabulary *vocabulary, const char *label);
const char *tsu_vocabulary_label (const TsuVocabulary *vocabulary, const char *code);

extern const TsuVocabulary tsu_actor_kinds;
extern const TsuVocabulary tsu_tie_kinds;
extern const TsuVocabulary tsu_resource_kinds;
extern const TsuVocabulary tsu_hiroba_forms;
extern const TsuVocabulary tsu_life_cycle;
extern const TsuVocabulary tsu_access_features;
extern const TsuVocabulary tsu_booking_states;
extern const TsuVocabulary tsu_event_kinds;
extern const TsuVocabulary tsu_event_states;
extern const TsuVocabulary tsu_participation_roles;
extern const TsuVocabulary tsu_participation_states;
extern const TsuVocabulary tsu_help_kinds;
extern const TsuVocabulary tsu_need_states;
extern const TsuVocabulary tsu_offer_states;
extern const TsuVocabulary tsu_match_states;
extern const TsuVocabulary tsu_refusal_reasons;
extern const TsuVocabulary tsu_log_kinds;
extern const TsuVocabulary tsu_channels;
extern const TsuVocabulary tsu_routes;
extern const TsuVocabulary tsu_subjects;
extern const TsuVocabulary tsu_results;
extern const TsuVocabulary tsu_consents;
extern const TsuVocabulary tsu_consent_forms;
extern const TsuVocabulary tsu_consent_purposes;
extern const TsuVocabulary tsu_themes;
extern const TsuVocabulary tsu_weekdays;
extern const TsuVocabulary tsu_day_parts;
extern const TsuVocabulary tsu_age_bands;
extern const TsuVocabulary tsu_activity_states;
extern const TsuVocabulary tsu_sharing_scopes;
extern const TsuVocabulary tsu_indicators;

G_END_DECLS
