/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What columns mean and what cells say.
 */

#include "config.h"

#include <string.h>

#include "exchange-test.h"
#include "tsu-actor-kind.h"
#include "tsu-event-times.h"
#include "tsu-field-read.h"
#include "tsu-mapping.h"
#include "tsu-phone.h"
#include "tsu-row-reader.h"
#include "tsu-weekdays.h"

static void
test_targets (void)
{
  static const struct {
    const char *type;
    const char *header;
    const char *target;
  } cases[] = {
    { "resource", "都道府県コ―ド又は市区町村コ―ド", "@code" },
    { "resource", "都道府県コード又は市区町村コード", "@code" },
    { "resource", "全国地方公共団体コード", "@code" },
    { "resource", "名称_カナ", "reading" },
    { "resource", "名称(カナ)", "reading" },
    { "resource", "名称（ｶﾅ）", "reading" },
    { "resource", "ＵＲＬ", "url" },
    { "resource", "施設の種類　", "category" },
    { "resource", "所在地_連結表記", "address" },
    { "resource", "所在地_連結標記", "address" },
    { "resource", "telephoneNumber", "phone" },
    { "resource", "availableDate", "open_days" },
    { "resource", "location", "@latlon" },
    { "event", "イベント名", "name" },
    { "event", "料金(基本)", "fee" },
    { "event", "料金（基本）", "fee" },
    { "event", "開 催 日", "@start-date" },
    { "event", "開催\n日時", "@start-date" },
    { "event", "TEL", "phone" },
    { "event", "№", "@id" },
    { "event", "問い合わせ先（市の担当課）", "contact_name" },
    { "actor", "町会名", "name" },
    { "actor", "会長氏名", "representative" },
    { "actor", "ＴＥＬ", "phone" },
    { "actor", "世帯数", "households" },
    { "actor", "groupName", "name" },
    { "actor", "Telephone", "phone" },
    { "actor", "印", NULL },
    { "statistic", "地域名", "name" },
    { "statistic", "surveyDate", "starts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const TsuType *type = tsu_schema_find_type (cases[i].type);

    g_test_message ("%s %s", cases[i].type, cases[i].header);
    g_assert_cmpstr (tsu_aliases_find (type, cases[i].header, NULL), ==, cases[i].target);
  }
}

/* A word in the table of aliases that no field answers to would never be found. */
static void
test_offered_targets (void)
{
  static const char *const names[] = { "actor", "resource", "event", "statistic" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const TsuType *type = tsu_schema_find_type (names[i]);
    g_autofree const char *const *targets = (const char *const *) tsu_aliases_list_targets (type);

    g_assert_true (g_strv_contains (targets, "name"));
    for (guint j = 0; targets[j] != NULL; j++)
      g_assert_cmpstr (tsu_aliases_describe (type, targets[j]), !=, "");
  }
}

static void
test_indicators (void)
{
  static const struct {
    const char *header;
    const char *code;
  } cases[] = {
    { "0-4歳の男性", "age-0-4-male" },
    { "０～４歳の女性", "age-0-4-female" },
    { "80-84歳の男性", "age-80-84-male" },
    { "85歳以上の女性", "age-85-plus-female" },
    { "100歳以上の男性", "age-100-plus-male" },
    { "年齢不詳の男性", "age-unknown-male" },
    { "不詳者の女性", "age-unknown-female" },
    { "man1", "age-0-4-male" },
    { "woman18", "age-85-plus-female" },
    { "man19", NULL },
    { "総人口", "population" },
    { "totalPopulation", "population" },
    { "男性", "male" },
    { "女", "female" },
    { "世帯数", "households" },
    { "備考", NULL },
    { "3-7歳の男性", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const TsuTerm *term = tsu_aliases_find_indicator (cases[i].header);

    g_test_message ("%s", cases[i].header);
    g_assert_cmpstr (term != NULL ? term->code : NULL, ==, cases[i].code);
  }
}

static void
test_phones (void)
{
  static const struct {
    const char *text;
    const char *phone;
  } cases[] = {
    { "(054)626-1139", "054-626-1139" },
    { "（０４４）８１１－１２３４", "044-811-1234" },
    { "044(811)1234", "044-811-1234" },
    { "044ー811ー1234", "044-811-1234" },
    { "0448111234", "044-811-1234" },
    { "09012345678", "090-1234-5678" },
    { "0312345678", "03-1234-5678" },
    { "0120123456", "0120-123-456" },
    { "0463802303", "0463802303" },
    { "(054)626-1118   ", "054-626-1118" },
    { "TEL 044-811-1234", "044-811-1234" },
    { "+81 44-811-1234", "044-811-1234" },
    { "811-1234", "811-1234" },
    { "044-811-1234 内線12", NULL },
    { "044-811-1234/044-811-1235", NULL },
    { "なし", NULL },
    { "12345", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *phone = tsu_phone_normalize (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpstr (phone, ==, cases[i].phone);
  }
}

static const struct {
  const char *type;
  const char *field;
  const char *text;
  TsuFieldReading reading;
  const char *written;
} field_cases[] = {
  { "actor", "households", "4,315 ", TSU_READING_VALUE, "4315" },
  { "actor", "households", "４，３１５世帯", TSU_READING_VALUE, "4315" },
  { "actor", "households", "約300", TSU_READING_FAILED, "" },
  { "actor", "households", "-", TSU_READING_NOTHING, "" },
  { "event", "capacity", "当日先着\n220人", TSU_READING_PARTLY, "220" },
  { "event", "capacity", "大人10人子ども5人", TSU_READING_FAILED, "" },
  { "event", "capacity", "無し", TSU_READING_NOTHING, "" },
  { "event", "capacity", "0", TSU_READING_VALUE, "0" },
  { "event", "fee", "無料", TSU_READING_VALUE, "無料" },
  { "event", "name", "　企画展\r\n夏休み ", TSU_READING_VALUE, "企画展 夏休み" },
  { "event", "description", "一\r\n二\r三", TSU_READING_VALUE, "一\n二\n三" },
  { "actor", "founded", "令和6年4月1日", TSU_READING_VALUE, "2024-04-01" },
  { "actor", "founded", "R6.4.1", TSU_READING_VALUE, "2024-04-01" },
  { "actor", "founded", "昭和55年", TSU_READING_VALUE, "1980" },
  { "actor", "founded", "平成31年5月1日", TSU_READING_DOUBTFUL, "2019-05-01" },
  { "actor", "founded", "10/19/2017", TSU_READING_VALUE, "2017-10-19" },
  { "actor", "founded", "戦前", TSU_READING_FAILED, "" },
  { "resource", "opens", "9：00", TSU_READING_VALUE, "09:00" },
  { "resource", "opens", "午後1時30分", TSU_READING_VALUE, "13:30" },
  { "resource", "latitude", "34.34092056", TSU_READING_VALUE, "34.3409206" },
  { "resource", "latitude", "135.5", TSU_READING_FAILED, "" },
  { "resource", "latitude", "0", TSU_READING_NOTHING, "" },
  { "resource", "open_days", "月火水木金土日", TSU_READING_VALUE, NULL },
  { "resource", "open_days", "月～金", TSU_READING_VALUE, NULL },
  { "resource", "open_days", "月・水・金", TSU_READING_VALUE, NULL },
  { "resource", "open_days", "第2火曜", TSU_READING_FAILED, "" },
  { "resource", "open_days", "月～土 第4日曜日", TSU_READING_FAILED, "" },
  { "resource", "open_days", "水曜日・12月29日～1月3日休み", TSU_READING_FAILED, "" },
  { "resource", "opens", "1700", TSU_READING_VALUE, "17:00" },
  { "resource", "opens", "9:00～17:00", TSU_READING_PARTLY, "09:00" },
  { "resource", "closes", "9:00～17:00", TSU_READING_PARTLY, "17:00" },
  { "resource", "closes", "21:30（日曜日・祝日は17:00）", TSU_READING_PARTLY, "21:30" },
  { "resource", "closes", "平日19:00、土日祝17:00", TSU_READING_FAILED, "" },
  { "resource", "capacity", "40人\n（長期休暇60人）", TSU_READING_PARTLY, "40" },
  { "resource", "capacity", "1号認定 30、2・3号認定 144", TSU_READING_FAILED, "" },
  { "resource", "latitude", "35°36′12.3″", TSU_READING_VALUE, "35.6034167" },
  { "resource", "latitude", "35度36分", TSU_READING_VALUE, "35.6" },
  { "resource", "latitude", "35.6.12", TSU_READING_FAILED, "" },
  { "resource", "url", "市の頁\nhttps://example.org/　https://example.com/", TSU_READING_PARTLY,
    "https://example.org/" },
  { "resource", "phone", "平日:0761-72-0000;土日:0761-72-0001", TSU_READING_PARTLY,
    "0761-72-0000" },
  { "resource", "phone", "448111234", TSU_READING_DOUBTFUL, "044-811-1234" },
  { "resource", "phone", "9000000000", TSU_READING_DOUBTFUL, "090-0000-0000" },
  { "resource", "phone", "8111234", TSU_READING_VALUE, "8111234" },
  { "resource", "postal", "600001", TSU_READING_DOUBTFUL, "060-0001" },
  { "resource", "capacity", "50%", TSU_READING_VALUE, "50" },
  { "resource", "phone", "年中無休", TSU_READING_FAILED, "" },
  { "resource", "corporate_number", "4.00E+12", TSU_READING_DOUBTFUL, "4.00E+12" },
  { "resource", "corporate_number", "1000020141305", TSU_READING_VALUE, "1000020141305" },
  { "resource", "postal", "〒２１３－０００１", TSU_READING_VALUE, "213-0001" },
  { "resource", "postal", "2130001", TSU_READING_VALUE, "213-0001" },
  { "resource", "postal", "213-001", TSU_READING_FAILED, "" },
  { "resource", "url", "https://example.org/あ", TSU_READING_VALUE, "https://example.org/あ" },
  { "resource", "url", "example.org", TSU_READING_FAILED, "" },
  { "resource", "email", "ａ@example.org", TSU_READING_VALUE, "a@example.org" },
  { "resource", "email", "a at example", TSU_READING_FAILED, "" },
  { "resource", "phone", "087-833-2282（087-839-2292）", TSU_READING_PARTLY, "087-833-2282" },
  { "resource", "lendable", "○", TSU_READING_VALUE, "○" },
  { "resource", "lendable", "無", TSU_READING_VALUE, "×" },
  { "resource", "lendable", "△", TSU_READING_FAILED, "" },
  { "resource", "kind", "hiroba", TSU_READING_VALUE, NULL },
};

static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_cases); i++) {
    const TsuField *field =
      tsu_type_find_field (tsu_schema_find_type (field_cases[i].type), field_cases[i].field);
    TsuValue *value;
    g_autofree char *doubt = NULL;
    TsuFieldReading reading = tsu_field_read (field, field_cases[i].text, NULL, &value, &doubt);
    g_autofree char *written = tsu_field_write (field, value);

    g_test_message ("%s: %s", field_cases[i].field, field_cases[i].text);
    g_assert_cmpint (reading, ==, field_cases[i].reading);
    g_assert_true ((doubt != NULL) == (reading == TSU_READING_DOUBTFUL));
    if (field_cases[i].written != NULL)
      g_assert_cmpstr (written, ==, field_cases[i].written);
    /* What we write we read. */
    if (value != NULL) {
      TsuValue *again;
      g_autofree char *no_doubt = NULL;

      /* A number cut short stays one. */
      g_assert_cmpint (tsu_field_read (field, written, NULL, &again, &no_doubt), ==,
                       g_str_equal (written, field_cases[i].text) ? reading : TSU_READING_VALUE);
      g_assert_true (tsu_value_equal (value, again));
      tsu_value_unref (again);
      tsu_value_unref (value);
    }
  }
}

static void
test_weekdays (void)
{
  static const struct {
    const char *text;
    const char *codes;
  } cases[] = {
    { "月～金", "mon tue wed thu fri" },
    { "日～木", "mon tue wed thu sun" },
    { "水～月", "mon wed thu fri sat sun" },
    { "月・水曜日", "mon wed" },
    { "土・日・祝日", "sat sun holiday" },
    { "土・祝日", "sat holiday" },
    { "月;火;金土", "mon tue fri sat" },
    { "平日", "mon tue wed thu fri" },
    { "土日祝以外", "mon tue wed thu fri" },
    { "月曜日休館", "tue wed thu fri sat sun" },
    { "年中無休", "mon tue wed thu fri sat sun" },
    { "毎週 火曜日", "tue" },
    { "月～", NULL },
    { "月曜、休館中", NULL },
    { "随時", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) codes = g_ptr_array_new ();
    gboolean read = tsu_weekdays_read (cases[i].text, codes);
    g_autofree char *joined = NULL;

    g_ptr_array_add (codes, NULL);
    joined = g_strjoinv (" ", (char **) codes->pdata);
    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (read, ==, cases[i].codes != NULL);
    if (read)
      g_assert_cmpstr (joined, ==, cases[i].codes);
  }
}

/* Labels with commas in them, as themes have in English, come back from where they were written,
 * whatever comma stands between them. */
static void
test_labels_with_commas (void)
{
  static const char *const separators[] = { "、", ", ", ",", "，", "､", "；", "; ", "\n" };
  const TsuField *field = tsu_type_find_field (tsu_schema_find_type ("actor"), "themes");
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < field->vocabulary->n_terms; i++)
    g_ptr_array_add (codes, (gpointer) field->vocabulary->terms[i].code);
  g_ptr_array_add (codes, NULL);
  {
    g_autoptr (TsuValue) all = tsu_value_new_list ((const char *const *) codes->pdata);
    g_autofree char *written = tsu_field_write (field, all);
    g_auto (GStrv) parts = g_strsplit (written, "、", -1);

    g_assert_nonnull (strchr (written, ','));
    for (guint i = 0; i < G_N_ELEMENTS (separators); i++) {
      g_autofree char *spelling = g_strjoinv (separators[i], parts);
      g_autoptr (TsuValue) again = NULL;
      g_autofree char *doubt = NULL;

      g_test_message ("%s", separators[i]);
      g_assert_cmpint (tsu_field_read (field, spelling, NULL, &again, &doubt), ==,
                       TSU_READING_VALUE);
      g_assert_true (tsu_value_equal (all, again));
    }
  }
}

