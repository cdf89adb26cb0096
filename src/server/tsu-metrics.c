/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures in the text format of Prometheus, version 0.0.4. Labels are names of routes and numbers
 * of statuses, never anything that came over the network: their number is bounded.
 */

#include "config.h"

#include "tsu-metrics.h"

#include <stdio.h>
#include <unistd.h>

static const struct {
  const char *name;
  const char *labels;
  const char *kind;
  const char *help;
} counters[] = {
  [TSU_COUNTER_BYTES_IN] = { "received_bytes_total", "", "counter", "Bytes of bodies received" },
  [TSU_COUNTER_BYTES_OUT] = { "sent_bytes_total", "", "counter", "Bytes of bodies sent" },
  [TSU_COUNTER_TXNS_OK] = { "transactions_total", "{verdict=\"ok\"}", "counter",
                            "Transactions pushed, by what became of them" },
  [TSU_COUNTER_TXNS_DUP] = { "transactions_total", "{verdict=\"dup\"}", NULL, NULL },
  [TSU_COUNTER_TXNS_HELD] = { "transactions_total", "{verdict=\"held\"}", NULL, NULL },
  [TSU_COUNTER_COMMITS] = { "push_commits_total", "", "counter",
                            "Commits of pushes; several pushes may share one" },
  [TSU_COUNTER_LOGINS] = { "logins_total", "{result=\"ok\"}", "counter", "Attempts to sign in" },
  [TSU_COUNTER_LOGINS_REFUSED] = { "logins_total", "{result=\"refused\"}", NULL, NULL },
  [TSU_COUNTER_CONNECTIONS] = { "connections", "", "gauge", "Connections that are open" },
  [TSU_COUNTER_WAITING] = { "waiting_pulls", "", "gauge", "Pulls held until something is new" },
  [TSU_COUNTER_DROPPED] = { "slow_senders_total", "", "counter",
                            "Connections dropped because the sender was too slow" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (counters) == TSU_N_COUNTERS);

/* Upper bounds of the classes of duration, seconds. */
static const double bounds[] = { 0.005, 0.025, 0.1, 0.5, 2.5, 30 };

typedef struct {
  guint64 by_bound[G_N_ELEMENTS (bounds)];
  guint64 count;
  double sum;
} Durations;

struct _TsuMetrics {
  GMutex lock;
  gint64 counts[TSU_N_COUNTERS];
  GHashTable *requests;  /* labels → guint64 */
  GHashTable *durations; /* route → Durations */
};

TsuMetrics *
tsu_metrics_new (void)
{
  TsuMetrics *self = g_new0 (TsuMetrics, 1);

  g_mutex_init (&self->lock);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->durations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
tsu_metrics_free (TsuMetrics *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->durations);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
tsu_metrics_add (TsuMetrics *self, TsuCounter counter, gint64 amount)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->counts[counter] += amount;
}

/**
 * tsu_metrics_add_request:
 * @route: name of the route, never a path as it came
 * @seconds: from the request's first byte to its answer
 */
void
tsu_metrics_add_request (TsuMetrics *self, const char *route, int status, double seconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *labels = g_strdup_printf ("{route=\"%s\",status=\"%d\"}", route, status);
  guint64 *count = g_hash_table_lookup (self->requests, labels);
  Durations *durations = g_hash_table_lookup (self->durations, route);

  if (!count) {
    count = g_new0 (guint64, 1);
    g_hash_table_insert (self->requests, g_steal_pointer (&labels), count);
  }
  (*count)++;

  if (!durations) {
    durations = g_new0 (Durations, 1);
    g_hash_table_insert (self->durations, g_strdup (route), durations);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    durations->by_bound[i] += seconds <= bounds[i];
  durations->count++;
  durations->sum += seconds;
}

static void
print_head (GString *out, const char *name, const char *kind, const char *help)
{
  g_string_append_printf (out, "# HELP tsunagi_%s %s\n# TYPE tsunagi_%s %s\n", name, help, name,
                          kind);
}

static void
print_durations (GString *out, const char *route, const Durations *durations)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    g_string_append_printf (
      out, "tsunagi_request_seconds_bucket{route=\"%s\",le=\"%s\"} %" G_GUINT64_FORMAT "\n", route,
      g_ascii_formatd (number, sizeof number, "%g", bounds[i]), durations->by_bound[i]);
  g_string_append_printf (out,
                          "tsunagi_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} "
                          "%" G_GUINT64_FORMAT "\n",
                          route, durations->count);
  g_string_append_printf (out, "tsunagi_request_seconds_sum{route=\"%s\"} %s\n", route,
                          g_ascii_formatd (number, sizeof number, "%.6f", durations->sum));
  g_string_append_printf (out,
                          "tsunagi_request_seconds_count{route=\"%s\"} %" G_GUINT64_FORMAT "\n",
                          route, durations->count);
}

static void
print_memory (GString *out)
{
  FILE *file = fopen ("/proc/self/statm", "re");
  long pages;

  if (!file)
    return;
  if (fscanf (file, "%*d %ld", &pages) == 1) {
    print_head (out, "resident_memory_bytes", "gauge", "Memory that the server holds");
    g_string_append_printf (out, "tsunagi_resident_memory_bytes %ld\n",
                            pages * sysconf (_SC_PAGESIZE));
  }
  fclose (file);
}

/**
 * tsu_metrics_print:
 *
 * Returns: (transfer full): all figures, as Prometheus reads them
 */
char *
tsu_metrics_print (TsuMetrics *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GString) out = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < TSU_N_COUNTERS; i++) {
    if (counters[i].kind)
      print_head (out, counters[i].name, counters[i].kind, counters[i].help);
    g_string_append_printf (out, "tsunagi_%s%s %" G_GINT64_FORMAT "\n", counters[i].name,
                            counters[i].labels, self->counts[i]);
  }

  print_head (out, "requests_total", "counter", "Requests answered");
  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_string_append_printf (out, "tsunagi_requests_total%s %" G_GUINT64_FORMAT "\n",
                            (const char *) key, *(guint64 *) value);
  print_head (out, "request_seconds", "histogram", "Time taken by requests");
  g_hash_table_iter_init (&iter, self->durations);
  while (g_hash_table_iter_next (&iter, &key, &value))
    print_durations (out, key, value);
  print_memory (out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
