/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What columns are called. The headers of 推奨データセット, of its successor 自治体標準オープン
 * データセット, of the older 共通語彙 layout, the English property names of 高松市, and those of
 * lists that offices keep: one table, so that a new spelling is one word more in one line.
 * What need not be repeated is what tsu_aliases_fold() takes away.
 */

#include "config.h"

#include "tsu-alias-table.h"

#include "tsu-aliases.h"

/* Which types a row is for: the bits of #TsuAliasTypes. */
enum {
  ACTOR = TSU_ALIAS_ACTOR,
  RESOURCE = TSU_ALIAS_RESOURCE,
  EVENT = TSU_ALIAS_EVENT,
  STATISTIC = TSU_ALIAS_STATISTIC,
  PLACES = RESOURCE | EVENT,
  ALL = ACTOR | RESOURCE | EVENT | STATISTIC
};

enum {
  FAINT = TSU_ALIAS_FAINT,
  FAIR = TSU_ALIAS_FAIR,
  STRONG = TSU_ALIAS_STRONG
};

const TsuAlias tsu_alias_table[] = {
  { ALL, TSU_TARGET_ID, FAINT,
    "NO No. 番号 № ID #property # 整理番号 管理番号 施設番号 施設No 登録番号 会員番号 連番 "
    "通し番号 識別値 データID 項番" },
  { ALL, TSU_TARGET_RECORD_ID, FAINT, "つなぎID TsunagiID" },
  { ALL, TSU_TARGET_CODE, FAINT,
    "都道府県コード又は市区町村コード 全国地方公共団体コード 市区町村コード 団体コード "
    "都道府県コードまたは市区町村コード 自治体コード prefCode" },

  /* events */
  { EVENT, "name", STRONG,
    "イベント名 行事名 催事名 事業名 講座名 イベント名称 行事名称 タイトル 件名 eventName "
    "催し名 会議名 プログラム名 イベントの名称 催事名称 催し名称 行事・イベント名 "
    "イベント・行事名 講座・イベント名 講座名称 大会名 公演名 展覧会名 イベントタイトル "
    "eventTitle" },
  { EVENT, "name", FAINT, "名称 name" },
  { EVENT, "reading", FAIR,
    "イベント名_カナ イベント名_フリガナ イベント名カナ イベント名ふりがな イベント名称_カナ "
    "行事名カナ 行事名ふりがな" },
  { EVENT, "reading", FAINT,
    "名称_カナ 名称カナ 名称_フリガナ カナ フリガナ ふりがな よみ よみがな 読み仮名 "
    "名称_かな 名称ふりがな fullNameInKana yomi" },
  { EVENT, TSU_TARGET_START_DATE, STRONG,
    "開始日 開催日 開催日時 日時 開催期間 実施日 開催年月日 日程 startDate eventDate "
    "開始年月日 開始日時 期日 会期 開催日(開始) 開催開始日 イベント開始日 開催日程 とき "
    "実施期間 開催予定日 開催日・期間" },
  { EVENT, TSU_TARGET_START_DATE, FAIR, "日付 年月日 期間 日にち" },
  { EVENT, TSU_TARGET_END_DATE, STRONG,
    "終了日 終了年月日 endDate 終了日時 開催終了日 イベント終了日 開催日(終了) 終了予定日" },
  { EVENT, TSU_TARGET_START_TIME, FAIR,
    "開始時間 開始時刻 開場時間 時間 開催時間 startTime 時刻 開演時間 開演時刻 開演 "
    "開催開始時間 開催時刻 開会時間" },
  { EVENT, TSU_TARGET_END_TIME, FAIR, "終了時間 終了時刻 endTime 終演時間 閉会時間 開催終了時間" },
  { EVENT, "when_note", STRONG,
    "開始日時特記事項 日時備考 開催日備考 開催日時備考 日時特記事項 開催日特記事項 日程備考 "
    "開催日時特記事項" },
  { EVENT, "subtitle", STRONG, "サブタイトル 副題" },
  { EVENT, "category", FAIR, "イベント種類 カテゴリー カテゴリ 分類 ジャンル 種別 区分 種類" },
  { EVENT, "description", FAINT, "説明 概要 内容 イベント内容 description 詳細" },
  { EVENT, "place_name", STRONG,
    "場所名称 会場 会場名 開催場所 場所 会場名称 開催会場 実施場所 placeName location_name "
    "集合場所 ところ 開催場所名称 場所名 イベント会場 会場・場所" },
  { EVENT, "fee", FAIR,
    "料金(基本) 料金 参加費 費用 入場料 参加料 入場料金 受講料 参加料金 入場料・参加費 "
    "参加費用" },
  { EVENT, "organiser_name", STRONG,
    "主催者 主催 主催団体 主催者名 主催団体名 organizer 担当課 主管課 主管 主催者名称 主催課 "
    "主催等 主催・共催 実施主体 実施団体 主催機関" },
  { EVENT, "target", FAIR,
    "対象者 対象 参加対象 参加資格 参加条件 参加対象者 対象者等 対象年齢 対象学年" },
  { EVENT, "capacity", FAIR, "定員 募集人数 募集定員 capacity 参加人数 定員数 定員(人) 定員(名)" },
  { EVENT, TSU_TARGET_REGISTER_DATE, STRONG,
    "参加申込終了日 申込期限日 申込期限 申込締切 締切日 申込締切日 申込終了日 申込締切日時 "
    "申込み締切 申込期日 受付終了日 募集締切 応募締切 申込締切り 受付締切" },
  { EVENT, TSU_TARGET_REGISTER_TIME, STRONG, "参加申込終了時間 申込期限時刻 申込終了時間" },
  { EVENT, "register_how", STRONG,
    "参加申込方法 申込方法 申込 申し込み方法 申込み方法 申込期間 申込方法等 応募方法 "
    "予約方法 申込み 申込先 申し込み" },
  { EVENT, "contact_name", FAINT,
    "連絡先名称 問合せ先 問い合わせ先 問合先 お問合せ先 問い合わせ先（市の担当課） 連絡先 "
    "担当 問い合わせ 問合せ お問い合わせ先 お問い合わせ 連絡先名 問合せ先名称 "
    "問い合わせ先名称" },
  { EVENT, "place_name", FAINT, "施設名 施設名称" },

  /* resources */
  { RESOURCE, "name", STRONG,
    "施設名 施設名称 指定暑熱避難施設の名称 避難所名 施設・場所名 公園名 広場名 会館名 "
    "備品名 物品名 助成金名 制度名 設置施設名 ひろば名 まちのひろば名 AED設置施設名 "
    "AED設置施設名称 設置施設名称 トイレ名称 トイレ名 公衆トイレ名 公衆トイレ名称 避難所名称 "
    "避難場所名 避難場所名称 指定避難所名 指定避難所名称 指定緊急避難場所名 "
    "指定緊急避難場所名称 介護サービス事業所名称 介護サービス事業所名 医療機関名 "
    "医療機関名称 病院名 診療所名 薬局名 助産所名 歯科技工所名 文化財名 文化財名称 "
    "文化財の名称 指定文化財名 観光施設名 観光施設名称 観光スポット名 スポット名 保育所名 "
    "保育園名 保育施設名 園名 幼稚園名 児童館名 クラブ名 公民館名 集会所名 図書館名 駐車場名 "
    "駐輪場名 停留所名 機材名 アクセスポイント名 facilityName clubName reservoirName "
    "dataName 施設・団体名 開設場所 施設の名称" },
  { RESOURCE, "name", FAINT, "名称 name 事業所名 事業所名称 店舗名 店舗名称 学校名" },
  { RESOURCE, "reading", FAIR,
    "施設名カナ 施設名_カナ 施設名フリガナ 施設名称_カナ 施設名称カナ 施設名称フリガナ "
    "施設名ふりがな 介護サービス事業所名称_カナ 事業所名_カナ 事業所名称_カナ 事業所名カナ "
    "事業所名フリガナ 医療機関名_カナ 医療機関名称_カナ 避難所名カナ facilityKana" },
  { RESOURCE, "reading", FAINT,
    "名称_カナ 名称カナ 名称_フリガナ カナ フリガナ ふりがな よみ よみがな 読み仮名 ヨミ "
    "名称_かな 名称ふりがな 名称かな fullNameInKana yomi" },
  { PLACES, "alias", FAINT, "名称_通称 名称(通称) 通称 愛称 通称名 別名 alternativeName nickname" },
  { RESOURCE, "category", FAIR,
    "種別 施設の種類 施設種別 施設区分 分類 カテゴリー 区分 種類 公共施設 施設分類 "
    "医療機関の種類 文化財分類 実施サービス サービス種別 サービスの種類 サービス種類 "
    "施設種類 施設カテゴリ 業態 営業の種類 category classification 類型 指定区分 文化財種別" },
  { RESOURCE, "operator", FAIR,
    "運営主体 設置者 施設管理者名 管理者 運営者 運営団体 所管課 所管 jurisdiction 管理主体 "
    "所有者 担当部署 法人の名称 法人名 法人名称 設置主体 経営主体 設置者名 開設者 開設者名 "
    "運営法人 運営法人名 運営事業者 所有者等 管理団体名 管理者名 指定管理者 担当課 担当課名 "
    "主管課 establisher installer 設置・運営 申請者名 営業者名" },
  { RESOURCE, "operator", FAINT, "団体名" },
  { RESOURCE, "description", FAINT,
    "説明 概要 活動内容 内容 description service 利用方法 施設概要 施設の概要 サービス内容 "
    "提供サービス 診療科目 診療科 medicalSubjects serviceContents summary 解説" },
  { PLACES, "access", FAIR,
    "アクセス方法 アクセス 交通 最寄り駅 交通手段 最寄駅 最寄りバス停 交通アクセス" },
  { PLACES, "parking", FAINT,
    "駐車場情報 駐車場 駐車場_有無 駐車場の有無 駐車台数 駐車場台数 parkingInformation" },
  { RESOURCE, "barrier_free", STRONG, "バリアフリー情報 バリアフリー" },
  { RESOURCE, "capacity", FAIR,
    "収容定員 定員 想定収容人数 収容人数 capacity 最大収容人数 利用定員 "
    "指定暑熱避難施設の開放により受け入れることが可能であると見込まれる人数 収容可能人数 "
    "収容人員 収容可能人員 定員数 定員(人) 想定収容人数(人)" },
  { RESOURCE, "quantity", FAIR, "数量 個数 台数 在庫" },
  { RESOURCE, "open_days", STRONG,
    "利用可能曜日 開館曜日 開設曜日 availableDate 開所曜日 営業日 開催曜日 診療曜日 開園曜日 "
    "利用曜日" },
  { RESOURCE, "opens", FAIR,
    "開始時間 開始時刻 開館時刻 startTime 開所時間 開店時間 利用開始時間 診療開始時間 "
    "開園時間 開設時間 利用可能開始時間" },
  { RESOURCE, "closes", FAIR,
    "終了時間 終了時刻 閉館時刻 endTime 閉所時間 閉店時間 利用終了時間 診療終了時間 閉園時間 "
    "閉館時間 利用可能終了時間" },
  { RESOURCE, "open_note", STRONG,
    "利用可能日時特記事項 availableDateNote 開館時間 利用時間 休館日 営業時間 "
    "指定暑熱避難施設を開放することができる日及び時間帯特記事項 利用可能時間特記事項 "
    "利用可能曜日特記事項 診療日時特記事項 診療時間 休診日 休診日等 休業日 休所日 休園日 "
    "定休日 休み 利用可能時間 利用時間帯 保育時間 提供時間 開設日時 開館日 closingDay" },
  { RESOURCE, "fee", FAINT,
    "料金 利用料 使用料 利用料金 費用 料金(基本) basicPrice 入館料 入場料" },
  { RESOURCE, "conditions", FAIR, "利用条件 利用上の注意 貸出条件 使用条件" },
  { RESOURCE, "target", FAINT,
    "対象 対象者 受入年齢 targetChildren 対象年齢 acceptedAge targetAge 対象児童 "
    "対象となる町会・自治会" },
  { RESOURCE, "contact_name", FAINT, "問合せ先 問い合わせ先 連絡先 連絡先名称 担当者" },
  { RESOURCE, "started", FAINT,
    "開設日 設置日 開始年月日 認可等年月日 開設年月日 設置年月日 指定年月日 開所日 "
    "開業年月日 文化財指定日 openingDate" },

  /* actors */
  { ACTOR, "name", STRONG,
    "団体名 団体名称 町会名 町内会名 自治会名 会名 法人名 法人名称 企業名 会社名 事業者名 "
    "商店名 学校名 グループ名 サークル名 所属名称 groupName 自治会・町内会名 "
    "町内会・自治会名 町会・自治会名 マンション名 管理組合名 組合名 団体の名称 事業所名 "
    "店舗名 店名 組織名 事業所名称 店舗名称 町内会・自治会名称 町会・自治会名称 町内会名称 "
    "自治会名称 町会名称 団体・グループ名 サークル名称 法人の名称 NPO法人名 活動団体名 "
    "登録団体名 企業名称 会社名称" },
  { ACTOR, "name", FAIR, "氏名 名前 姓名 お名前 会員名 参加者名 ボランティア名" },
  { ACTOR, "name", FAINT, "名称 name" },
  { ACTOR, "reading", FAIR,
    "団体名_カナ 団体名カナ 団体名フリガナ 団体名ふりがな 法人名カナ 氏名カナ 氏名_カナ "
    "氏名フリガナ 氏名ふりがな 町会名フリガナ 名称_カナ 名称カナ 法人名称_カナ 法人名称カナ "
    "法人名_カナ 団体名称_カナ 団体名称カナ 団体名称フリガナ 町内会名カナ 自治会名カナ "
    "名称フリガナ 名称ふりがな fullNameInKana" },
  { ACTOR, TSU_TARGET_READING, FAINT, "フリガナ ふりがな カナ よみ 読み よみがな かな ヨミ" },
  { ACTOR, TSU_TARGET_FAMILY, STRONG, "姓 氏 苗字 名字" },
  { ACTOR, TSU_TARGET_GIVEN, STRONG, "名" },
  { ACTOR, TSU_TARGET_FAMILY_READING, STRONG, "姓カナ 姓かな セイ せい 姓フリガナ 姓ふりがな" },
  { ACTOR, TSU_TARGET_GIVEN_READING, STRONG, "名カナ 名かな メイ めい 名フリガナ 名ふりがな" },
  { ACTOR, "representative", STRONG,
    "会長氏名 会長名 会長 代表者 代表者名 代表者氏名 代表 町会長 町会長名 町会長氏名 "
    "自治会長 自治会長名 理事長 理事長名 代表者の氏名 代表者職氏名 代表者職・氏名 理事長氏名 "
    "会長の氏名 会長(氏名) 代表者(氏名)" },
  { ACTOR, "representative_reading", STRONG,
    "会長氏名フリガナ 会長フリガナ 会長氏名ふりがな 代表者フリガナ 代表者ふりがな "
    "代表者名フリガナ 代表者氏名フリガナ 代表者氏名カナ 会長名フリガナ" },
  { ACTOR, "contact_name", FAIR,
    "担当者 担当者名 連絡先氏名 連絡者 事務局 連絡担当者 担当 連絡先名称" },
  { ACTOR, "department", FAIR, "部署 所属 担当課 所属部署 役職" },
  { ACTOR, "mobile", FAIR, "携帯 携帯電話 携帯番号 携帯電話番号 mobile" },
  { ACTOR, "households", STRONG, "加入世帯数 会員世帯数 世帯数 加入世帯" },
  { ACTOR, "households_total", STRONG, "総世帯数 全世帯数 区域内世帯数" },
  { ACTOR, "blocks", FAIR, "班数 組数 ブロック数" },
  { ACTOR, "members", FAIR,
    "会員数 人数 構成員数 メンバー数 部員数 members 会員数(人) 構成人数 団体の人数" },
  { ACTOR, "fee", FAINT, "会費 会費の有無 年会費" },
  { ACTOR, "founded", FAIR,
    "設立年月日 設立年月 設立日 設立年 設立 創立 発足 結成 創立年月日 発足年月 設立認証年月日 "
    "法人設立登記年月日 "
    "設立登記年月日 成立年月日 設立認証日 認証年月日 結成年月日 発足年月日" },
  { ACTOR, "registered_on", FAIR, "登録日 登録年月日 申請日 applicationDate 加入日 入会日" },
  { ACTOR, "purpose", FAIR,
    "活動の目的 活動目的 目的 設立目的 定款に記載された目的 定款記載の目的" },
  { ACTOR, "activity", FAIR, "活動内容 活動の内容 事業内容 主な活動 活動概要 活動の概要" },
  { ACTOR, "area", FAIR,
    "活動区域 活動地域 活動範囲 区域 活動場所 エリア 区域(町名) 対象区域 対象町名 所管区域" },
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
  { STATISTIC, "name", STRONG,
    "地域名 regionName 町丁名 町丁目 町丁目名 町名 町・丁目 地区名 町丁・字等名 町丁字名 "
    "大字・町名 大字町名 町・字名 町字名 townName 行政区名 学区名 学区 小学校区 小地域名 "
    "地域" },
  { STATISTIC, "area_code", STRONG,
    "地域コード regionCode KEY_CODE 町丁コード 町字コード 町丁字コード 小地域コード" },
  { STATISTIC, "starts", STRONG,
    "調査年月日 surveyDate 基準日 調査日 調査年月 基準年月日 調査基準日 集計日 時点" },

  /* for all that have the field */
  { ALL, "kind", FAINT, "種類コード" },
  { ALL, "district", FAINT, "地区 区 担当地区 圏域 地区名 行政区 小学校区 校区 schoolDistrict" },
  { ALL, "phone", FAIR,
    "電話番号 電話 TEL 連絡先電話番号 telephoneNumber 問合せ先電話番号 問い合わせ先電話番号 "
    "代表電話 TEL番号 自宅電話 固定電話 電話番号1 tel phone 電話番号(代表) 電話番号_代表 "
    "事務局電話番号 お問い合わせ電話番号 連絡先(電話) telephone phoneNumber telNo" },
  { ALL, "fax", FAIR,
    "FAX番号 FAX ファックス ファクス ファックス番号 faxNumber ファクシミリ FAX番号(代表)" },
  { ALL, "email", FAIR,
    "連絡先メールアドレス メールアドレス メール E-mail Eメール mail email 電子メール "
    "電子メールアドレス 連絡先メール mailAddress" },
  { ALL, "url", FAINT,
    "URL ホームページ HP ホームページURL ウェブサイト サイトURL 関連URL HPアドレス website "
    "referenceObject ホームページアドレス 公式サイト 公式ホームページ 施設URL 詳細URL "
    "関連ホームページ リンク" },
  { ALL, "postal", FAIR, "郵便番号 〒 postalCode 郵便番号7桁" },
  { ALL, "address", FAIR,
    "住所 所在地 所在地_連結表記 所在地_連結標記 address 活動拠点住所 住所1 現住所 "
    "事務所所在地 主たる事務所の所在地 会場住所 住所・所在地 主たる事務所所在地 施設所在地 "
    "施設の所在地 施設住所 設置場所住所 設置住所 事業所所在地 所在 住居表示 contactAddress "
    "設置場所の住所" },
  { ALL, TSU_TARGET_ADDRESS_1, FAINT, "住所都道府県 所在地_都道府県" },
  { ALL, TSU_TARGET_ADDRESS_2, FAINT, "住所市区町村 所在地_市区町村" },
  { ALL, TSU_TARGET_ADDRESS_3, FAINT, "住所町名 所在地_町字" },
  { ALL, TSU_TARGET_ADDRESS_4, FAINT, "住所丁目以下 所在地_番地以下 番地以下" },
  { ALL, "building", FAINT,
    "方書 建物名等 建物名等(方書) 建物名 マンション名・部屋番号 katagaki 建物名・部屋番号 "
    "建物名、部屋番号等" },
  { ALL, "latitude", FAIR, "緯度 latitude lat" },
  { ALL, "longitude", FAIR, "経度 longitude lon lng long" },
  { ALL, TSU_TARGET_LATLON, FAIR, "location 緯度経度 位置 座標 緯度・経度" },
  { ALL, "corporate_number", FAIR, "法人番号" },
  { ALL, "tags", FAINT, "タグ キーワード" },
  { ALL, "note", FAINT, "備考 note 特記事項 メモ 備考欄 摘要 その他" },
};

const guint tsu_alias_table_length = G_N_ELEMENTS (tsu_alias_table);

/* Indicators that are no age band. */
const TsuIndicatorAlias tsu_indicator_aliases[] = {
  { "population", "総人口 人口 totalPopulation 人口総数 人口計 総数 合計 計 総人口(人) 人口数 "
                  "人口総数(人) 人口(総数) 人口合計" },
  { "male", "男性 男 male 男性人口 人口男 男計 男性計 男(人) 男性(人) 人口(男)" },
  { "female", "女性 女 woman female 女性人口 人口女 女計 女性計 女(人) 女性(人) 人口(女)" },
  { "households", "世帯数 numberOfHouseholds 世帯 households 世帯総数 総世帯数 世帯数(世帯)" },
};

const guint tsu_indicator_aliases_length = G_N_ELEMENTS (tsu_indicator_aliases);
