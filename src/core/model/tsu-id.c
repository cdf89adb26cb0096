/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Identifiers: UUIDs as lower-case text (RFC 9562). New records get version 7, so that ids sort by
 * the time they were made; records two desks may create apart get version 5, so that they meet.
 */

#include "config.h"

#include "tsu-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* The part of a version 7 UUID after the time, as it is handed around: 12 and 62 bits. */
#define RANDOM_SIZE 10

#define LAST_MS ((G_GINT64_CONSTANT (1) << 48) - 1)

static GMutex last_lock;
static gint64 last_ms = -1;
static guint8 last_random[RANDOM_SIZE];

static void
print_uuid (char out[TSU_ID_SIZE], const guint8 bytes[16])
{
  static const char digits[] = "0123456789abcdef";
  char *at = out;

  for (int i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *at++ = '-';
    *at++ = digits[bytes[i] >> 4];
    *at++ = digits[bytes[i] & 0x0f];
  }
  *at = '\0';
}

static void
stamp_version (guint8 bytes[16], guint8 version)
{
  bytes[6] = (bytes[6] & 0x0f) | (guint8) (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
}

static void
fill_random (guint8 *bytes, gsize length)
{
  while (length > 0) {
    gssize n = getrandom (bytes, length, 0);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      g_error ("The system gives no random numbers: %s", g_strerror (errno));
    bytes += n;
    length -= n;
  }
}

/* Adds one to the 74 random bits, stepping over the places of version and variant. */
static gboolean
increment (guint8 random[RANDOM_SIZE])
{
  for (int i = RANDOM_SIZE - 1; i >= 0; i--) {
    guint8 mask = i == 0 ? 0x0f : i == 2 ? 0x3f : 0xff;

    random[i] = (random[i] + 1) & mask;
    if (random[i] != 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * tsu_id_new:
 * @out: where the text goes
 * @now_ms: milliseconds since 1970, UTC; clamped to 48 bits
 * @random: ten random bytes, of which 74 bits are used
 *
 * Makes a version 7 UUID (RFC 9562, 5.7) of what it is given and nothing else.
 */
void
tsu_id_new (char out[TSU_ID_SIZE], gint64 now_ms, const guint8 random[10])
{
  guint64 ms = (guint64) CLAMP (now_ms, 0, LAST_MS);
  guint8 bytes[16];

  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8) (ms >> (40 - 8 * i));
  memcpy (bytes + 6, random, RANDOM_SIZE);
  stamp_version (bytes, 7);
  print_uuid (out, bytes);
}

/**
 * tsu_id_generate:
 *
 * Makes an id of the present time and the system's random numbers. Within a process every id sorts
 * after the one before it, also within one millisecond and when the clock is set back. May be
 * called from any thread.
 *
 * Returns: (transfer full): a new id
 */
char *
tsu_id_generate (void)
{
  gint64 now_ms = g_get_real_time () / 1000;
  char *id = g_malloc (TSU_ID_SIZE);

  g_mutex_lock (&last_lock);
  if (now_ms > last_ms || !increment (last_random)) {
    last_ms = MAX (now_ms, last_ms + 1);
    fill_random (last_random, sizeof last_random);
    /* The places of version and variant must be clear, or the carry in increment() stops short. */
    last_random[0] &= 0x0f;
    last_random[2] &= 0x3f;
  }
  tsu_id_new (id, last_ms, last_random);
  g_mutex_unlock (&last_lock);
  return id;
}

/**
 * tsu_id_derive:
 * @namespace_name: what kind of thing is named, such as "participation"
 * @...: the strings that name it, ended by %NULL
 *
 * Makes the same id of the same names on every computer: a version 5 UUID (RFC 9562, 5.5) of a
 * namespace of our own. Each string goes in with its length, so that ("ab", "c") and ("a", "bc")
 * differ.
 *
 * Returns: (transfer full): the id
 */
char *
tsu_id_derive (const char *namespace_name, ...)
{
  /* Drawn once at random; changing it would part the ids of desks that now agree. */
  static const guint8 tsunagi[16] = { 0x8d, 0x1c, 0x5b, 0x0e, 0x6f, 0x57, 0x4c, 0x1b,
                                      0x9a, 0x3e, 0x2f, 0x74, 0x61, 0xd0, 0xb8, 0x25 };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize digest_length = sizeof digest;
  char *id = g_malloc (TSU_ID_SIZE);
  va_list names;

  g_checksum_update (checksum, tsunagi, sizeof tsunagi);
  va_start (names, namespace_name);
  for (const char *name = namespace_name; name != NULL; name = va_arg (names, const char *)) {
    guint32 length = GUINT32_TO_BE ((guint32) strlen (name));

    g_checksum_update (checksum, (const guchar *) &length, sizeof length);
    g_checksum_update (checksum, (const guchar *) name, strlen (name));
  }
  va_end (names);

  g_checksum_get_digest (checksum, digest, &digest_length);
  stamp_version (digest, 5);
  print_uuid (id, digest);
  return id;
}

/**
 * tsu_id_is_valid:
 * @id: (nullable): any text
 *
 * Returns: whether @id is a UUID in the one spelling we write: lower case, with hyphens, of a known
 *   version and the usual variant
 */
gboolean
tsu_id_is_valid (const char *id)
{
  if (id == NULL)
    return FALSE;

  for (int i = 0; i < TSU_ID_SIZE - 1; i++) {
    gboolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;

    /* The end of a shorter text fails here as well. */
    if (hyphen ? id[i] != '-' : !g_ascii_isxdigit (id[i]) || g_ascii_isupper (id[i]))
      return FALSE;
  }
  return id[TSU_ID_SIZE - 1] == '\0' && id[14] >= '1' && id[14] <= '8' &&
         strchr ("89ab", id[19]) != NULL;
}
