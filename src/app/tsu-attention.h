/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-page-info.h"

G_BEGIN_DECLS

#define TSU_TYPE_ATTENTION (tsu_attention_get_type ())

/**
 * TsuAttention:
 *
 * The page of what waits for a person: conflicts, double bookings, what the server held back, and
 * what is wrong with sharing itself.
 */
G_DECLARE_FINAL_TYPE (TsuAttention, tsu_attention, TSU, ATTENTION, GtkWidget)

GtkWidget *tsu_attention_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer);

G_END_DECLS
