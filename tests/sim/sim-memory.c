/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory for many short worlds. What one gives back, the next one takes as it is: the files of
 * disks as whole pieces, and what SQLite asks for by its size, without asking the system for it.
 */

#include "config.h"

#include "sim-memory.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/mman.h>

/* Sizes are powers of two, and three steps between each and the next. */
#define SMALLEST_BITS 5
#define LARGEST_BITS 18
#define N_SIZES (4 * (LARGEST_BITS - SMALLEST_BITS) + 1)
/* Of addresses, not of memory: only what is touched costs any. */
#define ROOM (1024 * 1024 * 1024)

/* Before each piece. */
typedef struct {
  gint32 size;
  gint32 place; /* among the sizes; -1 for one that is of the system */
} Head;

typedef struct _Free {
  struct _Free *next;
} Free;

typedef struct {
  gpointer memory;
  gsize room;
} Spare;

static Free *waiting[N_SIZES];
static guint8 *room;
static guint8 *next_piece;
/* Where the pieces of worlds begin, behind those that outlive them, and how many somebody has. */
static guint8 *worlds;
static guint n_pieces;

static Spare spares[32];
static guint n_spares;

/* The smallest that holds so much. */
static gpointer
take_spare (gsize size, gsize *held)
{
  Spare *best = NULL;
  gpointer memory;

  for (guint i = 0; i < n_spares; i++)
    if (spares[i].room >= size && (best == NULL || spares[i].room < best->room))
      best = &spares[i];
  if (best == NULL)
    return NULL;
  memory = best->memory;
  *held = best->room;
  *best = spares[--n_spares];
  return memory;
}

gpointer
sim_memory_grow (gpointer memory, gsize used, gsize size, gsize *held)
{
  gsize former = *held;
  gsize wanted = MAX (size, 2 * former);
  gpointer moved = take_spare (wanted, held);

  if (moved == NULL) {
    *held = wanted;
    return g_realloc (memory, *held);
  }
  if (used > 0)
    memcpy (moved, memory, used);
  sim_memory_free (memory, former);
  return moved;
}

void
sim_memory_free (gpointer memory, gsize held)
{
  if (memory != NULL && n_spares < G_N_ELEMENTS (spares))
    spares[n_spares++] = (Spare){ memory, held };
  else
    g_free (memory);
}

static int
get_size (int place)
{
  int base = 1 << (SMALLEST_BITS + place / 4);

  return base + place % 4 * (base / 4);
}

/* The smallest that is enough; -1 where none is. */
static int
find_place (int size)
{
  int bits;

  if (size <= 1 << SMALLEST_BITS)
    return 0;
  if (size > 1 << LARGEST_BITS)
    return -1;
  bits = (int) g_bit_storage ((gulong) size - 1) - 1;
  return 4 * (bits - SMALLEST_BITS) + ((size - 1) >> (bits - 2)) % 4 + 1;
}

/* One behind the other: what is used together lies together. */
static Head *
cut_piece (int place)
{
  Head *head = (Head *) (gpointer) next_piece;

  next_piece += sizeof (Head) + (gsize) get_size (place);
  g_assert (next_piece <= room + ROOM);
  return head;
}

static void *
take_memory (int size)
{
  int place = find_place (size);
  Head *head;

  if (place < 0) {
    head = g_malloc (sizeof (Head) + (gsize) size);
  } else if (waiting[place] != NULL) {
    head = (Head *) (gpointer) waiting[place] - 1;
    waiting[place] = waiting[place]->next;
  } else {
    head = cut_piece (place);
  }
  *head = (Head){ place < 0 ? size : get_size (place), place };
  n_pieces += place >= 0 && (guint8 *) head >= worlds;
  return head + 1;
}

/* The next world finds everything in a row again, as the first one did, and not as it happened to
 * come back: the processor reads ahead in a row. */
static void
begin_anew (void)
{
  next_piece = worlds;
  memset (waiting, 0, sizeof waiting);
}

static void
give_back (void *memory)
{
  Head *head = (Head *) memory - 1;
  Free *piece = memory;

  if (head->place < 0) {
    g_free (head);
    return;
  }
  piece->next = waiting[head->place];
  waiting[head->place] = piece;
  if ((guint8 *) head >= worlds && --n_pieces == 0)
    begin_anew ();
}

void
sim_memory_begin_worlds (void)
{
  worlds = next_piece;
}

static int
tell_size (void *memory)
{
  return memory != NULL ? ((Head *) memory - 1)->size : 0;
}

static void *
take_more (void *memory, int size)
{
  int former = tell_size (memory);
  void *moved;

  if (size <= former)
    return memory;
  moved = take_memory (size);
  memcpy (moved, memory, (gsize) former);
  give_back (memory);
  return moved;
}

static int
round_up (int size)
{
  int place = find_place (size);

  return place < 0 ? (size + 7) & ~7 : get_size (place);
}

static int
begin (void *data)
{
  return SQLITE_OK;
}

static void
end (void *data)
{
}

/* Not under the sanitizers, which have to see each piece. */
void
sim_memory_install (void)
{
  static const sqlite3_mem_methods methods = {
    .xMalloc = take_memory,
    .xFree = give_back,
    .xRealloc = take_more,
    .xSize = tell_size,
    .xRoundup = round_up,
    .xInit = begin,
    .xShutdown = end,
  };

#ifdef __SANITIZE_ADDRESS__
  g_assert_nonnull (methods.xMalloc);
#else
  room =
    mmap (NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  g_assert (room != MAP_FAILED);
  next_piece = room;
  worlds = room + ROOM;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
#endif
}
