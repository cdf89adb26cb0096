/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of concepts as it is read, and where a text names them.
 */

#pragma once

#include "tsu-topic.h"

G_BEGIN_DECLS

/**
 * TsuTopicLine:
 * @sort: what the words name
 * @words: words with spaces between
 *
 * One concept.
 */
typedef struct {
  TsuTopicSort sort;
  const char *words;
} TsuTopicLine;

/**
 * TsuTopicSpan:
 * @topic: what is named
 * @first: first of its letters
 * @end: letter after the last
 *
 * Where a topic stands in a text.
 */
typedef struct {
  guint32 topic;
  glong first;
  glong end;
} TsuTopicSpan;

GArray *tsu_topic_scan (const gunichar *letters, glong length);

extern const TsuTopicLine tsu_topic_lines[];
extern const guint tsu_topic_n_lines;
extern const char tsu_topic_any_place[];
extern const char tsu_topic_commonplace[];

G_END_DECLS
