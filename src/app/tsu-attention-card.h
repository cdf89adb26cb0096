/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-attention-job.h"
#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_ATTENTION_CARD (tsu_attention_card_get_type ())

/**
 * TsuAttentionCard:
 *
 * One thing that needs attention: what happened, and a button for each way to settle it.
 */
G_DECLARE_FINAL_TYPE (TsuAttentionCard, tsu_attention_card, TSU, ATTENTION_CARD, GtkWidget)

GtkWidget *tsu_attention_card_new (TsuDesk *desk, TsuMatter *matter);

G_END_DECLS
