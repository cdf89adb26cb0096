/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-candidate.h"

G_BEGIN_DECLS

guint tsu_fit_sorts (const TsuNeedProfile *need, const TsuCandidate *candidate);
gboolean tsu_fit_by_topic (const TsuNeedProfile *need, const TsuCandidate *candidate);
gboolean tsu_fit_beside (const TsuNeedProfile *need, const TsuCandidate *candidate);
gboolean tsu_fit_by_kind (const TsuNeedProfile *need, const TsuCandidate *candidate);
gboolean tsu_fit_is_meant (const TsuNeedProfile *need, const TsuCandidate *candidate);

G_END_DECLS
