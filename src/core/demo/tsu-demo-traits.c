/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the book does not say of an actor: telephone, address, age, size, consent. Numbers lie in
 * blocks that are not given out, mail addresses in a domain kept for examples.
 */

#include "config.h"

#include "tsu-demo-cast.h"

#include "tsu-date.h"
#include "tsu-demo-land.h"
#include "tsu-demo-names.h"

typedef struct {
  const char *kind;
  const char *field;
  int least;
  int most;
} Range;

static const Range ranges[] = {
  { "neighbourhood-association", "households", 120, 860 },
  { "neighbourhood-association", "blocks", 6, 32 },
  { "neighbourhood-association", "officer_term", 1, 2 },
  { "neighbourhood-association", "circulars", 1, 4 },
  { "neighbourhood-association", "monthly_limit", 2, 5 },
  { "condominium-association", "units", 36, 480 },
  { "condominium-association", "storeys", 4, 24 },
  { "condominium-association", "owned_share", 48, 92 },
  { "condominium-association", "officer_term", 1, 2 },
  { "company", "employees", 4, 260 },
  { "shopping-street", "shops", 18, 74 },
  { "school", "pupils", 210, 780 },
  { "civic-group", "members", 6, 42 },
  { "npo", "members", 12, 96 },
  { "intermediary", "members", 8, 30 },
};

static const char *const occupations[] = {
  "会社員",       "自営業", "パート", "主婦",       "主夫",   "学生",   "定年退職",
  "看護師",       "保育士", "教員",   "デザイナー", "大工",   "調理師", "農業",
  "システム開発", "介護職", "栄養士", "元消防団員", "元教員", "写真家",
};

static const char *const skills[] = {
  "料理、段取り",   "スマートフォン",   "写真、チラシづくり", "手話", "英会話、通訳",
  "大工仕事、修理", "読み聞かせ",       "司会、進行",         "会計", "畑仕事",
  "車の運転",       "ギター、歌の伴奏", "防災、応急手当",     "裁縫", "子どもの遊び",
  "将棋、囲碁",     "やさしい日本語",   "動画づくり",         "傾聴", "体操の指導",
};

static const char *const weekdays[] = { "sat sun",     "mon wed fri",         "tue thu", "sat",
                                        "sun holiday", "mon tue wed thu fri", "fri sat" };
static const char *const day_parts[] = { "morning", "afternoon", "morning afternoon", "evening" };
static const char *const age_bands[] = { "teen", "20s", "30s", "30s", "40s", "40s", "50s",
                                         "50s",  "60s", "60s", "70s", "70s", "80s" };

#define PICK(demo, table) ((table)[tsu_demo_between (demo, 0, (int) G_N_ELEMENTS (table) - 1)])

static void
set_contact (TsuDemoCast *self, TsuDemo *demo, TsuEdit *edit, TsuDemoActor *actor)
{
  gboolean person = g_str_equal (actor->kind, "person");
  guint number = self->phones++;
  g_autofree char *mobile = g_strdup_printf ("090-0000-%04u", number % 10000);
  g_autofree char *phone = g_strdup_printf ("044-000-%04u", number % 10000);
  g_autofree char *fax = g_strdup_printf ("044-001-%04u", number % 10000);
  g_autofree char *email = g_strdup_printf ("%s%u@example.jp", person ? "k" : "info", number + 1);
  gboolean has_mobile = person && tsu_demo_chance (demo, 75);

  if (has_mobile)
    tsu_edit_set_text (edit, "mobile", mobile);
  if (!has_mobile || tsu_demo_chance (demo, 40))
    tsu_edit_set_text (edit, "phone", phone);
  if (!person && tsu_demo_chance (demo, 45))
    tsu_edit_set_text (edit, "fax", fax);
  if (tsu_demo_chance (demo, person ? 55 : 80))
    tsu_edit_set_text (edit, "email", email);
  tsu_demo_land_set_address (demo, edit, actor->district, actor->town);
}

static void
set_consent (TsuDemo *demo, TsuEdit *edit, gboolean person)
{
  static const char *const personal[] = { "introduce", "introduce photo",     "ask-first",
                                          "ask-first", "introduce directory", "never" };
  static const char *const forms[] = { "oral", "paper", "form" };
  g_autofree char *day = tsu_demo_day (demo, -tsu_demo_between (demo, 20, 900));

  tsu_demo_set (demo, edit, "consents", person ? PICK (demo, personal) : "introduce directory");
  tsu_demo_set (demo, edit, "consent_form", PICK (demo, forms));
  tsu_edit_set_text (edit, "consent_date", day);
  tsu_edit_set_text (edit, "sharing", !person && tsu_demo_chance (demo, 60) ? "public" : "ward");
}

