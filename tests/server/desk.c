/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk for bench-server.py: the real ledger and the real client against a server. Fetches what
 * there is for the first time, edits some of it while offline, one transaction an edit, and shares
 * that. Prints one JSON object with the seconds that each took, and the most memory, in KiB.
 *
 *   desk LEDGER ADDRESS USER PASSWORD EDITS
 */

#include "config.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "tsu-admission.h"
#include "tsu-inbox.h"
#include "tsu-outbox.h"
#include "tsu-round.h"

typedef struct {
  TsuLedger *ledger;
  TsuAccount *account;
  TsuRemote *remote;
  char *token;
} Desk;

static double
get_seconds (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
sign_in (Desk *self, const char *address, const char *user, const char *password)
{
  g_auto (TsuSession) session = { NULL };
  g_autoptr (TsuReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  TsuRequest request;

  self->account = tsu_account_load (self->ledger, &error);
  g_assert_no_error (error);
  tsu_account_set_server (self->account, address, TRUE, &error);
  tsu_account_set_user (self->account, user);
  self->remote = tsu_remote_new (self->account->address, NULL, &error);
  g_assert_no_error (error);
  tsu_admission_prepare (&request, user, password, self->account->device);
  reply = tsu_remote_send (self->remote, &request, NULL, &error);
  g_bytes_unref (request.body);
  g_assert_no_error (error);
  tsu_admission_read (reply, &session, &error);
  g_assert_no_error (error);
  tsu_admission_choose_ward (&session, NULL, &self->account->ward, &error);
  tsu_admission_note (&session, self->account);
  tsu_account_save (self->account, self->ledger, NULL, &error);
  g_assert_no_error (error);
  self->token = g_strdup (session.token);
}

/* Until nothing is left to push and to pull. Returns the changes that came; @pushed: (out): when
 * the last edit had been confirmed. */
static gint64
share (Desk *self, double *pushed)
{
  TsuRound *round = tsu_round_new (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuReply) reply = NULL;
  gint64 n_pulled = 0;
  TsuEngineState state = TSU_ENGINE_PUSH;

  *pushed = 0;
  while (state != TSU_ENGINE_IDLE) {
    TsuTidings tidings = { .reply = reply };
    TsuTurn *turn = tsu_round_step (round, self->ledger, &tidings, &error);
    TsuRequest request;

    g_assert_no_error (error);
    g_clear_pointer (&reply, tsu_reply_free);
    if (turn->path) {
      tsu_turn_fill_request (turn, tsu_round_get_now (round), &request);
      request.token = self->token;
      reply = tsu_remote_send (self->remote, &request, NULL, &error);
      g_assert_no_error (error);
    } else if (turn->reason == TSU_ENGINE_OFFLINE) {
      /* The files of a million records may take longer to make than one waits for an answer. */
      g_poll (NULL, 0, (int) MAX (turn->until - tsu_round_get_now (round), 0));
    } else {
      /* A server that asks to wait is not one to be measured. */
      g_assert_cmpint (turn->state, ==, TSU_ENGINE_IDLE);
    }
    if (turn->pending == 0 && *pushed == 0)
      *pushed = get_seconds (CLOCK_MONOTONIC);
    state = turn->state;
    n_pulled = turn->pulled;
    tsu_turn_free (turn);
  }
  tsu_round_free (round);
  return n_pulled;
}

static long
get_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
fetch (Desk *self)
{
  double from = get_seconds (CLOCK_MONOTONIC);
  double cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID);
  double pushed, listed, listed_cpu;
  g_autoptr (GError) error = NULL;
  gint64 n = share (self, &pushed);
  gboolean more = TRUE;

  listed = get_seconds (CLOCK_MONOTONIC) - from;
  listed_cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu;
  while (more)
    tsu_ledger_tend (self->ledger, &more, &error);
  g_assert_no_error (error);
  g_print ("{\"changes\":%" G_GINT64_FORMAT
           ",\"listed\":%.3f,\"listed_cpu\":%.3f,\"searched\":%.3f,"
           "\"searched_cpu\":%.3f,\"memory\":%ld",
           n, listed, listed_cpu, get_seconds (CLOCK_MONOTONIC) - from,
           get_seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu, get_memory ());
}

static void
edit (Desk *self, int n)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = tsu_ledger_list (self->ledger, query, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  const TsuApply how = { .label = "Edit" };

  g_assert_no_error (error);
  g_array_set_size (keys, (guint) MIN (n, (int) keys->len));
  records = tsu_ledger_get_many (self->ledger, type, (const gint64 *) (gpointer) keys->data,
                                 keys->len, &error);
  g_assert_no_error (error);
  tsu_ledger_begin_bulk (self->ledger, NULL);
  for (guint i = 0; i < records->len; i++) {
    const TsuRecord *record = g_ptr_array_index (records, i);
    g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
    g_autofree char *note = g_strdup_printf ("what was said on the telephone, %u", i);

    g_ptr_array_add (edits, tsu_edit_new_change (type, tsu_record_get_id (record)));
    tsu_edit_set_text (edits->pdata[0], "note", note);
    tsu_ledger_apply (self->ledger, edits, &how, NULL, &error);
    g_assert_no_error (error);
  }
  tsu_ledger_end_bulk (self->ledger, TRUE, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  Desk desk = { NULL };
  g_autoptr (GError) error = NULL;
  double pushed, from, cpu;

  g_assert_cmpint (argc, ==, 6);
  desk.ledger = tsu_ledger_open (argv[1], TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
  sign_in (&desk, argv[2], argv[3], argv[4]);
  fetch (&desk);
  if (atoi (argv[5]) > 0) {
    edit (&desk, atoi (argv[5]));
    from = get_seconds (CLOCK_MONOTONIC);
    cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID);
    share (&desk, &pushed);
    g_print (",\"edits\":%d,\"pushed\":%.3f,\"shared\":%.3f,\"shared_cpu\":%.3f", atoi (argv[5]),
             pushed - from, get_seconds (CLOCK_MONOTONIC) - from,
             get_seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu);
  }
  g_print ("}\n");
  g_free (desk.token);
  g_object_unref (desk.remote);
  tsu_account_free (desk.account);
  tsu_ledger_close (desk.ledger);
  return 0;
}
