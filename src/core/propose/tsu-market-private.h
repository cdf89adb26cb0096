/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of the market: posts, one a record, as the ledger has them; and candidates, made of
 * them for the matcher whenever something changed. Posts are numbered from 1; 0 is none.
 */

#pragma once

#include "tsu-market.h"
#include "tsu-scan.h"

G_BEGIN_DECLS

typedef enum {
  TSU_POST_OFFER, /* in the order in which equals are suggested */
  TSU_POST_RESOURCE,
  TSU_POST_ACTOR,
  TSU_POST_NEED,
  TSU_POST_N,
} TsuPostKind;

typedef enum {
  TSU_INTRODUCE_UNSURE, /* a person of whom nobody wrote it down */
  TSU_INTRODUCE_YES,
  TSU_INTRODUCE_ASK,
  TSU_INTRODUCE_NEVER,
} TsuIntroduce;

/* The one qualification so far: insured as a volunteer. */
#define TSU_QUALIFICATION_INSURED 1u

/**
 * TsuPost:
 * @id: id of the record; kept when the record is gone, because others may name it
 * @present: whether the record is there and not deleted
 * @active: whether its own state lets it be asked (a need: whether it looks for partners)
 * @anywhere: whether it does not matter where it is
 * @person: of an actor: a person
 * @self_help: of an actor: an association of residents
 * @hands: whether its kinds were people and no skill, before what follows from the work named
 * @unsure: of an actor: nobody wrote down whether it is insured
 * @weighed: whether @word_weight is that of its words
 * @wants: of a need: whether it is not closed; it may have a partner already
 * @kinds: kinds of help, one bit each
 * @topics: what its texts name, see tsu_topic_find()
 * @sorts: sorts of topic that its kinds of help are told apart by
 * @n_skills: of a person: how many skills the words are of
 * @district: number of the district
 * @actor: number of the actor: who needs, offers or owns; of an actor itself
 * @resource: of an offer: number of the resource it lends
 * @limit: times a month at most, 0 where not said
 * @partners: of a need: how many partners it wants
 * @first_day: first day, see tsu_market_day()
 * @changed_day: day of its last change
 * @since_day: day since which it is known, 0 for unknown
 * @pinned: (nullable): of a need: ids put at the top
 * @banned: (nullable): of a need: ids not to be paired with it
 */
typedef struct {
  char *id;
  gint64 key;
  guint present : 1;
  guint active : 1;
  guint anywhere : 1;
  guint person : 1;
  guint self_help : 1;
  guint hands : 1;
  guint unsure : 1;
  guint weighed : 1;
  guint wants : 1;
  TsuIntroduce introduce;
  guint64 kinds;
  guint16 *themes;
  guint n_themes;
  guint32 *words;
  guint n_words;
  guint word_weight;
  guint32 *topics;
  guint n_topics;
  guint sorts;
  guint n_skills;
  TsuPosition place;
  guint district;
  guint32 slots;
  int first_day;
  int last_day;
  guint size;
  guint32 access;
  guint32 qualifications;
  guint scope;
  guint actor;
  guint resource;
  guint limit;
  guint partners;
  int changed_day;
  int since_day;
  GStrv pinned;
  GStrv banned;
} TsuPost;

/**
 * TsuPast:
 * @asks: times asked in the last four weeks
 * @asked_day: day last asked, 0 for never
 * @n_matches: matches done
 * @n_good: of these, those that went well
 * @helps: whether it helped at an event
 * @cluster: its circle in the network of ties, 0 where it has no ties
 *
 * What lies behind an actor.
 */
typedef struct {
  guint asks;
  int asked_day;
  guint n_matches;
  guint n_good;
  gboolean helps;
  guint cluster;
} TsuPast;

/**
 * TsuPair:
 * @need: number of the need
 * @kind: kind of the candidate's post
 * @post: its number; 0 where the match names only an actor
 * @actor: number of the actor that was asked
 * @refusal: see tsu_market_find_refusal(); -1 where the match is open or was made
 * @open: whether the match is still open, or was made and is under way
 * @good: whether it is done and went well
 * @day: day of the match
 *
 * What a match record says of two.
 */
typedef struct {
  guint need;
  TsuPostKind kind;
  guint post;
  guint actor;
  int refusal;
  gboolean open;
  gboolean good;
  int day;
} TsuPair;

/* Which candidate is which post. */
typedef struct {
  TsuPostKind kind;
  guint post;
} TsuSource;

/* How many posts have what. */
typedef struct {
  guint n_posts;
  guint *themes;
  guint *words;     /* by the low bits of a word */
  guint *topics;    /* by a mixture of a topic's bits */
  gint64 *latitude; /* sums by district */
  gint64 *longitude;
  guint *located;
} TsuCounts;

