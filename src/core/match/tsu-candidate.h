/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the matcher knows of a need and of one that could meet it: plain numbers, filled in by
 * whoever reads the ledger. Nothing here is owned; arrays and strings live with the caller.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A coordinate or a number that is not known. */
#define TSU_UNKNOWN G_MININT

/* No limit on how far one travels. */
#define TSU_ANY_DISTANCE 0

/**
 * TsuPosition:
 * @latitude: degrees × 10 000 000, or %TSU_UNKNOWN
 * @longitude: the same
 */
typedef struct {
  int latitude;
  int longitude;
} TsuPosition;

/**
 * TsuPeriod:
 * @first: first day, as a day number (Julian or any other count), 0 for open
 * @last: last day, 0 for open
 */
typedef struct {
  int first;
  int last;
} TsuPeriod;

/**
 * TsuTraits:
 * @kinds: kinds of help, one bit each; 0 if not said
 * @themes: (array length=n_themes): theme numbers, ascending
 * @n_themes: how many
 * @words: (array length=n_words): see tsu_word_set_hash(), ascending
 * @n_words: how many
 * @word_weight: sum of the words' rarities; 0 if each counts 1
 * @text: (nullable): what the words were made of, to name those in common
 * @topics: (array length=n_topics): see tsu_topic_find(), ascending
 * @n_topics: how many
 * @sorts: sorts of topic that its kinds of help are told apart by, as bits of #TsuTopicSort: what
 *   the need names of them has to be found; 0 where any topic will do
 * @whom: for whom it is, see tsu_topic_whom(); 0 if not said
 * @place: where
 * @rough: whether @place is only the middle of the district
 * @area: number of the district, 0 if not known
 * @slots: weekly times, bit weekday × 4 + part of the day; 0 if not said
 * @period: when
 * @size: persons: needed, or there is room for; 0 if not said
 * @access: accessibility features, one bit each: needed, or there are
 * @qualifications: qualifications and insurances, one bit each: asked for, or held
 * @scope: 0 own ward, 1 city, 2 public: who may see it
 * @cluster: number of the cluster in the network of ties, 0 if not known
 *
 * What needs and candidates have alike.
 */
typedef struct {
  guint64 kinds;
  const guint16 *themes;
  guint n_themes;
  const guint32 *words;
  guint n_words;
  guint word_weight;
  const char *text;
  const guint32 *topics;
  guint n_topics;
  guint sorts;
  guint32 whom;
  TsuPosition place;
  gboolean rough;
  guint area;
  guint32 slots;
  TsuPeriod period;
  guint size;
  guint32 access;
  guint32 qualifications;
  guint scope;
  guint cluster;
} TsuTraits;

/**
 * TsuNeedProfile:
 * @traits: what is needed
 * @actor: number of the actor that needs it; nobody is proposed to itself
 * @ward: number of the ward that asks
 * @theme_rarity: per theme number, see tsu_score_rarity()
 * @word_rarity: (nullable) (array length=n_words): per word of @traits; %NULL for 1 each
 * @topic_rarity: (nullable) (array length=n_topics): per topic of @traits; %NULL for 1 each
 * @theme_names: (nullable): per theme number, in the user's language
 * @by_kind: kinds of help where one that offers it is as good as another, as with money
 * @by_hand: kinds of help that one can offer without saying for what, as with people
 * @for_offer: whether it is asked for one offer: hands then fit whatever work is named, and that
 * the offer is new is nothing to tell
 * @by_matter: kinds of help where a theme in common is not enough, as with things
 * @by_circle: kinds of help that reach those for whom a group or a channel is there
 * @others: how usual it is to be of another circle than this need's actor, 0 to 1 000
 * @half_distance: metres at which nearness counts half; 0 for 2 000
 */
typedef struct {
  TsuTraits traits;
  guint actor;
  guint ward;
  const guint16 *theme_rarity;
  const guint16 *word_rarity;
  const guint16 *topic_rarity;
  const char *const *theme_names;
  guint64 by_kind;
  guint64 by_hand;
  gboolean for_offer;
  guint64 by_matter;
  guint64 by_circle;
  guint others;
  guint half_distance;
} TsuNeedProfile;

/**
 * TsuCandidate:
 * @traits: what is offered
 * @actor: number of the actor
 * @ward: number of its ward
 * @travel: metres it travels at most, %TSU_ANY_DISTANCE for any
 * @active: whether its state lets it be asked (not ended, not resting)
 * @consents: whether it may be introduced
 * @ask_first: whether it wants to be asked before each introduction
 * @consent_unsure: whether nobody wrote down if it may be introduced
 * @insurance_unsure: whether it would have to be insured and nobody wrote down if it is
 * @anywhere: whether it does not matter where it is, as with money
 * @banned: whether the two must not be paired
 * @proposed: whether it is proposed for this need already
 * @pinned: whether the coordinator wants it at the top
 * @knows: whether the two are tied already
 * @common_contacts: trusted acquaintances of both
 * @contact_name: (nullable): name of one of them
 * @offered: whether it said so itself, and is not only thought of because of what it is
 * @vague: whether it is a person or group that nobody said offers this
 * @self_help: whether it is people who do for themselves what has to be done, and lack hands
 * @proven: whether it helped with the like before, and it went well
 * @joined_days: days since it came to be known or was offered, or %TSU_UNKNOWN
 * @confirmed_days: days since its record was last confirmed, or %TSU_UNKNOWN
 * @n_matches: matches closed so far
 * @n_good: of these, those with a good outcome
 * @asks: times asked in the last four weeks, across matches and requests
 * @ask_limit: how often it wants to be asked in four weeks; 0 for 4
 * @asked_days: days since it was last asked, or %TSU_UNKNOWN
 * @refusal: how much an earlier refusal between the two speaks against it, 0 to 1 000
 * @refusal_words: (nullable): that refusal as a sentence
 */
typedef struct {
  TsuTraits traits;
  guint actor;
  guint ward;
  guint travel;
  guint active : 1;
  guint consents : 1;
  guint ask_first : 1;
  guint consent_unsure : 1;
  guint insurance_unsure : 1;
  guint anywhere : 1;
  guint offered : 1;
  guint vague : 1;
  guint self_help : 1;
  guint banned : 1;
  guint proposed : 1;
  guint pinned : 1;
  guint knows : 1;
  guint proven : 1;
  guint common_contacts;
  const char *contact_name;
  int joined_days;
  int confirmed_days;
  guint n_matches;
  guint n_good;
  guint asks;
  guint ask_limit;
  int asked_days;
  int refusal;
  const char *refusal_words;
} TsuCandidate;

G_END_DECLS
