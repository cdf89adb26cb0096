/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A district is a set of towns, so an address lies in the district that has its town. Towns of one
 * name there are in many cities: what stands before the town ("川崎市高津区") counts as a place of
 * ours only where most of the sheet's addresses there are in towns that the ledger knows.
 */

#include "config.h"

#include "tsu-towns.h"

#include <string.h>

#include "tsu-cell-text.h"

#define DISTRICTS_TO_READ 4096
#define CHARACTERS_OF_CITY 20

typedef struct {
  guint all;
  guint known;
} Share;

struct _TsuTowns {
  GHashTable *districts; /* town, plain → id of its district, "" where several have it */
  GHashTable *shares;    /* what stands before the town → Share */
};

/* Half width, block numbers in one spelling: "溝口一丁目2番3号" and "溝口１－２－３" are both
 * "溝口1-2番3号" and "溝口1-2-3" from the town to its block. */
static char *
simplify (const char *text)
{
  static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  g_autofree char *plain = tsu_cell_text_simplify (text);
  GString *out = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean numeral = FALSE;

    for (guint i = 0; i < G_N_ELEMENTS (numerals); i++)
      if (g_str_has_prefix (p, numerals[i]) &&
          g_str_has_prefix (p + strlen (numerals[i]), "丁目")) {
        g_string_append_printf (out, "%u", i + 1);
        numeral = TRUE;
      }
    if (numeral || g_unichar_isspace (c))
      continue;
    if (g_str_has_prefix (p, "丁目")) {
      g_string_append_c (out, '-');
      p = g_utf8_next_char (p);
    } else if (tsu_cell_text_is_dash (c)) {
      g_string_append_c (out, '-');
    } else {
      g_string_append_unichar (out, c);
    }
  }
  return g_string_free (out, FALSE);
}

/* Where the town begins: behind the ward, else behind the city ("四日市市", "市川市"). */
static const char *
find_town (const char *plain)
{
  static const char *const parts[] = { "大字", "字" };
  const char *ward = strstr (plain, "区");
  const char *city = strstr (plain, "市");
  const char *at = plain;

  if (ward != NULL && g_utf8_strlen (plain, ward - plain) <= CHARACTERS_OF_CITY) {
    at = ward + strlen ("区");
  } else {
    if (city == plain)
      city = strstr (city + strlen ("市"), "市");
    if (city != NULL && g_utf8_strlen (plain, city - plain) <= CHARACTERS_OF_CITY)
      at = city + strlen ("市");
    if (at != plain && g_str_has_prefix (at, "市"))
      at += strlen ("市");
  }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_has_prefix (at, parts[i]))
      return at + strlen (parts[i]);
  return at;
}

/* The district of the longest town that the text begins with; "" for two of one name. */
static const char *
look_up (const TsuTowns *self, const char *town)
{
  g_autofree char *part = g_strdup (town);

  while (*part != '\0') {
    const char *id = g_hash_table_lookup (self->districts, part);

    if (id != NULL)
      return id;
    *g_utf8_find_prev_char (part, part + strlen (part)) = '\0';
  }
  return NULL;
}

static Share *
get_share (const TsuTowns *self, const char *plain, const char *town)
{
  g_autofree char *before = g_strndup (plain, town - plain);
  Share *share = g_hash_table_lookup (self->shares, before);

  if (share == NULL) {
    share = g_new0 (Share, 1);
    g_hash_table_insert (self->shares, g_steal_pointer (&before), share);
  }
  return share;
}

static void
add_district (TsuTowns *self, const TsuRecord *district)
{
  const char *const *towns = tsu_record_get_list (district, "towns");

  for (guint i = 0; towns != NULL && towns[i] != NULL; i++) {
    g_autofree char *plain = simplify (towns[i]);
    const char *town = find_town (plain);

    if (*town == '\0')
      continue;
    g_hash_table_insert (self->districts, g_strdup (town),
                         g_strdup (g_hash_table_contains (self->districts, town)
                                     ? ""
                                     : tsu_record_get_id (district)));
  }
}