struct _TsuMarket {
  gatomicrefcount count;
  char *fixed_today; /* (nullable): set by a test or a program; else asked of the clock */
  int date_style;    /* TsuDateStyle, atomic */
  char *today;
  int day;
  gint64 version; /* of the ledger as read; -1 before */
  char *path;
  char *weights_text;
  TsuScoreWeights weights;

  GArray *posts[TSU_POST_N];       /* TsuPost; the first is empty */
  GHashTable *numbers[TSU_POST_N]; /* id → number */
  GHashTable *districts;           /* id → number */
  GHashTable *towns;               /* topics that are parts of the names of places */
  GArray *centres;                 /* TsuPosition by district */
  GArray *own_centres;             /* TsuPosition by district, as its record says */
  GHashTable *themes;              /* code or id → number + 1 */
  GPtrArray *theme_names;
  GArray *theme_broader; /* guint16 by theme: the theme it belongs to, itself if none */
  GArray *ties;          /* guint pairs: actors */
  GArray *pairs;         /* TsuPair */
  GArray *past;          /* TsuPast by actor */

  guint *tie_first; /* by actor: its place in tie_other */
  guint *tie_other;
  guint16 *theme_rarity;
  guint16 *word_rarity; /* by the low bits of a word */
  TsuCounts counts;
  guint *circle_size;              /* by circle: how many actors are in it; 0: in any */
  GArray *candidates;              /* TsuCandidate */
  guint32 *side_by_side;           /* topics and themes of the candidates */
  GArray *sources;                 /* TsuSource of each */
  guint *candidate_of[TSU_POST_N]; /* by post: place in candidates + 1 */
  guint *actor_first;              /* by actor: its place in actor_candidates */
  guint *actor_candidates;
  GArray *touched;      /* guint: candidates set for the need in hand */
  GPtrArray *sentences; /* of refusals, for the need in hand */
  GArray *named;        /* guint32: topics of the need in hand that tell candidates apart */
  GArray *named_rarity; /* guint16 of each */
};

#define TSU_WORD_BUCKETS 65536u

static inline TsuPost *
tsu_market_post (TsuMarket *self, TsuPostKind kind, guint number)
{
  return &g_array_index (self->posts[kind], TsuPost, number);
}

static inline guint
tsu_market_n_posts (TsuMarket *self, TsuPostKind kind)
{
  return self->posts[kind]->len;
}

static inline TsuPast *
tsu_market_past (TsuMarket *self, guint actor)
{
  return &g_array_index (self->past, TsuPast, actor);
}

const TsuType *tsu_post_type (TsuPostKind kind);
const char *const *tsu_post_text_fields (TsuPostKind kind, gboolean person);
void tsu_post_clear (TsuPost *post);
void tsu_post_set_wish (TsuMarket *self, TsuPost *post, const char *text, gboolean need);
void tsu_post_set_means (TsuMarket *self, TsuPost *post, const char *text, GStrv themes);
void tsu_post_set_sorts (TsuPost *post);
void tsu_post_append_features (GString *text, const char *const *features);
int tsu_market_day (const char *date, gboolean last);
guint tsu_market_number (TsuMarket *self, TsuPostKind kind, const char *id);
gboolean tsu_market_find (TsuMarket *self, const char *id, TsuPostKind *kind, guint *number);

gboolean tsu_market_read_posts (TsuMarket *self,
                                TsuLedger *ledger,
                                const GArray *const *keys,
                                GError **error);
gboolean tsu_market_read_land (TsuMarket *self, TsuLedger *ledger, GError **error);
gboolean tsu_market_read_ties (TsuMarket *self, TsuLedger *ledger, GError **error);
gboolean tsu_market_read_past (TsuMarket *self, TsuLedger *ledger, GError **error);
void tsu_market_join_ties (TsuMarket *self);
void tsu_market_clear_counts (TsuMarket *self);
void tsu_market_reset_counts (TsuMarket *self);
void tsu_market_count (TsuMarket *self, const TsuPost *post, int sign);
gboolean tsu_market_measure (TsuMarket *self);
guint16 tsu_market_find_rarity (TsuMarket *self, guint32 topic, gboolean matter);
void tsu_market_compose (TsuMarket *self);
void tsu_market_weigh_candidates (TsuMarket *self);

int tsu_market_find_refusal (const char *code);
guint16 *tsu_market_make_need (TsuMarket *self, guint need, TsuNeedProfile *profile);

/* The profile of a need, and the candidates' flags for it. Begin, use, end; not nested. */
void tsu_market_begin_need (TsuMarket *self, guint need, TsuNeedProfile *profile, guint16 **words);
void tsu_market_end_need (TsuMarket *self);

G_END_DECLS
