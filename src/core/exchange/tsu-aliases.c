/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What columns are called. The headers of 推奨データセット, of its successor 自治体標準オープン
 * データセット, of the older 共通語彙 layout, the English property names of 高松市, and those of
 * lists that offices keep: one table, so that a new spelling is one word more in one line.
 * Columns are known by name, never by position.
 */

#include "config.h"

#include "tsu-aliases.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

enum {
  ACTOR = 1,
  RESOURCE = 2,
  EVENT = 4,
  STATISTIC = 8,
  PLACES = RESOURCE | EVENT,
  ALL = 15
};

/* How much a column says about what the file is a list of. */
enum {
  FAINT = 1,
  FAIR = 3,
  STRONG = 8
};

typedef struct {
  guint types;
  const char *target;
  guint weight;
  const char *names; /* parted by spaces; see tsu_aliases_fold() for what need not be repeated */
} Alias;

static const Alias aliases[] = {
  { ALL, TSU_TARGET_ID, FAINT,
    "NO No. 番号 № ID #property # 整理番号 管理番号 施設番号 施設No 登録番号 会員番号 連番 "
    "通し番号 "
    "識別値 データID 項番" },
  { ALL, TSU_TARGET_RECORD_ID, FAINT, "つなぎID TsunagiID" },
  { ALL, TSU_TARGET_CODE, FAINT,
    "都道府県コード又は市区町村コード 全国地方公共団体コード 市区町村コード 団体コード "
    "都道府県コードまたは市区町村コード 自治体コード prefCode" },

  /* events */
  { EVENT, "name", STRONG,
    "イベント名 行事名 催事名 事業名 講座名 イベント名称 行事名称 タイトル 件名 eventName 催し名 "
    "会議名 プログラム名" },
  { EVENT, "name", FAINT, "名称 name" },
  { EVENT, "reading", FAIR, "イベント名_カナ イベント名_フリガナ" },
  { EVENT, "reading", FAINT, "名称_カナ 名称カナ 名称_フリガナ カナ" },
  { EVENT, TSU_TARGET_START_DATE, STRONG,
    "開始日 開催日 開催日時 日時 開催期間 実施日 開催年月日 日程 startDate eventDate 開始年月日 "
    "開始日時 期日 会期" },
  { EVENT, TSU_TARGET_START_DATE, FAIR, "日付 年月日 期間 日にち" },
  { EVENT, TSU_TARGET_END_DATE, STRONG, "終了日 終了年月日 endDate 終了日時" },
  { EVENT, TSU_TARGET_START_TIME, FAIR, "開始時間 開始時刻 開場時間 時間 開催時間 startTime 時刻" },
  { EVENT, TSU_TARGET_END_TIME, FAIR, "終了時間 終了時刻 endTime" },
  { EVENT, "when_note", STRONG, "開始日時特記事項 日時備考 開催日備考 開催日時備考 日時特記事項" },
  { EVENT, "subtitle", STRONG, "サブタイトル 副題" },
  { EVENT, "category", FAIR, "イベント種類 カテゴリー カテゴリ 分類 ジャンル 種別 区分 種類" },
  { EVENT, "description", FAINT, "説明 概要 内容 イベント内容 description 詳細" },
  { EVENT, "place_name", STRONG,
    "場所名称 会場 会場名 開催場所 場所 会場名称 開催会場 実施場所 placeName location_name "
    "集合場所" },
  { EVENT, "fee", FAIR, "料金(基本) 料金 参加費 費用 入場料 参加料" },
  { EVENT, "organiser_name", STRONG,
    "主催者 主催 主催団体 主催者名 主催団体名 organizer 担当課 主管課 主管" },
  { EVENT, "target", FAIR, "対象者 対象 参加対象 参加資格 参加条件" },
  { EVENT, "capacity", FAIR, "定員 募集人数 募集定員 capacity 参加人数" },
  { EVENT, TSU_TARGET_REGISTER_DATE, STRONG,
    "参加申込終了日 申込期限日 申込期限 申込締切 締切日 申込締切日 申込終了日" },
  { EVENT, TSU_TARGET_REGISTER_TIME, STRONG, "参加申込終了時間 申込期限時刻 申込終了時間" },
  { EVENT, "register_how", STRONG, "参加申込方法 申込方法 申込 申し込み方法 申込み方法 申込期間" },
  { EVENT, "contact_name", FAINT,
    "連絡先名称 問合せ先 問い合わせ先 問合先 お問合せ先 問い合わせ先（市の担当課） 連絡先 担当" },

  /* resources */
  { RESOURCE, "name", STRONG,
    "施設名 施設名称 指定暑熱避難施設の名称 避難所名 施設・場所名 公園名 広場名 会館名 備品名 "
    "物品名 助成金名 制度名 設置施設名 ひろば名 まちのひろば名" },
  { RESOURCE, "name", FAINT, "名称 name" },
  { RESOURCE, "reading", FAIR, "施設名カナ 施設名_カナ 施設名フリガナ" },
  { RESOURCE, "reading", FAINT, "名称_カナ 名称カナ 名称_フリガナ カナ" },
  { PLACES, "alias", FAINT, "名称_通称 名称(通称) 通称 愛称" },
  { RESOURCE, "category", FAIR,
    "種別 施設の種類 施設種別 施設区分 分類 カテゴリー 区分 種類 公共施設 施設分類" },
  { RESOURCE, "operator", FAIR,
    "運営主体 設置者 施設管理者名 管理者 運営者 運営団体 所管課 所管 jurisdiction 管理主体 所有者 "
    "担当部署" },
  { RESOURCE, "operator", FAINT, "団体名" },
  { RESOURCE, "description", FAINT, "説明 概要 活動内容 内容 description service 利用方法" },
  { PLACES, "access", FAIR, "アクセス方法 アクセス 交通 最寄り駅 交通手段" },
  { PLACES, "parking", FAINT, "駐車場情報 駐車場 駐車場_有無" },
  { RESOURCE, "barrier_free", STRONG, "バリアフリー情報 バリアフリー" },
  { RESOURCE, "capacity", FAIR,
    "収容定員 定員 想定収容人数 収容人数 capacity 最大収容人数 利用定員 "
    "指定暑熱避難施設の開放により受け入れることが可能であると見込まれる人数" },
  { RESOURCE, "quantity", FAIR, "数量 個数 台数 在庫" },
  { RESOURCE, "open_days", STRONG,
    "利用可能曜日 開館曜日 開設曜日 availableDate 開所曜日 営業日 開催曜日" },
  { RESOURCE, "opens", FAIR, "開始時間 開始時刻 開館時刻 startTime 開所時間 開店時間" },
  { RESOURCE, "closes", FAIR, "終了時間 終了時刻 閉館時刻 endTime 閉所時間 閉店時間" },
  { RESOURCE, "open_note", STRONG,
    "利用可能日時特記事項 availableDateNote 開館時間 利用時間 休館日 営業時間 "
    "指定暑熱避難施設を開放することができる日及び時間帯特記事項" },
  { RESOURCE, "fee", FAINT, "料金 利用料 使用料 利用料金" },
  { RESOURCE, "conditions", FAIR, "利用条件 利用上の注意 貸出条件 使用条件" },
  { RESOURCE, "target", FAINT, "対象 対象者 受入年齢 targetChildren 対象年齢" },
  { RESOURCE, "contact_name", FAINT, "問合せ先 問い合わせ先 連絡先 連絡先名称 担当者" },
  { RESOURCE, "started", FAINT, "開設日 設置日 開始年月日" },

  /* actors */
  { ACTOR, "name", STRONG,
    "団体名 団体名称 町会名 町内会名 自治会名 会名 法人名 法人名称 企業名 会社名 事業者名 商店名 "
    "学校名 グループ名 サークル名 所属名称 groupName 自治会・町内会名 町内会・自治会名 "
    "町会・自治会名 "
    "マンション名 管理組合名 組合名 団体の名称 事業所名 店舗名 店名 組織名" },
  { ACTOR, "name", FAIR, "氏名 名前 姓名 お名前 会員名 参加者名 ボランティア名" },
  { ACTOR, "name", FAINT, "名称 name" },
  { ACTOR, "reading", FAIR,
    "団体名_カナ 団体名カナ 団体名フリガナ 団体名ふりがな 法人名カナ 氏名カナ 氏名_カナ "
    "氏名フリガナ "
    "氏名ふりがな 町会名フリガナ 名称_カナ 名称カナ" },
  { ACTOR, TSU_TARGET_READING, FAINT, "フリガナ ふりがな カナ よみ 読み よみがな かな ヨミ" },
  { ACTOR, TSU_TARGET_FAMILY, STRONG, "姓 氏 苗字 名字" },
  { ACTOR, TSU_TARGET_GIVEN, STRONG, "名" },
  { ACTOR, TSU_TARGET_FAMILY_READING, STRONG, "姓カナ 姓かな セイ せい 姓フリガナ 姓ふりがな" },
  { ACTOR, TSU_TARGET_GIVEN_READING, STRONG, "名カナ 名かな メイ めい 名フリガナ 名ふりがな" },
  { ACTOR, "representative", STRONG,
    "会長氏名 会長名 会長 代表者 代表者名 代表者氏名 代表 町会長 町会長名 町会長氏名 自治会長 "
    "自治会長名 理事長 理事長名 代表者の氏名 代表者職氏名" },
  { ACTOR, "representative_reading", STRONG,
    "会長氏名フリガナ 会長フリガナ 会長氏名ふりがな 代表者フリガナ 代表者ふりがな 代表者名フリガナ "
    "代表者氏名フリガナ 代表者氏名カナ 会長名フリガナ" },
  { ACTOR, "contact_name", FAIR,
    "担当者 担当者名 連絡先氏名 連絡者 事務局 連絡担当者 担当 連絡先名称" },
  { ACTOR, "department", FAIR, "部署 所属 担当課 所属部署 役職" },
  { ACTOR, "mobile", FAIR, "携帯 携帯電話 携帯番号 携帯電話番号 mobile" },
  { ACTOR, "households", STRONG, "加入世帯数 会員世帯数 世帯数 加入世帯" },
  { ACTOR, "households_total", STRONG, "総世帯数 全世帯数 区域内世帯数" },
  { ACTOR, "blocks", FAIR, "班数 組数 ブロック数" },
  { ACTOR, "members", FAIR, "会員数 人数 構成員数 メンバー数 部員数 members" },
  { ACTOR, "fee", FAINT, "会費 会費の有無 年会費" },
  { ACTOR, "founded", FAIR, "設立年月日 設立年月 設立日 設立年 創立年月日 発足年月" },
  { ACTOR, "registered_on", FAIR, "登録日 登録年月日 申請日 applicationDate 加入日 入会日" },
  { ACTOR, "purpose", FAIR, "活動の目的 活動目的 目的 設立目的" },
  { ACTOR, "activity", FAIR, "活動内容 活動の内容 事業内容 主な活動 活動概要 活動の概要" },
  { ACTOR, "area", FAIR, "活動区域 活動地域 活動範囲 区域 活動場所 エリア" },
  { ACTOR, "themes", FAIR, "活動分野 活動の分野 分野" },
  { ACTOR, "skills", FAIR, "特技 スキル できること 資格" },
  { ACTOR, "occupation", FAIR, "職業" },
  { ACTOR, "born", FAIR, "生年月日" },
  { ACTOR, "units", FAIR, "戸数 総戸数" },
  { ACTOR, "storeys", FAIR, "階数" },
  { ACTOR, "built", FAIR, "築年 築年月 竣工年月" },
  { ACTOR, "industry", FAIR, "業種" },
  { ACTOR, "employees", FAIR, "従業員数" },
  { ACTOR, "recruiting", FAIR, "会員募集 募集状況" },

  /* statistics; the columns of age bands are read by tsu_aliases_find_indicator() */
  { STATISTIC, "name", STRONG, "地域名 regionName 町丁名 町丁目 町丁目名 町名 町・丁目 地区名" },
  { STATISTIC, "area_code", STRONG, "地域コード regionCode KEY_CODE 町丁コード 町字コード" },
  { STATISTIC, "starts", STRONG, "調査年月日 surveyDate 基準日 調査日 調査年月" },

  /* for all that have the field */
  { ALL, "kind", FAINT, "種類コード" },
  { ALL, "district", FAINT, "地区 区 担当地区 圏域" },
  { ALL, "phone", FAIR,
    "電話番号 電話 TEL 連絡先電話番号 telephoneNumber 問合せ先電話番号 問い合わせ先電話番号 "
    "代表電話 "
    "TEL番号 自宅電話 固定電話 電話番号1 tel phone" },
  { ALL, "fax", FAIR, "FAX番号 FAX ファックス ファクス ファックス番号 faxNumber" },
  { ALL, "email", FAIR,
    "連絡先メールアドレス メールアドレス メール E-mail Eメール mail email 電子メール" },
  { ALL, "url", FAINT,
    "URL ホームページ HP ホームページURL ウェブサイト サイトURL 関連URL HPアドレス website" },
  { ALL, "postal", FAIR, "郵便番号 〒 postalCode 郵便番号7桁" },
  { ALL, "address", FAIR,
    "住所 所在地 所在地_連結表記 所在地_連結標記 address 活動拠点住所 住所1 現住所 事務所所在地 "
    "主たる事務所の所在地 会場住所 住所・所在地" },
  { ALL, TSU_TARGET_ADDRESS_1, FAINT, "住所都道府県 所在地_都道府県" },
  { ALL, TSU_TARGET_ADDRESS_2, FAINT, "住所市区町村 所在地_市区町村" },
  { ALL, TSU_TARGET_ADDRESS_3, FAINT, "住所町名 所在地_町字" },
  { ALL, TSU_TARGET_ADDRESS_4, FAINT, "住所丁目以下 所在地_番地以下 番地以下" },
  { ALL, "building", FAINT, "方書 建物名等 建物名等(方書) 建物名 マンション名・部屋番号" },
  { ALL, "latitude", FAIR, "緯度 latitude lat" },
  { ALL, "longitude", FAIR, "経度 longitude lon lng long" },
  { ALL, TSU_TARGET_LATLON, FAIR, "location 緯度経度 位置 座標 緯度・経度" },
  { ALL, "corporate_number", FAIR, "法人番号" },
  { ALL, "tags", FAINT, "タグ キーワード" },
  { ALL, "note", FAINT, "備考 note 特記事項 メモ 備考欄 摘要 その他" },
};

