/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kanji that are written one way in one register and another way in the next: old forms (旧字体)
 * and the variants of personal names that no Unicode normalisation joins. Folding is for searching
 * only; what is shown and stored stays as it was typed.
 */

#include "config.h"

#include "tsu-kanji-variants.h"

/* Groups parted by spaces; the first of a group stands for all. 斎 and 斉 are different names, but
 * people mix them up, so that a search must find both. */
static const char GROUPS[] = "亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 "
                             "衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 "
                             "奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 "
                             "懐懷 概槪 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 渇渴 "
                             "鎌鐮 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 顔顏 気氣 "
                             "帰歸 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 "
                             "狭狹 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 径徑 恵惠 掲揭 "
                             "渓溪 経經 蛍螢 軽輕 継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 "
                             "県縣 倹儉 剣劍劔劒剱釼 険險 圏圈 検檢 献獻 権權 "
                             "顕顯 験驗 厳嚴 広廣 効效 恒恆 黄黃 鉱鑛 号號 "
                             "国國圀 黒黑 済濟 砕碎 斉齊斎齋斊 剤劑 桟棧 蚕蠶 "
                             "惨慘 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 舎舍 "
                             "写寫 釈釋 寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅 "
                             "処處 叙敍 将將 渉涉 焼燒 証證 奨奬獎 条條 状狀 "
                             "乗乘 浄淨 剰剩 畳疊疉 縄繩 壌壤 嬢孃 譲讓 醸釀 "
                             "触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 "
                             "随隨 髄髓 枢樞 数數 瀬瀨 声聲 静靜 摂攝 窃竊 専專 "
                             "戦戰 浅淺 潜潛 繊纖 践踐 銭錢 禅禪 双雙 壮壯 荘莊 "
                             "捜搜 挿插 巣巢 争爭 総總 聡聰 装裝 騒騷 増增 蔵藏 "
                             "臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 "
                             "滝瀧 択擇 沢澤 単單 担擔 胆膽 団團 弾彈 断斷 痴癡 "
                             "遅遲 昼晝 虫蟲 鋳鑄 庁廳 聴聽 徴徵 鎮鎭 逓遞 "
                             "鉄鐵銕 転轉 点點 伝傳 党黨 盗盜 灯燈 当當 闘鬪 "
                             "徳德悳 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 "
                             "廃廢 売賣 麦麥 発發 髪髮 抜拔 浜濱濵 蛮蠻 秘祕 "
                             "瓶甁 払拂 仏佛 並竝 併倂 辺邊邉 変變 弁辨瓣辯 "
                             "宝寶寳 豊豐 褒襃 没沒 翻飜 毎每 万萬 満滿 麺麵 "
                             "黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 "
                             "謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 塁壘 "
                             "涙淚 励勵 礼禮 隷隸 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 "
                             "炉爐 労勞 楼樓 録錄 湾灣 亀龜 篭籠 尭堯 巌巖 槙槇 "
                             "遥遙 瑶瑤 凛凜 穣穰 祢禰 桧檜 萌萠 峰峯 島嶋嶌 "
                             "崎﨑嵜 高髙 吉𠮷 館舘 富冨 渕淵渊 桑桒 梅楳 松枩柗 "
                             "柳栁 船舩 曽曾 角⻆ 兎兔 鶴靏靍 土圡𡈽 柏栢 桝枡 "
                             "刈苅 秋穐 稲稻 蛎蠣 諫諌 迩邇 郎郞 頚頸 鴎鷗 鴬鶯 "
                             "麹麴 晃晄 晋晉 砺礪 莱萊 薮藪 虎乕 園薗 涼凉 函凾 "
                             "勅敕 却卻 厩廐廏 厨廚 哲喆 壷壺 強强 彦彥 戸戶 "
                             "産產 税稅 群羣 耕畊 茎莖 裏裡 説說 躯軀 雑雜 青靑 "
                             "飲飮 侠俠 倶俱 呉吳 填塡 悦悅 撹攪 掴摑 教敎 既旣 "
                             "歩步 梼檮 涛濤 煕熙凞 痩瘦 祷禱 箪簞 繋繫 繍繡 "
                             "蝉蟬 蝋蠟 醤醬 頬頰 騨驒 鹸鹼 焔焰 蒋蔣 剥剝 叱𠮟 "
                             "呑吞 唖啞 姫姬 嚢囊 棲栖 橋𣘺 丈𠀋 缶罐 閲閱 鋭銳 "
                             "脱脫 尚尙 清淸 晩晚 内內 歳歲 姉姊 尓爾 婿壻 ";

static GHashTable *
read_groups (void)
{
  GHashTable *table = g_hash_table_new (NULL, NULL);
  gunichar first = 0;

  for (const char *p = GROUPS; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == ' ')
      first = 0;
    else if (!first)
      first = c;
    else
      g_hash_table_insert (table, GUINT_TO_POINTER (c), GUINT_TO_POINTER (first));
  }
  return table;
}

/**
 * tsu_kanji_variant_fold:
 * @c: a character
 *
 * Returns: the character that stands for @c and its variants in the search index
 */
gunichar
tsu_kanji_variant_fold (gunichar c)
{
  static gsize once;
  gpointer first;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_groups ());
  first = g_hash_table_lookup ((GHashTable *) once, GUINT_TO_POINTER (c));
  return first ? GPOINTER_TO_UINT (first) : c;
}