static void
test_event_times (void)
{
  static const struct {
    const char *cells[TSU_EVENT_N_CELLS];
    const char *starts;
    const char *ends;
    const char *unread; /* a letter a cell: u(nread), p(artly), . */
  } cases[] = {
    { { "2022-03-13", "09:30", "2022-03-13", "13:00" },
      "2022-03-13T09:30+09:00",
      "2022-03-13T13:00+09:00",
      "...." },
    { { "2022-01-27", "08:30", NULL, "15:30" },
      "2022-01-27T08:30+09:00",
      "2022-01-27T15:30+09:00",
      "...." },
    { { "8月5日（水）～8月16日（日）", "9：00", NULL, "17：00" },
      "2026-08-05T09:00+09:00",
      "2026-08-16T17:00+09:00",
      "...." },
    { { "8月5日（水）～8月16日（日）\n※10日（月）以外", "09:00", NULL,
        "22：00\n※日曜は17：00まで" },
      "2026-08-05T09:00+09:00",
      "2026-08-16T22:00+09:00",
      "p..p" },
    { { "8月12日（水）", "①13：00/②14：45", NULL, NULL }, "2026-08-12T13:00+09:00", "", ".p.." },
    { { "2026-08-12", "①10:00～11:00 ②14:00～15:30", NULL, NULL },
      "2026-08-12T10:00+09:00",
      "2026-08-12T15:30+09:00",
      ".p.." },
    { { "2026-08-12", "午後1時30分〜3時", NULL, NULL },
      "2026-08-12T13:30+09:00",
      "2026-08-12T15:00+09:00",
      "...." },
    { { "2026-08-12", "10時～正午", NULL, NULL },
      "2026-08-12T10:00+09:00",
      "2026-08-12T12:00+09:00",
      "...." },
    { { "2026-08-12", "午後6時～8時30分（受付は5時30分から）", NULL, NULL },
      "2026-08-12T18:00+09:00",
      "2026-08-12T20:30+09:00",
      ".p.." },
    { { "8月12日（水）午後2時～4時", NULL, NULL, NULL },
      "2026-08-12T14:00+09:00",
      "2026-08-12T16:00+09:00",
      "...." },
    { { "2026-08-12", "開場13：30、開演14：00", NULL, NULL },
      "2026-08-12T14:00+09:00",
      "",
      ".p.." },
    { { "2026-08-12", "14:00開演（13:30開場）", NULL, NULL },
      "2026-08-12T14:00+09:00",
      "",
      ".p.." },
    { { "2026-08-12", "22:00～6:00", NULL, NULL },
      "2026-08-12T22:00+09:00",
      "2026-08-13T06:00+09:00",
      "...." },
    { { "2026-08-12", "15:00～13:00", NULL, NULL }, "2026-08-12T15:00+09:00", "", ".p.." },
    { { NULL, NULL, "2026-08-16", NULL }, "", "2026-08-16", "...." },
    { { NULL, NULL, "2026-08-16", "17:00" }, "", "2026-08-16T17:00+09:00", "...." },
    { { "未定", NULL, "2026-08-16", NULL }, "", "2026-08-16", "u..." },
    { { "令和8年8月12日", "13:30～15:00", NULL, NULL },
      "2026-08-12T13:30+09:00",
      "2026-08-12T15:00+09:00",
      "...." },
    { { "随時", "9:00", NULL, NULL }, "", "", "uu.." },
    { { "2026-08-12", NULL, "2026-08-01", NULL }, "2026-08-12", "", "..u." },
    { { "2026-08-12", NULL, NULL, NULL }, "2026-08-12", "", "...." },
    { { NULL, "9:00", NULL, NULL }, "", "", ".u.." },
  };
  const TsuDateHints hints = { .year = 2026, .month = 8 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    TsuEventTimes times;
    char marks[TSU_EVENT_N_CELLS + 1] = "....";

    tsu_event_times_read (cases[i].cells, &hints, &times);
    for (guint j = 0; j < TSU_EVENT_N_CELLS; j++)
      marks[j] = times.unread[j] ? 'u' : times.partly[j] ? 'p' : '.';
    g_test_message ("%s", cases[i].cells[0]);
    g_assert_cmpstr (times.starts, ==, cases[i].starts);
    g_assert_cmpstr (times.ends, ==, cases[i].ends);
    g_assert_cmpstr (marks, ==, cases[i].unread);
  }
}

