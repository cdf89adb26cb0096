/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Snapshots for a first sync: for each ward and level the changes that are live, and for each ward
 * what it shares with the others. A file that is a little old does as well: the pull goes on from
 * the oldest one's place.
 */

#include "config.h"

#include "tsu-depot-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tsu-error.h"
#include "tsu-plant.h"
#include "tsu-snapshot-cache.h"
#include "tsu-snapshot-writer.h"

#define PATH_PREFIX "/v1/snapshot/"
/* So many changes, or this part of its own, a file may be behind. */
#define BEHIND_MAX 5000
#define BEHIND_PART 4
#define READ_AT_ONCE 2000

/* An index in the making.
 * @build: whether to make what is lacking
 * @lacking: something is */
typedef struct {
  TsuDepot *depot;
  TsuSnapshotIndex *index;
  const TsuPrincipal *who;
  gboolean build;
  gboolean lacking;
} Indexing;

/* A file in the making. */
typedef struct {
  TsuSql *sql;
  const TsuSnapshotName *name;
  TsuSnapshotWriter *writer;
} Building;

void
tsu_snapshot_range_clear (TsuSnapshotRange *range)
{
  g_clear_pointer (&range->bytes, g_bytes_unref);
  g_clear_pointer (&range->etag, g_free);
}

static void
add_change (Building *self, TsuStoredChange *stored)
{
  TsuChange *change = stored->change;

  /* What is dominated by now may be so by a change that is not in the file. */
  g_free (change->z);
  change->z = g_steal_pointer (&stored->dead);
  if (tsu_scope_cut (change, stored->person, self->name->level) && !TSU_PLANT (snapshot_empty))
    tsu_snapshot_writer_add (self->writer, g_steal_pointer (&stored->change));
}

/* @at: (inout): the last number read; -1 at the end. */
static gboolean
add_some (Building *self, gint64 *at, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     self->name->shared
                       ? "SELECT " TSU_CHANGE_COLUMNS " FROM" TSU_CHANGE_TABLES
                         "WHERE c.ward = $1 AND c.live = 1 AND c.seq > $2 AND r.shared = 1 ORDER "
                         "BY c.seq LIMIT $3"
                       : "SELECT " TSU_CHANGE_COLUMNS " FROM" TSU_CHANGE_TABLES
                         "WHERE c.ward = $1 AND c.live = 1 AND c.seq > $2 ORDER BY c.seq LIMIT $3",
                     error);
  gboolean row = TRUE;
  int n = 0;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, self->name->ward);
  tsu_sql_bind_int (statement, 2, *at);
  tsu_sql_bind_int (statement, 3, READ_AT_ONCE);
  while (row) {
    g_auto (TsuStoredChange) stored = { NULL };

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    n++;
    *at = tsu_sql_int (statement, 0);
    tsu_stored_change_read (statement, &stored);
    add_change (self, &stored);
  }
  if (n < READ_AT_ONCE)
    *at = -1;
  return TRUE;
}

/* Completes @name. */
static gboolean
write_file (TsuSql *sql, GOutputStream *stream, TsuSnapshotName *name, GError **error)
{
  g_autoptr (TsuSnapshotWriter) writer = tsu_snapshot_writer_new (stream);
  Building building = { sql, name, writer };
  const char *sum;
  gint64 at = 0;

  while (at >= 0)
    if (!add_some (&building, &at, error))
      return FALSE;
  sum = tsu_snapshot_writer_finish (writer, &name->changes, error);
  if (sum)
    g_strlcpy (name->sum, sum, sizeof name->sum);
  return sum != NULL;
}

/* Within a reading transaction at the number in @name; completes @name. */
static gboolean
build_file (TsuDepot *self, TsuSnapshotName *name, GError **error)
{
  g_autofree char *part = NULL;
  g_autoptr (GOutputStream) stream = tsu_snapshot_cache_begin (self, &part, error);

  if (stream == NULL || !write_file (self->sql, stream, name, error)) {
    if (part != NULL)
      g_unlink (part);
    return FALSE;
  }
  return tsu_snapshot_cache_keep (self, stream, part, name, error);
}