static void
set_person (TsuDemo *demo, TsuEdit *edit)
{
  tsu_edit_set_text (edit, "age_band", PICK (demo, age_bands));
  if (tsu_demo_chance (demo, 70))
    tsu_edit_set_text (edit, "occupation", PICK (demo, occupations));
  if (tsu_demo_chance (demo, 55))
    tsu_demo_set (demo, edit, "skills", PICK (demo, skills));
  if (tsu_demo_chance (demo, 60)) {
    tsu_demo_set (demo, edit, "weekdays", PICK (demo, weekdays));
    tsu_demo_set (demo, edit, "day_parts", PICK (demo, day_parts));
  }
  if (tsu_demo_chance (demo, 35))
    tsu_edit_set_boolean (edit, "insured", tsu_demo_chance (demo, 80));
}

static void
set_group (TsuDemoCast *self, TsuDemo *demo, TsuEdit *edit, const char *kind)
{
  TsuDemoName name;
  int year = tsu_date_fiscal_year (demo->today);
  g_autofree char *founded = g_strdup_printf ("%d", year - tsu_demo_between (demo, 2, 55));
  g_autofree char *registered = tsu_demo_day (demo, -tsu_demo_between (demo, 30, 1500));

  tsu_demo_name (self->names++, &name);
  tsu_edit_set_text (edit, "representative", name.name);
  tsu_edit_set_text (edit, "representative_reading", name.reading);
  tsu_edit_set_text (edit, "founded", founded);
  tsu_edit_set_text (edit, "registered_on", registered);
  tsu_edit_set_text (edit, "status", "active");
  if (g_str_equal (kind, "civic-group") || g_str_equal (kind, "npo")) {
    tsu_edit_set_boolean (edit, "recruiting", tsu_demo_chance (demo, 60));
    tsu_edit_set_text (edit, "fee", tsu_demo_chance (demo, 50) ? "年1,000円" : "なし");
  }
  if (g_str_equal (kind, "company"))
    tsu_edit_set_boolean (edit, "volunteering", tsu_demo_chance (demo, 40));
  if (g_str_equal (kind, "neighbourhood-association"))
    tsu_edit_set_text (edit, "fee", tsu_demo_chance (demo, 50) ? "月200円" : "月300円");
  if (g_str_equal (kind, "condominium-association")) {
    tsu_edit_set_text (edit, "built", founded);
    tsu_edit_set_text (edit, "management",
                       tsu_demo_chance (demo, 70) ? "みなも住まい管理" : "自主管理");
  }
}

static void
set_sizes (TsuDemo *demo, TsuEdit *edit, const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++) {
    int value;

    if (!g_str_equal (ranges[i].kind, kind))
      continue;
    value = tsu_demo_between (demo, ranges[i].least, ranges[i].most);
    tsu_edit_set_integer (edit, ranges[i].field, value);
    /* Between half and four fifths of the households belong to their association. */
    if (g_str_equal (ranges[i].field, "households"))
      tsu_edit_set_integer (edit, "households_total",
                            value * 100 / tsu_demo_between (demo, 51, 80));
  }
}

/**
 * tsu_demo_fill_out_actor:
 * @edit: makes the actor's record
 * @fields: (element-type utf8 utf8): what is known of the actor, which goes before what is made up
 * @actor: the actor
 *
 * Fills in the record.
 */
void
tsu_demo_fill_out_actor (
  TsuDemoCast *self, TsuDemo *demo, TsuEdit *edit, GHashTable *fields, TsuDemoActor *actor)
{
  gboolean person = g_str_equal (actor->kind, "person");
  GHashTableIter iter;
  gpointer field;
  gpointer text;

  tsu_demo_set (demo, edit, "district", actor->district);
  set_contact (self, demo, edit, actor);
  set_consent (demo, edit, person);
  if (person)
    set_person (demo, edit);
  else
    set_group (self, demo, edit, actor->kind);
  set_sizes (demo, edit, actor->kind);

  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &field, &text))
    tsu_demo_set (demo, edit, field, text);
}
