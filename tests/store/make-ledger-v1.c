/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the small ledger that tests/data keeps of each version of the file: run once, when the
 * version is new, and never again. make-ledger-v1 FILE
 */

#include "config.h"

#include "store-test.h"

#include <string.h>

#define FIRST "01890000-0000-7000-8000-000000000001"
#define SECOND "01890000-0000-7000-8000-000000000002"
#define BOOKING "01890000-0000-7000-8000-000000000003"
#define CHANGE(last, record, type, fields, seen, hlc)                                              \
  "{\"id\":\"01890000-0000-7000-8000-0000000001" last "\",\"record\":\"" record                    \
  "\",\"type\":\"" type "\",\"op\":\"set\",\"fields\":" fields ",\"seen\":" seen ",\"hlc\":\"" hlc \
  "\",\"device\":\"0123456789abcdef\",\"user\":\"高津\",\"schema\":1}"

static const char *const lines[] = {
  CHANGE ("01",
          FIRST,
          "actor",
          "{\"name\":\"高津子育ての会\",\"reading\":\"たかつこそだてのかい\","
          "\"kind\":\"civic-group\",\"themes\":{\"add\":[\"children\",\"welfare\"]},"
          "\"extra\":[\"FAX\",\"044-000-0000\"]}",
          "[]",
          "018f000000000000"),
  CHANGE ("02",
          SECOND,
          "actor",
          "{\"name\":\"髙橋 花子\",\"reading\":\"たかはし はなこ\",\"kind\":\"person\","
          "\"from_the_future\":{\"kept\":[\"as it is\"]}}",
          "[]",
          "018f000000010000"),
  CHANGE ("03",
          FIRST,
          "actor",
          "{\"name\":\"高津子育て応援団\"}",
          "[\"01890000-0000-7000-8000-000000000101\"]",
          "018f000000020000"),
  CHANGE ("04",
          BOOKING,
          "booking",
          "{\"starts\":\"2026-11-22T13:30+09:00\",\"ends\":\"2026-11-22T16:00+09:00\"}",
          "[]",
          "018f000000030000"),
};

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuLedger) ledger = NULL;
  g_autofree char *whole = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_ptr_array_add (changes, tsu_change_parse (lines[i], strlen (lines[i]), &error));
    g_assert_no_error (error);
  }
  whole = g_strconcat (argv[1], ".whole", NULL);
  ledger = tsu_ledger_open (whole, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
  merge_changes (ledger, changes);
  g_assert_true (tsu_ledger_backup (ledger, argv[1], NULL, NULL, NULL, &error));
  return 0;
}