/* Indicators that are no age band. */
static const struct {
  const char *code;
  const char *names;
} indicator_names[] = {
  { "population", "総人口 人口 totalPopulation 人口総数 人口計 総数 合計 計" },
  { "male", "男性 男 male 男性人口 人口男" },
  { "female", "女性 女 woman female 女性人口 人口女" },
  { "households", "世帯数 numberOfHouseholds 世帯 households" },
};

static const struct {
  const char *target;
  const char *label;
} pseudo_targets[] = {
  { TSU_TARGET_ID, N_ ("Number in the source") },
  { TSU_TARGET_RECORD_ID, N_ ("Tsunagi ID") },
  { TSU_TARGET_CODE, N_ ("Municipality code") },
  { TSU_TARGET_LATLON, N_ ("Latitude and longitude") },
  { TSU_TARGET_ADDRESS_1, N_ ("Address: prefecture") },
  { TSU_TARGET_ADDRESS_2, N_ ("Address: city and ward") },
  { TSU_TARGET_ADDRESS_3, N_ ("Address: town") },
  { TSU_TARGET_ADDRESS_4, N_ ("Address: block and number") },
  { TSU_TARGET_START_DATE, N_ ("Date or period") },
  { TSU_TARGET_START_TIME, N_ ("Time it begins") },
  { TSU_TARGET_END_DATE, N_ ("Last day") },
  { TSU_TARGET_END_TIME, N_ ("Time it ends") },
  { TSU_TARGET_REGISTER_DATE, N_ ("Register until (day)") },
  { TSU_TARGET_REGISTER_TIME, N_ ("Register until (time)") },
  { TSU_TARGET_FAMILY, N_ ("Family name") },
  { TSU_TARGET_GIVEN, N_ ("Given name") },
  { TSU_TARGET_FAMILY_READING, N_ ("Reading of the family name") },
  { TSU_TARGET_GIVEN_READING, N_ ("Reading of the given name") },
  { TSU_TARGET_READING, N_ ("Reading of the name before it") },
  { TSU_TARGET_LEAVE_OUT, N_ ("Leave out") },
};

