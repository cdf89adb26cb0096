/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of persons that nobody bears: family and given names put together from parts. The parts
 * are those of Japanese names; their combinations are invented, and read as they are written.
 */

#include "config.h"

#include "tsu-demo-names.h"

typedef struct {
  const char *written;
  const char *read;
} Part;

static const Part family_first[] = {
  { "虹", "にじ" },   { "麦", "むぎ" },   { "霧", "きり" },   { "露", "つゆ" },
  { "楓", "かえで" }, { "椿", "つばき" }, { "葦", "あし" },   { "菫", "すみれ" },
  { "暁", "あけ" },   { "澪", "みお" },   { "汐", "しお" },   { "雫", "しずく" },
  { "茜", "あかね" }, { "藍", "あい" },   { "楡", "にれ" },   { "蓬", "よもぎ" },
  { "芹", "せり" },   { "鳩", "はと" },   { "鴎", "かもめ" }, { "燕", "つばめ" },
  { "蛍", "ほたる" }, { "苗", "なえ" },   { "穂", "ほ" },     { "琴", "こと" },
};

static const Part family_last[] = {
  { "沢", "さわ" }, { "原", "はら" }, { "丘", "おか" }, { "守", "もり" }, { "垣", "がき" },
  { "瀬", "せ" },   { "道", "みち" }, { "尾", "お" },   { "里", "さと" }, { "坂", "ざか" },
  { "橋", "ばし" }, { "畑", "はた" }, { "浦", "うら" }, { "見", "み" },   { "塚", "づか" },
  { "森", "もり" }, { "野", "の" },   { "間", "ま" },
};

static const Part given_first[] = {
  { "陽", "はる" }, { "澄", "すみ" }, { "千", "ち" },   { "和", "かず" }, { "明", "あき" },
  { "文", "ふみ" }, { "照", "てる" }, { "光", "みつ" }, { "直", "なお" }, { "智", "とも" },
  { "正", "まさ" }, { "里", "さと" }, { "由", "よし" }, { "道", "みち" }, { "時", "とき" },
};

/* Women's first, then men's. */
static const Part given_last[] = {
  { "乃", "の" },   { "美", "み" },   { "江", "え" },   { "代", "よ" }, { "音", "ね" },
  { "葉", "は" },   { "穂", "ほ" },   { "子", "こ" },   { "香", "か" }, { "彦", "ひこ" },
  { "雄", "お" },   { "樹", "き" },   { "介", "すけ" }, { "人", "と" }, { "也", "や" },
  { "之", "ゆき" }, { "平", "へい" }, { "吉", "きち" },
};

enum {
  N_WOMEN = 9,
};

G_STATIC_ASSERT (TSU_DEMO_N_NAMES == G_N_ELEMENTS (family_first) * G_N_ELEMENTS (family_last) *
                                       G_N_ELEMENTS (given_first) * G_N_ELEMENTS (given_last));

/**
 * tsu_demo_name:
 * @number: which; two of the same family name or the same given name are far apart
 * @name: (out): the name and its reading
 *
 * Names a person. Below TSU_DEMO_N_NAMES every number gives another name.
 */
void
tsu_demo_name (guint number, TsuDemoName *name)
{
  /* A step prime to the number of names goes through all of them, in no order that shows. */
  guint64 mixed = (guint64) (number % TSU_DEMO_N_NAMES) * 39119 % TSU_DEMO_N_NAMES;
  const Part *parts[4];

  parts[0] = &family_first[mixed % G_N_ELEMENTS (family_first)];
  mixed /= G_N_ELEMENTS (family_first);
  parts[3] = &given_last[mixed % G_N_ELEMENTS (given_last)];
  name->female = mixed % G_N_ELEMENTS (given_last) < N_WOMEN;
  mixed /= G_N_ELEMENTS (given_last);
  parts[1] = &family_last[mixed % G_N_ELEMENTS (family_last)];
  mixed /= G_N_ELEMENTS (family_last);
  parts[2] = &given_first[mixed];

  g_snprintf (name->name, sizeof name->name, "%s%s %s%s", parts[0]->written, parts[1]->written,
              parts[2]->written, parts[3]->written);
  g_snprintf (name->reading, sizeof name->reading, "%s%s %s%s", parts[0]->read, parts[1]->read,
              parts[2]->read, parts[3]->read);
}
