/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * District and themes from a text in somebody's own words. Words are looked for as they stand:
 * a list that a person can read and mend explains its guesses better than a model could.
 */

#include "config.h"

#include "tsu-hints.h"

#include "tsu-normalize.h"
#include "tsu-topic.h"
#include "tsu-vocabulary.h"

#include <string.h>

#define MAX_THEMES 3
#define MAX_OWN 500   /* of the ward's own districts and themes */
#define MIN_LETTERS 2 /* shorter names of towns are found in every text */

/* Words by which each theme of the law's table is spoken of, parted by spaces. */
static const struct {
  const char *code;
  const char *words;
} spoken_of[] = {
  { "welfare", "福祉 介護 高齢 お年寄り 認知症 障害 障がい 車いす 車椅子 医療 健康 体操 見守り "
               "ひとり暮らし 一人暮らし 孤独 居場所 会食 食事会 配食 デイサービス 手話 点字 サロン "
               "買い物支援 送迎 リハビリ 老人" },
  { "social-education", "生涯学習 社会教育 講座 読書 読み聞かせ 図書 教室 学び直し 語り部" },
  { "town",
    "まちづくり 街づくり 町内会 自治会 地域づくり 商店街 空き家 空き店舗 ひろば 広場 にぎわい "
    "マンション 団地 交流 花壇 ベンチ 井戸端" },
  { "tourism", "観光 まち歩き 街歩き ガイド 名所 散策" },
  { "rural", "農業 農園 畑 野菜 田んぼ 農家 収穫 直売" },
  { "culture-sports",
    "文化 芸術 音楽 演奏 合唱 コーラス 楽器 絵画 写真 演劇 踊り 盆踊り 祭り まつり "
    "俳句 茶道 書道 スポーツ サッカー 野球 卓球 ヨガ ダンス 将棋 囲碁 展示" },
  { "environment",
    "環境 ごみ ゴミ 清掃 掃除 緑化 公園 花植え 自然 里山 リサイクル フードロス 食品ロス "
    "生き物 省エネ コンポスト" },
  { "disaster", "防災 災害 避難 地震 水害 備蓄 炊き出し 消防" },
  { "safety", "防犯 安全 交通安全 パトロール 登下校 詐欺 街灯" },
  { "rights-peace", "人権 平和 差別 戦争" },
  { "international", "国際 外国人 外国籍 多文化 日本語教室 留学生 通訳 翻訳 英会話" },
  { "gender", "男女共同参画 女性 男性の育児 DV ジェンダー" },
  { "children", "子ども こども 子供 子育て 親子 赤ちゃん 乳幼児 保育 育児 ママ パパ 学童 児童 "
                "小学生 中学生 高校生 "
                "学習支援 宿題 不登校 青少年 若者 遊び場 こども食堂 子ども食堂" },
  { "information", "パソコン スマホ スマートフォン インターネット ホームページ SNS デジタル ＩＴ "
                   "IT オンライン アプリ" },
  { "science", "科学 技術 実験 プログラミング ロボット 天文" },
  { "economy", "起業 創業 経済 商売 コミュニティビジネス マルシェ 特産 販路" },
  { "work", "就労 仕事探し 職業 就職 働く 雇用 副業 資格" },
  { "consumer", "消費者 悪質商法 くらしの相談" },
  { "intermediary",
    "団体支援 助成金 会計 運営 立ち上げ 設立 規約 広報 ボランティア募集 ＮＰＯ NPO" },
};

typedef struct {
  const char *code; /* owned by whoever gave it */
  const char *name;
  guint hits;
  guint order;
} Found;

static guint
count_word (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at; at = strstr (at + strlen (word), word))
    n++;
  return n;
}

static void
add_found (GArray *found, const char *code, const char *name, guint hits)
{
  Found one = { code, name, hits, found->len };

  if (hits > 0)
    g_array_append_val (found, one);
}

static void
find_terms (GArray *found, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (spoken_of); i++) {
    g_auto (GStrv) words = g_strsplit (spoken_of[i].words, " ", -1);
    const char *label = tsu_vocabulary_label (&tsu_themes, spoken_of[i].code);
    guint hits = count_word (text, label);

    for (guint n = 0; words[n]; n++) {
      g_autofree char *word = tsu_normalize (words[n]);

      hits += *word ? count_word (text, word) : 0;
    }
    add_found (found, spoken_of[i].code, label, hits);
  }
}

static GPtrArray *
read_all (TsuLedger *ledger, const char *name, GError **error)
{
  const TsuType *type = tsu_schema_find_type (name);
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autoptr (GArray) keys = NULL;

  tsu_list_query_set_limit (query, MAX_OWN);
  keys = tsu_ledger_list (ledger, query, NULL, error);
  if (!keys)
    return NULL;
  return tsu_ledger_get_many (ledger, type, (gint64 *) (gpointer) keys->data, keys->len, error);
}