/* Whether something of the ward was hidden from the others since. */
static gboolean
has_hidden (TsuDepot *self, gint64 since, gboolean *hidden, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "SELECT seq FROM share WHERE seq > $1 AND shared = 0 LIMIT 1",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, since);
  return tsu_sql_step (statement, hidden, error);
}

/* @found: (out): FALSE only where it is not to be built */
static gboolean
provide_file (Indexing *self,
              const TsuSnapshotName *like,
              TsuSnapshotName *name,
              gboolean *found,
              GError **error)
{
  gboolean hidden = FALSE;

  *found = TRUE;
  if (tsu_snapshot_cache_find (self->depot, like, name) && name->seq <= like->seq &&
      like->seq - name->seq <= MAX (BEHIND_MAX, name->changes / BEHIND_PART)) {
    if (like->shared && !has_hidden (self->depot, name->seq, &hidden, error))
      return FALSE;
    if (!hidden)
      return TRUE;
  }
  *name = *like;
  *found = self->build;
  return !self->build || build_file (self->depot, name, error);
}

static gboolean
add_file (Indexing *self, const TsuSnapshotName *like, GError **error)
{
  TsuSnapshotIndex *index = self->index;
  TsuSnapshotName name;
  TsuSnapshotFile *file;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) nothing = NULL;
  gint64 total = 0;
  gboolean found;

  if (!provide_file (self, like, &name, &found, error))
    return FALSE;
  self->lacking = self->lacking || !found;
  index->seq = TSU_PLANT (snapshot_place_late) ? index->seq : MIN (index->seq, name.seq);
  if (name.changes == 0)
    return TRUE;
  text = tsu_snapshot_name_print (&name);
  if (!tsu_snapshot_cache_read (self->depot, text, 0, 0, &nothing, &total)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_BUSY,
                         _ ("The files for a first sync are being made anew; try again in a "
                            "moment."));
    return FALSE;
  }
  file = tsu_snapshot_file_new ();
  file->ward = name.ward;
  file->level = name.level;
  file->changes = name.changes;
  file->bytes = total;
  file->etag = g_strdup (name.sum);
  file->path = g_strconcat (PATH_PREFIX, text, NULL);
  g_ptr_array_add (index->files, file);
  return TRUE;
}

/* (element-type int): wards that share something. */
static GArray *
list_sharing_wards (TsuDepot *self, GError **error)
{
  g_autoptr (GArray) wards = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "SELECT DISTINCT ward FROM record WHERE shared = 1 ORDER BY ward",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row) {
    int ward;

    if (!tsu_sql_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    ward = (int) tsu_sql_int (statement, 0);
    g_array_append_val (wards, ward);
  }
  return g_steal_pointer (&wards);
}

static gboolean
has_ward (const TsuPrincipal *who, int ward, gsize before)
{
  for (gsize i = 0; i < before; i++)
    if (who->grants[i].ward == ward)
      return TRUE;
  return FALSE;
}

