/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuStoryLine:
 * @date: (nullable): canonical date or moment; lines without one stand where they belong
 * @type: type of the record
 * @id: its id
 * @heading: what it is in the story, translated: "Consultation", "Need", "Proposed", "Tie"
 * @title: its name
 * @text: (nullable): what was said or came of it
 * @who: (nullable): names of those concerned
 *
 * One step of how something came about.
 */
typedef struct {
  char *date;
  const TsuType *type;
  char *id;
  const char *heading;
  char *title;
  char *text;
  char *who;
} TsuStoryLine;

/* (element-type TsuStoryLine): the chain that the record @id belongs to, wish, need, match, tie,
 * event and hiroba, by date. @id: a log entry, need, offer, match, tie, event or resource. Empty
 * where it belongs to none. */
GPtrArray *tsu_story_read (TsuLedger *ledger, const char *id, GError **error);
/* The story as a text to be printed, saved or sent: @title, then a paragraph for each line. @style:
 * see tsu_date_format(). */
char *tsu_story_format (const GPtrArray *lines, const char *title, int style);
void tsu_story_line_free (TsuStoryLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuStoryLine, tsu_story_line_free)

G_END_DECLS