static guint
get_bit (const TsuType *type)
{
  static const char *const names[] = { "actor", "resource", "event", "statistic" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (type->name, names[i]))
      return 1u << i;
  return 0;
}

/* Which pseudo targets make sense for a type. */
static gboolean
is_offered (const TsuType *type, const char *target)
{
  guint bit = get_bit (type);

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if ((aliases[i].types & bit) && g_str_equal (aliases[i].target, target))
      return TRUE;
  return FALSE;
}

/* "bit:folded name" → the Alias. */
static GHashTable *
build_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++) {
    g_auto (GStrv) names = g_strsplit (aliases[i].names, " ", -1);

    for (guint j = 0; names[j] != NULL; j++) {
      g_autofree char *folded = tsu_aliases_fold (names[j]);

      for (guint bit = 1; bit <= STATISTIC; bit <<= 1) {
        char *key = g_strdup_printf ("%u:%s", bit, folded);

        if ((aliases[i].types & bit) && !g_hash_table_contains (table, key))
          g_hash_table_insert (table, key, (gpointer) &aliases[i]);
        else
          g_free (key);
      }
    }
  }
  return table;
}

static GHashTable *
get_table (void)
{
  static gsize table;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) build_table ());
  return (GHashTable *) table;
}

/* Dashes, the long vowel mark (typed as a dash as often as not), brackets, dots and spaces carry
 * no meaning in a header. */
