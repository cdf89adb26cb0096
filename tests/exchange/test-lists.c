/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of the kinds that cities publish, in the headings they use: what each is a list of, and
 * which of its rows are things.
 */

#include "config.h"

#include <string.h>

#include "exchange-test.h"
#include "tsu-name-order.h"
#include "tsu-row-reader.h"

#define CODE "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,"
#define NEW_CODE "全国地方公共団体コード,ID,地方公共団体名,"
#define NEW_ADDRESS "所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,"
#define NEW_PLACE "町字ID," NEW_ADDRESS "所在地_番地以下,建物名等(方書),緯度,経度,"

/* The headings of a list, and what those that matter mean: "heading=target" by spaces. */
static const struct {
  const char *headers;
  const char *type;
  const char *targets;
} lists[] = {
  { CODE "名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,内線番号,法人番号,団体名,"
         "利用可能曜日,開始時間,終了時間,利用可能日時特記事項,小児対応設備の有無,URL,備考",
    "resource",
    "名称=name 名称_カナ=reading 住所=address 電話番号=phone 団体名=operator "
    "利用可能曜日=open_days "
    "開始時間=opens 終了時間=closes 利用可能日時特記事項=open_note URL=url 備考=note" },
  { CODE "介護サービス事業所名称,介護サービス事業所名称_カナ,実施サービス,住所,方書,緯度,経度,"
         "電話番号,内線番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,"
         "利用可能曜日特記事項,定員,URL,備考",
    "resource",
    "介護サービス事業所名称=name 介護サービス事業所名称_カナ=reading 実施サービス=category "
    "方書=building FAX番号=fax 法人番号=corporate_number 法人の名称=operator "
    "利用可能曜日特記事項=open_note 定員=capacity" },
  { CODE "名称,名称_カナ,医療機関の種類,住所,方書,緯度,経度,電話番号,内線番号,FAX番号,法人番号,"
         "法人の名称,医療機関コード,診療曜日,診療開始時間,診療終了時間,診療日時特記事項,"
         "時間外における対応,診療科目,病床数,URL,備考",
    "resource",
    "医療機関の種類=category 診療曜日=open_days 診療開始時間=opens 診療終了時間=closes "
    "診療日時特記事項=open_note 診療科目=description" },
  { CODE
    "名称,名称_カナ,名称_通称,名称_英語,文化財分類,種類,場所名称,住所,方書,緯度,経度,電話番号,"
    "内線番号,員数（数）,員数（単位）,法人番号,所有者等,文化財指定日,利用可能曜日,開始時間,"
    "終了時間,利用可能日時特記事項,画像,画像_ライセンス,概要,概要_英語,説明,説明_英語,URL,備考",
    "resource", "名称_通称=alias 文化財分類=category 所有者等=operator 文化財指定日=started" },
  { CODE
    "名称,名称_カナ,名称_英語,住所,方書,緯度,経度,設置位置,男性トイレ総数,男性トイレ数（小便器）,"
    "女性トイレ総数,多機能トイレ数,車椅子使用者用トイレ有無,利用開始時間,利用終了時間,"
    "利用可能時間特記事項,画像,備考",
    "resource", "利用開始時間=opens 利用終了時間=closes 利用可能時間特記事項=open_note" },
  { CODE
    "名称,名称_カナ,種別,住所,方書,緯度,経度,アクセス方法,駐車場情報,電話番号,内線番号,FAX番号,"
    "法人番号,団体名,認可等年月日,収容定員,受入年齢,利用可能曜日,開始時間,終了時間,"
    "利用可能日時特記事項,一時預かりの有無,URL,備考",
    "resource",
    "種別=category アクセス方法=access 駐車場情報=parking 認可等年月日=started 収容定員=capacity "
    "受入年齢=target" },
  { CODE "名称,名称_カナ,住所,方書,緯度,経度,標高,電話番号,内線番号,災害種別_洪水,災害種別_地震,"
         "指定避難所との重複,想定収容人数,対象となる町会・自治会,URL,備考",
    "resource", "想定収容人数=capacity 対象となる町会・自治会=target" },
  { NEW_CODE "施設名称,施設名称_カナ,施設名称_英字,営業の種類,業態," NEW_PLACE
             "電話番号,連絡先メールアドレス,郵便番号,法人番号,備考",
    "resource",
    "ID=@id 施設名称=name 施設名称_カナ=reading 営業の種類=category 所在地_連結表記=address "
    "所在地_町字=@address-3 建物名等(方書)=building 連絡先メールアドレス=email 郵便番号=postal" },
  { NEW_CODE "名称,名称_カナ,名称_英字," NEW_PLACE
             "電話番号,開始日,終了日,開始時間,終了時間,開始日時特記事項,説明,料金(基本),料金(詳細),"
             "連絡先名称,主催者,場所名称,定員,参加申込終了日,参加申込方法,URL,備考",
    "event",
    "名称=name 開始日=@start-date 終了日=@end-date 開始時間=@start-time 主催者=organiser_name "
    "場所名称=place_name 参加申込終了日=@register-date 参加申込方法=register_how" },
  { "整理番号,法人名称,法人名称（カナ）,代表者氏名,主たる事務所の所在地,設立認証年月日,"
    "定款に記載された目的",
    "actor",
    "整理番号=@id 法人名称=name 法人名称（カナ）=reading 代表者氏名=representative "
    "主たる事務所の所在地=address 設立認証年月日=founded 定款に記載された目的=purpose" },
  { "No.,町内会・自治会名称,会長名,会長名フリガナ,加入世帯数,区域（町名）", "actor",
    "町内会・自治会名称=name 会長名=representative 会長名フリガナ=representative_reading "
    "加入世帯数=households 区域（町名）=area" },
  { "町会名", "actor", "町会名=name" },
  { "町丁・字等名,人口総数,男計,女計,世帯総数", "statistic",
    "町丁・字等名=name 人口総数=#population 男計=#male 女計=#female 世帯総数=#households" },
  { "施設電話番号（必須）,USER_施設名称,USER_住所,緯度,経度", "resource",
    "施設電話番号（必須）=phone USER_施設名称=name USER_住所=address" },
  { "名称,住所,カテゴリ,対象,費用,説明", "resource", "費用=fee" },
  { "会議室名称,市区町村名,緯度,経度", "resource", "会議室名称=name" },
};