static void
read_districts (TsuTowns *self, TsuLedger *ledger)
{
  const TsuType *type = tsu_schema_find_type ("district");
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autoptr (GArray) keys = tsu_ledger_list (ledger, query, NULL, NULL);
  g_autoptr (GPtrArray) records = NULL;

  if (keys == NULL || keys->len == 0)
    return;
  records = tsu_ledger_get_many (ledger, type, &g_array_index (keys, gint64, 0),
                                 MIN (keys->len, DISTRICTS_TO_READ), NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    add_district (self, g_ptr_array_index (records, i));
}

/* The address of a row, put together where it stands in parts. */
static char *
dup_address (TsuSheet *sheet, guint row, int whole, const int parts[3])
{
  const char *address = whole >= 0 ? tsu_sheet_get_text (sheet, row, (guint) whole) : "";
  GString *joined;

  if (!tsu_cell_text_is_blank (address))
    return g_strdup (address);
  joined = g_string_new (NULL);
  for (guint i = 0; i < 3; i++)
    if (parts[i] >= 0)
      g_string_append (joined, tsu_sheet_get_text (sheet, row, (guint) parts[i]));
  return g_string_free (joined, FALSE);
}

static void
count_shares (TsuTowns *self, TsuSheet *sheet, const TsuMapping *mapping)
{
  const int parts[3] = { tsu_mapping_find (mapping, TSU_TARGET_ADDRESS_1),
                         tsu_mapping_find (mapping, TSU_TARGET_ADDRESS_2),
                         tsu_mapping_find (mapping, TSU_TARGET_ADDRESS_3) };
  int whole = tsu_mapping_find (mapping, "address");

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    g_autofree char *address = NULL;
    g_autofree char *plain = NULL;
    const char *town;
    Share *share;

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA)
      continue;
    address = dup_address (sheet, i, whole, parts);
    plain = simplify (address);
    town = find_town (plain);
    if (*town == '\0')
      continue;
    share = get_share (self, plain, town);
    share->all++;
    share->known += look_up (self, town) != NULL;
  }
}

/**
 * tsu_towns_new:
 * @ledger: has the districts with their towns
 * @sheet: what is imported
 * @mapping: what its columns mean
 *
 * Returns: (transfer full) (nullable): what tells districts by addresses, from now on without
 * @ledger; %NULL where no district has towns
 */
TsuTowns *
tsu_towns_new (TsuLedger *ledger, TsuSheet *sheet, const TsuMapping *mapping)
{
  g_autoptr (TsuTowns) self = NULL;

  if (tsu_type_find_field (mapping->type, "district") == NULL ||
      tsu_type_find_field (mapping->type, "address") == NULL)
    return NULL;
  self = g_new0 (TsuTowns, 1);
  self->districts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shares = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_districts (self, ledger);
  if (g_hash_table_size (self->districts) == 0)
    return NULL;
  count_shares (self, sheet, mapping);
  return g_steal_pointer (&self);
}

void
tsu_towns_free (TsuTowns *self)
{
  g_hash_table_unref (self->districts);
  g_hash_table_unref (self->shares);
  g_free (self);
}

/**
 * tsu_towns_find:
 * @address: an address of the sheet
 *
 * Returns: (transfer none) (nullable): the id of the one district that has its town
 */
const char *
tsu_towns_find (const TsuTowns *self, const char *address)
{
  g_autofree char *plain = simplify (address);
  const char *town = find_town (plain);
  g_autofree char *before = g_strndup (plain, town - plain);
  const Share *share = g_hash_table_lookup (self->shares, before);
  const char *id = share != NULL && share->known * 2 > share->all ? look_up (self, town) : NULL;

  return id != NULL && *id != '\0' ? id : NULL;
}