static gboolean
is_filler (gunichar c)
{
  static const guint types = 1u << G_UNICODE_DASH_PUNCTUATION | 1u << G_UNICODE_OPEN_PUNCTUATION |
                             1u << G_UNICODE_CLOSE_PUNCTUATION |
                             1u << G_UNICODE_CONNECT_PUNCTUATION | 1u << G_UNICODE_SPACE_SEPARATOR |
                             1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT |
                             1u << G_UNICODE_NON_SPACING_MARK;
  static const gunichar others[] = { 0x30fc, 0x2212, 0x203b, 0x30fb, 0x3001, '.',
                                     ':',    '*',    '/',    ',',    '~' };

  if (types & 1u << g_unichar_type (c))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] == c)
      return TRUE;
  return FALSE;
}

/* The age at @p: "85" of "85歳以上". Moves @p behind it. */
static gboolean
read_age (const char **p, guint *age)
{
  guint digits = 0;

  *age = 0;
  while (**p != '\0' && !g_ascii_isdigit (**p))
    ++*p;
  for (; g_ascii_isdigit (**p) && digits < 4; ++*p, digits++)
    *age = *age * 10 + (guint) (**p - '0');
  return digits > 0 && digits < 4;
}

/* The bands of 高松市 are numbered: man1 is 0-4, man18 is 85 and over. */
static const TsuTerm *
find_numbered_band (const char *folded)
{
  const char *digits = NULL;
  const char *sex = NULL;
  guint64 number;
  char code[32];

  if (g_str_has_prefix (folded, "woman"))
    digits = folded + 5, sex = "female";
  else if (g_str_has_prefix (folded, "man"))
    digits = folded + 3, sex = "male";
  if (sex == NULL || !g_ascii_string_to_unsigned (digits, 10, 1, 18, &number, NULL))
    return NULL;
  if (number == 18)
    g_snprintf (code, sizeof code, "age-85-plus-%s", sex);
  else
    g_snprintf (code, sizeof code, "age-%u-%u-%s", (guint) number * 5 - 5, (guint) number * 5 - 1,
                sex);
  return tsu_vocabulary_find (&tsu_indicators, code);
}

