/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of concepts, as tsu-topic.c reads it.
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

extern const TsuTopicLine tsu_topic_lines[];
extern const guint tsu_topic_n_lines;
extern const char tsu_topic_commonplace[];

G_END_DECLS