static void
test_actor_kinds (void)
{
  static const struct {
    const char *name;
    const char *kind;
  } cases[] = {
    { "株式会社みどり商会", "company" },
    { "（株）みどり", "company" },
    { "ＮＰＯ法人 川べりの会", "npo" },
    { "特定非営利活動法人川べり", "npo" },
    { "東町会", "neighbourhood-association" },
    { "日新地区コミュニティ協議会", "neighbourhood-association" },
    { "グリーンハイツ管理組合", "condominium-association" },
    { "駅前商店街振興組合", "shopping-street" },
    { "一般社団法人つながり", "civic-group" },
    { "市立第一小学校", "school" },
    { "政策局政策課", "public-body" },
    { "高津区社会福祉協議会", "intermediary" },
    { "高橋花", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (tsu_actor_kind_guess (cases[i].name), ==, cases[i].kind);
}

static char *
describe_mapping (const char *csv, const char *file_name)
{
  g_autoptr (TsuBook) book = test_read (csv, -1);
  g_autoptr (TsuMapping) mapping =
    tsu_mapping_guess (tsu_book_get_sheet (book, 0), NULL, file_name);
  GString *out = g_string_new (mapping->type->name);

  for (guint i = 0; i < mapping->columns->len; i++) {
    const TsuColumn *column = g_ptr_array_index (mapping->columns, i);

    g_string_append_printf (out, " %s", column->target != NULL ? column->target : "-");
  }
  return g_string_free (out, FALSE);
}

static void
test_mappings (void)
{
  static const struct {
    const char *csv;
    const char *file_name;
    const char *expected;
  } cases[] = {
    { "町会名,会長氏名,フリガナ,TEL,世帯数,印\n東町会,高橋花,タカハシハナ,044-811-1234,\"1,200\","
      "\n",
      "町会長名簿.csv", "actor name representative representative_reading phone households -" },
    { "姓,名,セイ,メイ,携帯\n高橋,花,タカハシ,ハナ,09012345678\n", NULL,
      "actor @family @given @family-reading @given-reading mobile" },
    { "名称,住所,経度,緯度\n会館,高津区,35.6,139.6\n", NULL,
      "resource name address latitude longitude" },
    { "列1,住所,列3\n東会館,高津区,044-811-1234\n西会館,中原区,044-711-1234\n", NULL,
      "resource name address phone" },
    { "行事名,開催日,会場\n夏祭り,8月1日,公園\n", "令和8年度行事.csv",
      "event name @start-date place_name" },
    { "地域名,総人口,男性,女性,世帯数\n久本,100,50,50,40\n", NULL,
      "statistic name #population #male #female #households" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *described = describe_mapping (cases[i].csv, cases[i].file_name);

    g_assert_cmpstr (described, ==, cases[i].expected);
  }
}

static void
test_memory (void)
{
  g_autoptr (TsuBook) book = test_read ("名称,欄,欄\na,b,c\n", -1);
  g_autoptr (TsuBook) other = test_read ("欄,名称,欄\nb,a,c\n", -1);
  g_autoptr (TsuMapping) first = tsu_mapping_guess (tsu_book_get_sheet (book, 0), NULL, NULL);
  g_autoptr (TsuMapping) second = tsu_mapping_guess (tsu_book_get_sheet (other, 0), NULL, NULL);
  g_autofree char *one = tsu_mapping_dup_fingerprint (first);
  g_autofree char *two = tsu_mapping_dup_fingerprint (second);
  g_autofree char *json = NULL;
  const TsuColumn *column;

  g_assert_cmpstr (one, ==, two);
  g_assert_true (tsu_mapping_set_target (first, 2, "note"));
  g_assert_false (tsu_mapping_set_target (first, 2, "no-such-field"));
  json = tsu_mapping_to_json (first);
  g_assert_true (tsu_mapping_from_json (second, json));
  column = g_ptr_array_index (second->columns, 1);
  g_assert_cmpstr (column->target, ==, "name");
  column = g_ptr_array_index (second->columns, 2);
  g_assert_cmpstr (column->target, ==, "note");
  g_assert_false (tsu_mapping_from_json (second, "{\"type\":"));
}

/* Which year "8月5日" is of, by the name of the file. */
static void
test_hints (void)
{
  static const struct {
    const char *file_name;
    int year, fiscal_year, month;
  } cases[] = {
    { "/a/takamatsu_events_2026-08.xlsx", 2026, 0, 8 },
    { "令和8年度行事予定.csv", 0, 2026, 0 },
    { "2026年度.csv", 0, 2026, 0 },
    { "令和８年８月.csv", 2026, 0, 8 },
    { "0066_202604.csv", 0, 0, 0 },
    { "名簿.csv", 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (TsuBook) book = test_read ("名称,日付\na,b\n", -1);
    g_autoptr (TsuMapping) mapping =
      tsu_mapping_guess (tsu_book_get_sheet (book, 0), NULL, cases[i].file_name);

    g_test_message ("%s", cases[i].file_name);
    g_assert_cmpint (mapping->hints.year, ==, cases[i].year);
    g_assert_cmpint (mapping->hints.fiscal_year, ==, cases[i].fiscal_year);
    g_assert_cmpint (mapping->hints.month, ==, cases[i].month);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/columns/targets", test_targets);
  g_test_add_func ("/exchange/columns/offered-targets", test_offered_targets);
  g_test_add_func ("/exchange/columns/indicators", test_indicators);
  g_test_add_func ("/exchange/columns/phones", test_phones);
  g_test_add_func ("/exchange/columns/fields", test_fields);
  g_test_add_func ("/exchange/columns/weekdays", test_weekdays);
  g_test_add_func ("/exchange/columns/labels-with-commas", test_labels_with_commas);
  g_test_add_func ("/exchange/columns/event-times", test_event_times);
  g_test_add_func ("/exchange/columns/actor-kinds", test_actor_kinds);
  g_test_add_func ("/exchange/columns/mappings", test_mappings);
  g_test_add_func ("/exchange/columns/memory", test_memory);
  g_test_add_func ("/exchange/columns/hints", test_hints);
  return g_test_run ();
}
