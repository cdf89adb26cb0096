/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot.h"
#include "tsu-metrics.h"
#include "tsu-request.h"
#include "tsu-route.h"

G_BEGIN_DECLS

/** TSU_SERVICE_WAIT_MAX: how long a pull may be held, seconds */
#define TSU_SERVICE_WAIT_MAX 25

/**
 * TsuServiceOptions:
 * @session_days: how long a token is good
 * @requests_per_second: of one device; an address, behind which a whole office may sit, has ten
 *   times as many
 * @oldest_schema: version of the field tables that a program has to know in order to read; what it
 *   pushes is taken whatever it knows
 */
typedef struct {
  int session_days;
  int requests_per_second;
  int oldest_schema;
} TsuServiceOptions;

extern const TsuServiceOptions tsu_service_defaults;

/**
 * TsuService:
 *
 * What the server does, without sockets and threads: a request and a depot in, an answer out. Its
 * functions may be called from several threads, each with a depot of its own.
 */
typedef struct _TsuService TsuService;

TsuService *tsu_service_new (const TsuServiceOptions *options);
void tsu_service_free (TsuService *self);
TsuMetrics *tsu_service_get_metrics (TsuService *self);

void tsu_service_answer (TsuService *self,
                         TsuDepot *depot,
                         const TsuRequest *request,
                         TsuAnswer *answer);

/**
 * TsuPushWork:
 * @push: what the depot gets
 *
 * A push between being understood and being committed.
 */
typedef struct {
  TsuPrincipal who;
  TsuHello hello;
  TsuPush push;
} TsuPushWork;

TsuPushWork *tsu_service_prepare_push (TsuService *self,
                                       TsuDepot *depot,
                                       const TsuRequest *request,
                                       TsuAnswer *answer);
void tsu_service_commit_pushes (TsuService *self,
                                TsuDepot *depot,
                                TsuPushWork **works,
                                TsuAnswer **answers,
                                gsize n_works,
                                gint64 now);
void tsu_push_work_free (TsuPushWork *work);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuService, tsu_service_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuPushWork, tsu_push_work_free)

G_END_DECLS
