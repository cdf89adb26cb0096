/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of the service share; of no use outside.
 */

#pragma once

#include "tsu-limiter.h"
#include "tsu-service.h"

G_BEGIN_DECLS

struct _TsuService {
  TsuServiceOptions options;
  TsuMetrics *metrics;
  TsuLimiter *by_token;
  TsuLimiter *by_address;
  TsuLimiter *logins_by_account;
  TsuLimiter *logins_by_address;
};

gboolean tsu_service_admit (TsuService *self,
                            TsuDepot *depot,
                            const TsuRequest *request,
                            TsuPrincipal *who,
                            TsuAnswer *answer);
void tsu_service_refuse (const TsuRefusal *refusal, TsuAnswer *answer);
void tsu_service_refuse_busy (TsuAnswer *answer, int seconds);
void tsu_service_fail (const GError *error, TsuAnswer *answer);
void tsu_service_succeed (TsuAnswer *answer, const char *type, GBytes *body);

void
tsu_service_login (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer);
void tsu_service_logout (TsuService *self,
                         TsuDepot *depot,
                         const TsuRequest *request,
                         TsuAnswer *answer);

void
tsu_service_pull (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer);
void
tsu_service_held (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer);
void tsu_service_snapshot (TsuService *self,
                           TsuDepot *depot,
                           const TsuRequest *request,
                           TsuAnswer *answer);
void tsu_service_snapshot_file (TsuService *self,
                                TsuDepot *depot,
                                const TsuRequest *request,
                                TsuAnswer *answer);

G_END_DECLS