static gboolean
add_files (Indexing *self, TsuSnapshotName *like, GError **error)
{
  const TsuPolicyGrant *grants = self->who->grants;
  gsize n_grants = self->who->n_grants;
  g_autoptr (GArray) sharing = list_sharing_wards (self->depot, error);

  if (sharing == NULL)
    return FALSE;
  for (gsize i = 0; i < n_grants; i++) {
    like->ward = grants[i].ward;
    like->level = tsu_policy_read_level (grants, n_grants, like->ward, FALSE);
    if (like->level >= 0 && !has_ward (self->who, like->ward, i) && !add_file (self, like, error))
      return FALSE;
  }
  like->shared = TRUE;
  for (guint i = 0; i < sharing->len; i++) {
    like->ward = g_array_index (sharing, int, i);
    like->level = tsu_policy_read_level (grants, n_grants, like->ward, TRUE);
    if (like->level >= 0 && tsu_policy_read_level (grants, n_grants, like->ward, FALSE) < 0 &&
        !add_file (self, like, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_index (Indexing *self, GError **error)
{
  TsuSnapshotName like = { .schema = TSU_SCHEMA_VERSION };
  TsuClock clock;

  if (!tsu_clock_read (self->depot->sql, FALSE, &clock, error))
    return FALSE;
  self->index->epoch = g_strdup (clock.epoch);
  self->index->seq = clock.seq;
  like.seq = clock.seq;
  g_strlcpy (like.epoch, clock.epoch, sizeof like.epoch);
  return add_files (self, &like, error);
}

static gboolean
index_files (Indexing *self, gint64 now, GError **error)
{
  TsuSql *sql = self->depot->sql;

  self->index->now = now;
  self->index->scope = tsu_principal_get_scope (self->who);
  if (!tsu_sql_begin_read (sql, error))
    return FALSE;
  if (make_index (self, error) && tsu_sql_commit (sql, error))
    return TRUE;
  tsu_sql_rollback (sql);
  return FALSE;
}

/**
 * tsu_depot_get_snapshot:
 *
 * Returns: (transfer full): the files that make up all the principal may read; those that were
 *   lacking have been built
 */
TsuSnapshotIndex *
tsu_depot_get_snapshot (TsuDepot *self, const TsuPrincipal *who, gint64 now, GError **error)
{
  g_autoptr (TsuSnapshotIndex) index = tsu_snapshot_index_new ();
  Indexing indexing = { self, index, who, .build = TRUE };

  return index_files (&indexing, now, error) ? g_steal_pointer (&index) : NULL;
}

/**
 * tsu_depot_find_snapshot:
 * @index: (out) (nullable): the files, where all are there already; NULL where they have to be
 *   built, by tsu_depot_get_snapshot()
 *
 * Returns: FALSE with @error where the database could not
 */
gboolean
tsu_depot_find_snapshot (
  TsuDepot *self, const TsuPrincipal *who, gint64 now, TsuSnapshotIndex **index, GError **error)
{
  g_autoptr (TsuSnapshotIndex) found = tsu_snapshot_index_new ();
  Indexing indexing = { self, found, who, .build = FALSE };

  *index = NULL;
  if (!index_files (&indexing, now, error))
    return FALSE;
  if (!indexing.lacking)
    *index = g_steal_pointer (&found);
  return TRUE;
}

/* What was shared when the file was made may have been hidden since. */
static gboolean
is_still_right (TsuDepot *self, const TsuSnapshotName *name, gboolean *right, GError **error)
{
  gboolean hidden = FALSE;

  if (name->shared && !has_hidden (self, name->seq, &hidden, error))
    return FALSE;
  *right = !hidden;
  return TRUE;
}

/**
 * tsu_depot_read_snapshot:
 * @path: as in the index
 * @offset: where to begin
 * @length: how many bytes at most; no more than 8 MiB come at once
 * @range: (out caller-allocates): zeroed; cleared by the caller
 *
 * Returns: FALSE with TSU_ERROR_NOT_FOUND where there is no such file any more: the index is to be
 *   asked for again; with TSU_ERROR_UNAUTHORIZED where the principal may not read it
 */
gboolean
tsu_depot_read_snapshot (TsuDepot *self,
                         const TsuPrincipal *who,
                         const char *path,
                         gint64 offset,
                         gint64 length,
                         TsuSnapshotRange *range,
                         GError **error)
{
  TsuSnapshotName name;
  const char *text = g_str_has_prefix (path, PATH_PREFIX) ? path + strlen (PATH_PREFIX) : path;
  gboolean right = FALSE;

  if (tsu_snapshot_name_parse (text, &name)) {
    if (tsu_policy_read_level (who->grants, who->n_grants, name.ward, name.shared) < name.level) {
      g_set_error_literal (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                           _ ("This file is not for this account."));
      return FALSE;
    }
    if (!is_still_right (self, &name, &right, error))
      return FALSE;
  }
  if (right && offset >= 0 &&
      tsu_snapshot_cache_read (self, text, offset, length, &range->bytes, &range->total)) {
    range->etag = g_strdup (name.sum);
    return TRUE;
  }
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                       _ ("There is no such file any more; ask for the list again."));
  return FALSE;
}