static const TsuColumn *
find_column (const TsuMapping *mapping, const char *header)
{
  for (guint i = 0; i < mapping->columns->len; i++) {
    const TsuColumn *column = g_ptr_array_index (mapping->columns, i);

    if (g_str_equal (column->header, header))
      return column;
  }
  return NULL;
}

static void
test_headings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_auto (GStrv) headers = g_strsplit (lists[i].headers, ",", -1);
    g_auto (GStrv) targets = g_strsplit (lists[i].targets, " ", -1);
    g_autoptr (GString) csv = g_string_new (lists[i].headers);
    g_autoptr (TsuBook) book = NULL;
    g_autoptr (TsuMapping) mapping = NULL;

    /* Words that are no value of anything, so that only the headings speak. */
    for (guint row = 0; row < 4; row++)
      for (guint j = 0; headers[j] != NULL; j++)
        g_string_append_printf (csv, "%sあ%u%u", j == 0 ? "\n" : ",", row, j);
    book = test_read (csv->str, -1);
    mapping = tsu_mapping_guess (tsu_book_get_sheet (book, 0), NULL, "data.csv");
    g_test_message ("%s", lists[i].headers);
    g_assert_cmpstr (mapping->type->name, ==, lists[i].type);
    for (guint j = 0; targets[j] != NULL; j++) {
      g_auto (GStrv) pair = g_strsplit (targets[j], "=", 2);
      const TsuColumn *column = find_column (mapping, pair[0]);

      g_test_message ("%s", targets[j]);
      g_assert_nonnull (column);
      g_assert_cmpstr (column->target, ==, pair[1]);
    }
  }
}