/* The ward's own themes are its own words, and so go before those of the law. */
static void
find_own_themes (GArray *found, GPtrArray *themes, const char *text)
{
  for (guint i = 0; i < themes->len; i++) {
    const char *name = tsu_record_get_text (themes->pdata[i], "name");
    g_autofree char *folded = tsu_normalize (name ? name : "");

    if (g_utf8_strlen (folded, -1) >= MIN_LETTERS)
      add_found (found, tsu_record_get_id (themes->pdata[i]), name,
                 1000 * count_word (text, folded));
  }
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *one = a;
  const Found *other = b;

  if (one->hits != other->hits)
    return one->hits > other->hits ? -1 : 1;
  return one->order < other->order ? -1 : one->order > other->order;
}

static void
take_themes (TsuHints *self, GArray *found)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len && i < MAX_THEMES; i++) {
    g_strv_builder_add (codes, g_array_index (found, Found, i).code);
    g_strv_builder_add (names, g_array_index (found, Found, i).name);
  }
  self->themes = g_strv_builder_end (codes);
  self->theme_names = g_strv_builder_end (names);
}

static gsize
length_in_text (const char *text, const char *name)
{
  g_autofree char *folded = tsu_normalize (name ? name : "");

  if (g_utf8_strlen (folded, -1) < MIN_LETTERS || !strstr (text, folded))
    return 0;
  return strlen (folded);
}

/* The longest name wins: 新城北 is not 新城. */
static const TsuRecord *
find_district (GPtrArray *districts, const char *text)
{
  const TsuRecord *best = NULL;
  gsize longest = 0;

  for (guint i = 0; i < districts->len; i++) {
    const TsuRecord *district = districts->pdata[i];
    const char *const *towns = tsu_record_get_list (district, "towns");
    gsize length = length_in_text (text, tsu_record_get_text (district, "name"));

    for (guint n = 0; towns && towns[n]; n++)
      length = MAX (length, length_in_text (text, towns[n]));
    if (length > longest) {
      longest = length;
      best = district;
    }
  }
  return best;
}

static const TsuRecord *
find_home (GPtrArray *districts, TsuLedger *ledger, const char *actor)
{
  g_autoptr (TsuRecord) record = actor ? tsu_ledger_get (ledger, actor, NULL) : NULL;
  const char *home = record ? tsu_record_get_text (record, "district") : NULL;

  for (guint i = 0; home && i < districts->len; i++) {
    if (g_str_equal (tsu_record_get_id (districts->pdata[i]), home))
      return districts->pdata[i];
  }
  return NULL;
}

/**
 * tsu_hints_read:
 * @ledger: knows the ward's districts with their towns, and its own themes
 * @text: what was said
 * @actor: (nullable): id of whoever said it
 * @error: what went wrong
 *
 * Guesses the district from the towns named, or from where the actor is at home, and up to three
 * themes from the words used.
 *
 * Returns: (transfer full): the guesses, any of which may be nothing
 */
TsuHints *
tsu_hints_read (TsuLedger *ledger, const char *text, const char *actor, GError **error)
{
  g_autoptr (GPtrArray) districts = read_all (ledger, "district", error);
  g_autoptr (GPtrArray) themes = districts ? read_all (ledger, "theme", error) : NULL;
  g_autofree char *folded = tsu_normalize (text);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  const TsuRecord *district;
  TsuHints *self;

  if (!themes)
    return NULL;
  find_own_themes (found, themes, folded);
  find_terms (found, folded);
  district = find_district (districts, folded);
  if (!district)
    district = find_home (districts, ledger, actor);

  self = g_new0 (TsuHints, 1);
  take_themes (self, found);
  if (district) {
    self->district = g_strdup (tsu_record_get_id (district));
    self->district_name = tsu_record_dup_title (district);
  }
  return self;
}

/**
 * tsu_hints_find_gift:
 * @text: what somebody said they have to lend or give
 *
 * Returns: (transfer none): the kind of help that is: a place, hands or things
 */
const char *
tsu_hints_find_gift (const char *text)
{
  g_autoptr (GArray) topics = tsu_topic_find (text);
  guint sorts = 0;

  for (guint k = 0; k < topics->len; k++)
    sorts |= tsu_topic_get_sort (g_array_index (topics, guint32, k));
  if (sorts & TSU_TOPIC_THING)
    return "things";
  if (sorts & TSU_TOPIC_PLACE)
    return "place";
  return sorts & TSU_TOPIC_WORK ? "people" : "things";
}

void
tsu_hints_free (TsuHints *self)
{
  g_free (self->district);
  g_free (self->district_name);
  g_strfreev (self->themes);
  g_strfreev (self->theme_names);
  g_free (self);
}
