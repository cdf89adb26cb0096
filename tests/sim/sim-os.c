/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clock, chance and files of the machine that runs, in the place of the system's. The functions
 * called __wrap_… stand for those of the same name in every part of the program that is linked
 * into the simulator (ld's --wrap), so the program itself needs no seam and is proved as it is.
 */

#include "config.h"

#include "sim-os.h"

#include "tsu-id.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#define ROOT "/sim/"

static SimMachine *running;

void
sim_os_enter (SimMachine *machine)
{
  running = machine;
}

gint64
sim_os_get_time (void)
{
  return running->clock;
}

void
sim_os_fill_random (gpointer bytes, gsize length)
{
  sim_random_fill (&running->random, bytes, length);
}

SimDisk *
sim_os_find_disk (const char *path, const char **name)
{
  guint number = 0;
  const char *at;

  if (!g_str_has_prefix (path, ROOT))
    return NULL;
  for (at = path + strlen (ROOT); g_ascii_isdigit (*at); at++)
    number = number * 10 + (guint) (*at - '0');
  *name = *at == '/' ? at + 1 : at;
  return sim_disk_by_number (number);
}

static SimFile *
find_file (const char *path, gboolean *is_simulated)
{
  const char *name;
  SimDisk *disk = sim_os_find_disk (path, &name);

  *is_simulated = g_str_has_prefix (path, ROOT);
  return disk != NULL ? sim_disk_find (disk, name) : NULL;
}

gint64 __wrap_g_get_real_time (void);
gint64 __wrap_g_get_monotonic_time (void);
guint32 __wrap_g_random_int (void);
gssize __wrap_getrandom (void *buffer, size_t length, unsigned int flags);
char *__wrap_tsu_id_generate (void);
void __wrap_tsu_log_error (const char *event, const GError *error);
FILE *__wrap_fopen64 (const char *path, const char *mode);
int __wrap_stat64 (const char *path, struct stat64 *info);
int __wrap_open64 (const char *path, int flags, ...);
int __wrap_fcntl64 (int file, int command, ...);

FILE *__real_fopen64 (const char *path, const char *mode);
int __real_stat64 (const char *path, struct stat64 *info);
int __real_open64 (const char *path, int flags, ...);
int __real_fcntl64 (int file, int command, ...);

gint64
__wrap_g_get_real_time (void)
{
  return running->clock * 1000;
}

gint64
__wrap_g_get_monotonic_time (void)
{
  return running->clock * 1000;
}

guint32
__wrap_g_random_int (void)
{
  return (guint32) sim_random_next (&running->random);
}

gssize
__wrap_getrandom (void *buffer, size_t length, unsigned int flags)
{
  sim_random_fill (&running->random, buffer, length);
  return (gssize) length;
}

/* The program keeps the latest id of the process; here many machines share one process, and each
 * needs its own. The rule is the same: ids of one machine rise. */
char *
__wrap_tsu_id_generate (void)
{
  guint8 random[10];
  char *id = g_malloc (TSU_ID_SIZE);

  if (running->clock > running->last_id_ms) {
    running->last_id_ms = running->clock;
    running->last_id = sim_random_next (&running->random) >> 1;
  } else {
    running->last_id++;
  }
  random[0] = random[1] = 0;
  for (int i = 0; i < 8; i++)
    random[2 + i] = (guint8) (running->last_id >> (56 - 8 * i));
  /* The variant takes two bits of the third byte; they are put where nothing is stamped over. */
  random[1] = random[2] >> 6;
  tsu_id_new (id, running->last_id_ms, random);
  return id;
}

/* What goes wrong here was meant to. */
void
__wrap_tsu_log_error (const char *event, const GError *error)
{
}

FILE *
__wrap_fopen64 (const char *path, const char *mode)
{
  gboolean is_simulated;
  SimFile *file = find_file (path, &is_simulated);

  if (!is_simulated)
    return __real_fopen64 (path, mode);
  if (file == NULL || file->size == 0) {
    errno = ENOENT;
    return NULL;
  }
  return fmemopen (file->bytes, file->size, "rb");
}

int
__wrap_stat64 (const char *path, struct stat64 *info)
{
  gboolean is_simulated;
  SimFile *file = find_file (path, &is_simulated);

  if (!is_simulated)
    return __real_stat64 (path, info);
  if (file == NULL) {
    errno = ENOENT;
    return -1;
  }
  *info = (struct stat64){ 0 };
  info->st_mode = S_IFREG | 0600;
  info->st_size = (off64_t) file->size;
  info->st_dev = 1;
  info->st_ino = (ino64_t) file->disk->identity;
  return 0;
}

/* Only lock files are opened in this way, and on a machine of its own nobody else holds one. */
int
__wrap_open64 (const char *path, int flags, ...)
{
  va_list args;
  int mode;

  va_start (args, flags);
  mode = va_arg (args, int);
  va_end (args);
  return __real_open64 (g_str_has_prefix (path, ROOT) ? "/dev/null" : path, flags, mode);
}

int
__wrap_fcntl64 (int file, int command, ...)
{
  va_list args;
  gpointer argument;

  if (command == F_OFD_SETLK || command == F_OFD_SETLKW)
    return 0;
  va_start (args, command);
  argument = va_arg (args, gpointer);
  va_end (args);
  return __real_fcntl64 (file, command, argument);
}