static const TsuTerm *
find_band (const char *plain)
{
  const char *p = plain;
  gboolean female = strstr (plain, "女") != NULL;
  gboolean male = strstr (plain, "男") != NULL;
  guint from, to;
  char code[32];

  if (male == female)
    return NULL;
  if (strstr (plain, "不詳") != NULL)
    return tsu_vocabulary_find (&tsu_indicators,
                                female ? "age-unknown-female" : "age-unknown-male");
  if (!read_age (&p, &from))
    return NULL;
  if (strstr (plain, "以上") != NULL)
    g_snprintf (code, sizeof code, "age-%u-plus-%s", from, female ? "female" : "male");
  else if (read_age (&p, &to))
    g_snprintf (code, sizeof code, "age-%u-%u-%s", from, to, female ? "female" : "male");
  else
    return NULL;
  return tsu_vocabulary_find (&tsu_indicators, code);
}

/**
 * tsu_aliases_fold:
 *
 * Returns: (transfer full): the header without what varies: width and compatibility forms, case,
 * dashes (ー ― － -), spaces and line ends, brackets, underscores
 */
char *
tsu_aliases_fold (const char *header)
{
  g_autofree char *compatible = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = compatible != NULL ? g_utf8_strdown (compatible, -1) : g_strdup ("");
  GString *out = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_filler (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  /* "#" alone is a header; before a word it is decoration. */
  if (out->len > 1 && out->str[0] == '#')
    g_string_erase (out, 0, 1);
  return g_string_free (out, FALSE);
}

/**
 * tsu_aliases_find_indicator:
 * @header: the header of a column of figures
 *
 * Reads "0-4歳の男性", "85歳以上_女", "man1", "世帯数" and their like.
 *
 * Returns: (transfer none) (nullable): the indicator
 */
const TsuTerm *
tsu_aliases_find_indicator (const char *header)
{
  g_autofree char *folded = tsu_aliases_fold (header);
  g_autofree char *plain = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  const TsuTerm *term = find_numbered_band (folded);

  if (term == NULL && plain != NULL)
    term = find_band (plain);
  for (guint i = 0; term == NULL && i < G_N_ELEMENTS (indicator_names); i++) {
    g_auto (GStrv) names = g_strsplit (indicator_names[i].names, " ", -1);

    for (guint j = 0; term == NULL && names[j] != NULL; j++) {
      g_autofree char *name = tsu_aliases_fold (names[j]);

      if (g_str_equal (name, folded))
        term = tsu_vocabulary_find (&tsu_indicators, indicator_names[i].code);
    }
  }
  return term;
}

/**
 * tsu_aliases_find_label:
 * @header: a header as written
 *
 * Our own headings come back as what they were: labels in the source language or the user's.
 *
 * Returns: (transfer none) (nullable): the field that is called so on the screen
 */
const TsuField *
tsu_aliases_find_label (const TsuType *type, const char *header)
{
  g_autofree char *folded = tsu_aliases_fold (header);

  for (guint i = 0; i < type->n_fields; i++) {
    const TsuField *field = &type->fields[i];
    g_autofree char *label = tsu_aliases_fold (g_dpgettext2 (NULL, "field", field->label));
    g_autofree char *source = tsu_aliases_fold (field->label);
    g_autofree char *name = tsu_aliases_fold (field->name);

    if (field->kind == TSU_FIELD_PAIRS)
      continue;
    if (g_str_equal (label, folded) || g_str_equal (source, folded) || g_str_equal (name, folded))
      return field;
  }
  return NULL;
}

/**
 * tsu_aliases_find:
 * @type: what the file is a list of
 * @header: a header as written
 * @weight: (out) (optional): how much the column speaks for @type
 *
 * Returns: (transfer none) (nullable): the name of a field of @type or a pseudo target
 */
const char *
tsu_aliases_find (const TsuType *type, const char *header, guint *weight)
{
  g_autofree char *folded = tsu_aliases_fold (header);
  g_autofree char *key = g_strdup_printf ("%u:%s", get_bit (type), folded);
  const Alias *alias = g_hash_table_lookup (get_table (), key);
  const TsuField *field;
  const char *target;

  if (weight != NULL)
    *weight = 0;
  if (*folded == '\0')
    return NULL;
  if (alias != NULL &&
      (*alias->target == '@' || tsu_type_find_field (type, alias->target) != NULL)) {
    if (weight != NULL)
      *weight = alias->weight;
    return alias->target;
  }
  field = tsu_aliases_find_label (type, header);
  target = field != NULL ? field->name : NULL;
  if (target != NULL && weight != NULL)
    *weight = FAINT;
  return target;
}

/**
 * tsu_aliases_describe:
 * @target: the name of a field or a pseudo target
 *
 * Returns: (transfer none): what to call it on the screen
 */
const char *
tsu_aliases_describe (const TsuType *type, const char *target)
{
  const TsuField *field = tsu_type_find_field (type, target);

  if (field != NULL)
    return g_dpgettext2 (NULL, "field", field->label);
  for (guint i = 0; i < G_N_ELEMENTS (pseudo_targets); i++)
    if (g_str_equal (pseudo_targets[i].target, target))
      return _ (pseudo_targets[i].label);
  if (*target == '#')
    return tsu_vocabulary_label (&tsu_indicators, target + 1);
  return target;
}

/**
 * tsu_aliases_list_targets:
 *
 * Returns: (transfer container) (array zero-terminated=1): what a column of a file of @type can be
 * mapped to, in the order in which to offer it; free the array, not the texts
 */
const char *const *
tsu_aliases_list_targets (const TsuType *type)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind != TSU_FIELD_PAIRS)
      g_ptr_array_add (list, (gpointer) type->fields[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (pseudo_targets); i++)
    if (is_offered (type, pseudo_targets[i].target))
      g_ptr_array_add (list, (gpointer) pseudo_targets[i].target);
  for (guint i = 0; get_bit (type) == STATISTIC && i < tsu_indicators.n_terms; i++) {
    g_autofree char *target = g_strconcat ("#", tsu_indicators.terms[i].code, NULL);

    g_ptr_array_add (list, (gpointer) g_intern_string (target));
  }
  g_ptr_array_add (list, NULL);
  return (const char *const *) g_ptr_array_free (list, FALSE);
}
