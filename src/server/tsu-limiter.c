/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Limits by token bucket. The table itself is bounded too: when it is full, buckets that are full
 * again are forgotten, for they say the same as none.
 */

#include "config.h"

#include "tsu-limiter.h"

#include <math.h>

/* So many strangers at once are remembered; beyond them all new ones share one bucket. */
#define MAX_KEYS 20000
#define OVERFLOW_KEY ""
/* Looking through all of them costs time, which a crowd must not be able to spend. */
#define FORGET_EVERY_MS 1000

typedef struct {
  double goes;
  gint64 at; /* Unix milliseconds */
} Bucket;

struct _TsuLimiter {
  GMutex lock;
  GHashTable *buckets; /* char * → Bucket */
  double burst;
  double per_ms;
  gint64 forgotten_at;
};

/**
 * tsu_limiter_new:
 * @burst: how many goes at once
 * @per_second: how many come back in a second
 */
TsuLimiter *
tsu_limiter_new (guint burst, double per_second)
{
  TsuLimiter *self = g_new0 (TsuLimiter, 1);

  g_mutex_init (&self->lock);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->burst = burst;
  self->per_ms = per_second / 1000;
  return self;
}

void
tsu_limiter_free (TsuLimiter *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
fill (TsuLimiter *self, Bucket *bucket, gint64 now)
{
  /* A clock set back neither fills nor empties. */
  if (now > bucket->at)
    bucket->goes = MIN (self->burst, bucket->goes + (now - bucket->at) * self->per_ms);
  bucket->at = now;
}

static void
forget_full (TsuLimiter *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  if (ABS (now - self->forgotten_at) < FORGET_EVERY_MS)
    return;
  self->forgotten_at = now;
  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Bucket *bucket = value;

    fill (self, bucket, now);
    if (bucket->goes >= self->burst)
      g_hash_table_iter_remove (&iter);
  }
}

static Bucket *
find_bucket (TsuLimiter *self, const char *key, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (bucket)
    return bucket;
  if (g_hash_table_size (self->buckets) >= MAX_KEYS)
    forget_full (self, now);
  if (g_hash_table_size (self->buckets) >= MAX_KEYS) {
    key = OVERFLOW_KEY;
    bucket = g_hash_table_lookup (self->buckets, key);
    if (bucket)
      return bucket;
  }

  bucket = g_new (Bucket, 1);
  *bucket = (Bucket){ .goes = self->burst, .at = now };
  g_hash_table_insert (self->buckets, g_strdup (key), bucket);
  return bucket;
}

/**
 * tsu_limiter_take:
 * @key: who
 * @now: Unix milliseconds
 * @retry_after: (out): seconds until there is one again, where there is none
 *
 * Returns: whether there was a go left; it is then used up
 */
gboolean
tsu_limiter_take (TsuLimiter *self, const char *key, gint64 now, int *retry_after)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Bucket *bucket = find_bucket (self, key, now);

  fill (self, bucket, now);
  if (bucket->goes >= 1) {
    bucket->goes -= 1;
    return TRUE;
  }
  *retry_after = (int) CLAMP (ceil ((1 - bucket->goes) / self->per_ms / 1000), 1, 3600);
  return FALSE;
}

/**
 * tsu_limiter_give_back:
 *
 * The go that was taken last did no harm and shall not count.
 */
void
tsu_limiter_give_back (TsuLimiter *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (bucket)
    bucket->goes = MIN (self->burst, bucket->goes + 1);
}
