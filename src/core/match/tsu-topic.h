/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuTopicSort:
 * @TSU_TOPIC_MATTER: what something is about
 * @TSU_TOPIC_WHOM: for whom something is: children, the aged
 * @TSU_TOPIC_ACCESS: what somebody needs to be able to take part at all
 * @TSU_TOPIC_PLACE: a kind of place
 * @TSU_TOPIC_THING: a thing
 * @TSU_TOPIC_WORK: something that somebody can do
 *
 * What a topic names, as bits. Words that no concept has are matters. The greater is told first.
 */
typedef enum {
  TSU_TOPIC_MATTER = 1 << 0,
  TSU_TOPIC_WHOM = 1 << 1,
  TSU_TOPIC_ACCESS = 1 << 2,
  TSU_TOPIC_PLACE = 1 << 3,
  TSU_TOPIC_THING = 1 << 4,
  TSU_TOPIC_WORK = 1 << 5,
} TsuTopicSort;

/* A room: what a place is that does not say which. */
#define TSU_TOPIC_ROOM (TSU_TOPIC_CONCEPT | (guint32) TSU_TOPIC_PLACE << 16)

/* What counts between two where nothing more is said. */
#define TSU_TOPIC_USUAL (TSU_TOPIC_MATTER | TSU_TOPIC_WHOM | TSU_TOPIC_WORK)

#define TSU_TOPIC_ANY 0x3fu

/* Set in the number of a concept of the table, clear in that of another word. */
#define TSU_TOPIC_CONCEPT 0x80000000u

GArray *tsu_topic_find (const char *text);
GArray *tsu_topic_find_wanted (const char *text);
TsuTopicSort tsu_topic_get_sort (guint32 topic);
guint32 tsu_topic_whom (const guint32 *topics, guint n_topics);
char *tsu_topic_dup_given (const char *text);
gboolean tsu_topic_share (const guint32 *a, guint n_a, const guint32 *b, guint n_b, guint sorts);
GPtrArray *
tsu_topic_tell (const char *a, const char *b, const guint32 *topics, guint n_topics, guint limit);

G_END_DECLS
