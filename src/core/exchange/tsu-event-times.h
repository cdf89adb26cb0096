/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-date.h"

G_BEGIN_DECLS

typedef enum {
  TSU_EVENT_START_DATE,
  TSU_EVENT_START_TIME,
  TSU_EVENT_END_DATE,
  TSU_EVENT_END_TIME,
  TSU_EVENT_N_CELLS,
} TsuEventCell;

/**
 * TsuEventTimes:
 * @starts: when it begins, "" if not known
 * @ends: when it ends, "" if not known
 * @partly: the cells of which only a part went into @starts and @ends
 * @unread: the cells of which nothing did
 * @warnings: #TsuDateWarning flags
 */
typedef struct {
  char starts[TSU_DATE_SIZE];
  char ends[TSU_DATE_SIZE];
  gboolean partly[TSU_EVENT_N_CELLS];
  gboolean unread[TSU_EVENT_N_CELLS];
  guint warnings;
} TsuEventTimes;

void tsu_event_times_read (const char *const cells[TSU_EVENT_N_CELLS],
                           const TsuDateHints *hints,
                           TsuEventTimes *times);

G_END_DECLS
