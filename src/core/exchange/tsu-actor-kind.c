/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kind of actor a name speaks of: legal forms and the words that Japanese organisations carry
 * in their names.
 */

#include "config.h"

#include "tsu-actor-kind.h"

#include <string.h>

/* In order: 「NPO法人〇〇商店会」 is an NPO. A leading "$" asks for the end of the name. */
static const struct {
  const char *kind;
  const char *words;
} kinds[] = {
  { "npo", "NPO 特定非営利活動法人 特活)" },
  { "condominium-association", "管理組合 マンション自治会" },
  { "shopping-street", "商店街 商店会 商栄会 商業協同組合" },
  { "intermediary", "社会福祉協議会 市民活動センター 市民活動支援 ボランティアセンター "
                    "ソーシャルデザインセンター 中間支援" },
  { "school", "大学 小学校 中学校 高等学校 高校 専門学校 学校法人 幼稚園 高等専門 $学園 $学院" },
  { "company",
    "株式会社 有限会社 合同会社 合資会社 合名会社 (株) (有) 税理士法人 監査法人 協同組合 銀行 "
    "信用金庫 $商店 $工務店" },
  { "neighbourhood-association", "町会 町内会 自治会 自治連合 町内連合 コミュニティ協議会 $区会" },
  { "civic-group", "一般社団法人 公益社団法人 一般財団法人 公益財団法人 学生団体 実行委員会 協議会 "
                   "研究会 サークル "
                   "クラブ ネットワーク プロジェクト の会 ボランティア 社会福祉法人 連絡会 団体" },
  { "public-body",
    "市役所 区役所 県庁 独立行政法人 国立大学法人 保健所 警察署 消防署 市民館 図書館 教育委員会 "
    "総務省 国土交通省 $市 $県 $局 $部 $課 $室 $係 $事務所 $出張所 $センター $市長" },
};

/* The words one by one, split once. */
static char ***
get_words (void)
{
  static gsize table;

  if (g_once_init_enter (&table)) {
    char ***words = g_new0 (char **, G_N_ELEMENTS (kinds));

    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      words[i] = g_strsplit (kinds[i].words, " ", -1);
    g_once_init_leave (&table, (gsize) words);
  }
  return (char ***) table;
}

/**
 * tsu_actor_kind_guess:
 * @name: the name of an organisation
 *
 * Returns: (transfer none) (nullable): a code of the kinds of actors, %NULL where the name does not
 * tell
 */
const char *
tsu_actor_kind_guess (const char *name)
{
  /* Only ㈱ and full-width letters and brackets have another form. */
  gboolean wide = strchr (name, '\xef') != NULL || strstr (name, "\xe3\x88") != NULL;
  g_autofree char *normal = wide ? g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
  const char *plain = normal != NULL ? normal : name;
  char ***words = get_words ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (char **word = words[i]; *word != NULL; word++)
      if (**word == '$' ? g_str_has_suffix (plain, *word + 1) : strstr (plain, *word) != NULL)
        return kinds[i].kind;
  return NULL;
}