/* Every row by its name, "-" where nothing is made of it, then the number of problems. */
static char *
describe_rows (const char *csv)
{
  g_autoptr (TsuBook) book = test_read (csv, -1);
  TsuSheet *sheet = tsu_book_get_sheet (book, 0);
  g_autoptr (TsuMapping) mapping = tsu_mapping_guess (sheet, NULL, NULL);
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (TsuRowReader) reader = tsu_row_reader_new (sheet, mapping, problems);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA)
      continue;
    g_ptr_array_set_size (drafts, 0);
    tsu_row_reader_read (reader, i, drafts);
    g_string_append_printf (out, "%s ",
                            drafts->len == 0
                              ? "-"
                              : tsu_draft_get_text (g_ptr_array_index (drafts, 0), "name"));
  }
  g_string_append_printf (out, "%u", (guint) tsu_problems_get_total (problems));
  return g_string_free (out, FALSE);
}

static void
test_rows (void)
{
  static const struct {
    const char *csv;
    const char *expected;
  } cases[] = {
    /* a form with numbers and the name of the city in lines that nobody filled */
    { CODE
      "名称,住所\n141305,1,神奈川県,川崎市,東会館,一丁目\n141305,2,神奈川県,川崎市,,\n141305,3,"
      ",,,\n",
      "東会館 - - 2" },
    { "町会名,世帯数,班数\n東町会,120,4\n西町会,80,3\n合　計,200,7\n※４月１日現在\n",
      "東町会 西町会 - - 2" },
    { "番号,町会名,世帯数\n1,東町会,120\n合計,,200\n※推計,,\n", "東町会 - - 2" },
    { "町会名,会長,,世帯,\n,氏名,電話,加入,総数\n東町会,見本花,044-811-0001,100,200\n"
      "西町会,見本一,044-811-0002,50,90\n",
      "東町会 西町会 0" },
    /* a cell left out is no second row of headings */
    { "町会名,会長,,世帯\n,見本花,副会長,\n,見本一,,\n", "副会長 見本一 1" },
    { "町会名,住所\n計,一丁目\n※の会,二丁目\n", "計 ※の会 0" },
    /* no header: the first row is one of them */
    { "東町会,044-811-1234,https://example.org/a\n西町会,044-811-1235,https://example.org/b\n"
      "南町会,044-811-1236,https://example.org/c\n",
      "東町会 西町会 南町会 0" },
    { "名称,2020,2021\n東町会,1,2\n西町会,3,4\n", "東町会 西町会 0" },
    { "助産所名,緯度,経度,name\n東助産所,35.6,139.6,\n西助産所,35.5,139.5,\n",
      "東助産所 西助産所 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *described = describe_rows (cases[i].csv);

    g_test_message ("%s", cases[i].csv);
    g_assert_cmpstr (described, ==, cases[i].expected);
  }
}

/* The record of the first row behind the headings. */
static TsuDraft *
read_first (const char *csv)
{
  g_autoptr (TsuBook) book = test_read (csv, -1);
  TsuSheet *sheet = tsu_book_get_sheet (book, 0);
  g_autoptr (TsuMapping) mapping = tsu_mapping_guess (sheet, NULL, "data.csv");
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (TsuRowReader) reader = tsu_row_reader_new (sheet, mapping, problems);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);

  tsu_row_reader_read (reader, 1, drafts);
  g_assert_cmpuint (drafts->len, ==, 1);
  return g_ptr_array_steal_index (drafts, 0);
}

static char *
read_field (const char *csv, const char *field)
{
  g_autoptr (TsuDraft) draft = read_first (csv);

  return g_strdup (tsu_draft_get_text (draft, field));
}

/* Two rows of headings without a merged cell between them, and a table that has no row yet. */
static void
test_parted_headings (void)
{
  g_autoptr (TsuBook) parted =
    test_read ("町会名,会長,,世帯,\n,氏名,電話,加入,総数\n東町会,見本花,044-811-0001,100,200\n",
               -1);
  g_autoptr (TsuBook) empty = test_read ("町会名,会長名\n", -1);
  g_autoptr (TsuMapping) first = tsu_mapping_guess (tsu_book_get_sheet (parted, 0), NULL, NULL);
  g_autoptr (TsuMapping) second = tsu_mapping_guess (tsu_book_get_sheet (empty, 0), NULL, NULL);
  static const char *const headers[] = { "町会名", "会長_氏名", "会長_電話", "世帯_加入",
                                         "世帯_総数" };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    const TsuColumn *column = g_ptr_array_index (first->columns, i);

    g_assert_cmpstr (column->header, ==, headers[i]);
  }
  g_assert_cmpint (tsu_mapping_find (second, "name"), ==, 0);
}

/* The day on which something is closed must not read as one on which it is open. */
static void
test_closing_days (void)
{
  g_autofree char *note =
    read_field ("施設名,緯度,経度,開館時間,休館日\n会館,35.6,139.6,9時から,木\n", "open_note");

  g_assert_cmpstr (note, ==, "9時から\n休館日：木");
}

/* Of two numbers the one that counts the rows says nothing. */
static void
test_sources (void)
{
  g_autofree char *source =
    read_field ("_id,ID,名称,緯度,経度\n1,A7,会館,35.6,139.6\n2,B3,公園,35.5,"
                "139.5\n",
                "source_code");

  g_assert_cmpstr (source, ==, "A7");
}

/* A date without its year is of the year in which it has the weekday written beside it. */
static void
test_year_by_weekday (void)
{
  static const char *const letters[] = { "月", "火", "水", "木", "金", "土", "日" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year = g_date_time_get_year (now);
  g_autoptr (GDateTime) day = g_date_time_new_local (year, 6, 15, 0, 0, 0);
  const char *letter = letters[g_date_time_get_day_of_week (day) - 1];
  g_autofree char *csv =
    g_strdup_printf ("行事名,開催日,会場\n夏の会,6月15日（%s）,会館\n", letter);
  g_autofree char *expected = g_strdup_printf ("%d-06-15", year);
  g_autofree char *starts = read_field (csv, "starts");
  g_autofree char *plain = read_field ("行事名,開催日,会場\n夏の会,6月15日,会館\n", "starts");

  g_assert_cmpstr (starts, ==, expected);
  g_assert_cmpstr (plain, ==, "");
}

/* Columns of one heading are several, and come back as several. */
static void
test_repeated_headings (void)
{
  g_autoptr (TsuDraft) draft =
    read_first ("施設名,緯度,経度,点数,点数,点数\n会館,35.6,139.6,1,2,3\n");
  g_autofree char *extra =
    g_strjoinv (" ", (char **) tsu_value_get_list (tsu_draft_get (draft, "extra")));

  g_assert_cmpstr (extra, ==, "点数 1 点数 (2) 2 点数 (3) 3");
}

/* What follows another in a record follows it among all columns. */
static void
test_name_order (void)
{
  static const char *const first[] = { "a", "1", "d", "1", NULL };
  static const char *const second[] = { "a", "1", "c", "1", "d", "1", NULL };
  static const char *const third[] = { "a", "1", "b", "1", "d", "1", NULL };
  static const char *const fourth[] = { "c", "1", "b", "1", NULL };
  static const char *const fifth[] = { "d", "1", "a", "1", NULL };
  g_autoptr (TsuNameOrder) order = tsu_name_order_new (10);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) contradicted = NULL;
  g_autofree char *joined = NULL;

  tsu_name_order_add (order, first, 2);
  tsu_name_order_add (order, third, 2);
  tsu_name_order_add (order, second, 2);
  tsu_name_order_add (order, fourth, 2);
  names = tsu_name_order_settle (order);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv ("", (char **) names->pdata);
  g_assert_cmpstr (joined, ==, "acbd");
  tsu_name_order_add (order, fifth, 2);
  contradicted = tsu_name_order_settle (order);
  g_assert_cmpuint (contradicted->len, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/lists/headings", test_headings);
  g_test_add_func ("/exchange/lists/rows", test_rows);
  g_test_add_func ("/exchange/lists/parted-headings", test_parted_headings);
  g_test_add_func ("/exchange/lists/closing-days", test_closing_days);
  g_test_add_func ("/exchange/lists/sources", test_sources);
  g_test_add_func ("/exchange/lists/repeated-headings", test_repeated_headings);
  g_test_add_func ("/exchange/lists/name-order", test_name_order);
  g_test_add_func ("/exchange/lists/year-by-weekday", test_year_by_weekday);
  return g_test_run ();
}
