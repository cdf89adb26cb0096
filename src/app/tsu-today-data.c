/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Today shows, asked of the ledger in one job so that the page is of one
 * moment.
 */

#include "config.h"

#include "tsu-today-data.h"

#include "tsu-agenda.h"
#include "tsu-date.h"
#include "tsu-issue.h"
#include "tsu-news.h"
#include "tsu-summary.h"
#include "tsu-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define EVENT_DAYS 7 /* today and the days after it */
#define MOST                                                                                       \
  200 /* of a group; whoever has more needs a list and not a page                                  \
       */

void
tsu_today_item_free (TsuTodayItem *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->line);
  g_free (self);
}

static TsuTodayItem *
add (GPtrArray *items, const TsuType *type, const char *id, const char *icon)
{
  TsuTodayItem *item = g_new0 (TsuTodayItem, 1);

  item->type = type;
  item->id = g_strdup (id);
  item->icon = icon;
  g_ptr_array_add (items, item);
  return item;
}

/* Takes ownership of @one. */
static char *
join (char *one, const char *other)
{
  g_autofree char *first = one;

  if (!other || !*other)
    return g_steal_pointer (&first);
  if (!first || !*first)
    return g_strdup (other);
  return g_strjoin (_(" · "), first, other, NULL);
}

/* --- what is to be done --- */

/* What stands among the contacts of today need not stand on the page twice. */
static void
remove_due (GPtrArray *agenda, GPtrArray *due)
{
  for (guint i = agenda->len; i > 0; i--) {
    const TsuAgendaItem *item = agenda->pdata[i - 1];

    for (guint n = 0; n < due->len; n++) {
      if (g_str_equal (((const TsuAgendaItem *) due->pdata[n])->id, item->id)) {
        g_ptr_array_remove_index (agenda, i - 1);
        break;
      }
    }
  }
}

/* Whoever has put a contact off sees until when. */
static void
tell_next_contact (TsuLedger *ledger, GPtrArray *items, int date_style)
{
  for (guint i = 0; i < items->len; i++) {
    TsuTodayItem *item = items->pdata[i];
    g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, item->id, NULL);
    const char *iso = record ? tsu_record_get_text (record, "follow_up") : NULL;
    g_autofree char *day = iso ? tsu_date_format (iso, date_style, FALSE) : NULL;
    g_autofree char *next = day ? g_strdup_printf (_ ("Next contact: %s"), day) : NULL;

    item->line = join (item->line, next);
  }
}

static void
add_agenda (GPtrArray *items, GPtrArray *agenda, gboolean to_do, gboolean with_staff)
{
  for (guint i = 0; i < agenda->len && i < MOST; i++) {
    const TsuAgendaItem *found = agenda->pdata[i];
    TsuTodayItem *item = add (items, found->type, found->id, found->type->icon);
    char *line = g_strdup (found->line);

    /* A line that names them already does not name them twice. */
    if (found->who && (!line || !strstr (line, found->who)))
      line = join (line, found->who);
    item->title = g_strdup (found->title);
    item->line = join (line, with_staff ? found->staff : NULL);
    item->late = found->days > 0 && to_do;
    item->to_do = to_do;
  }
}

static gboolean
read_agenda (TsuLedger *ledger, const TsuTodayAsk *ask, GPtrArray *groups, GError **error)
{
  g_autofree char *user = tsu_ledger_get_setting (ledger, "user");
  const char *staff = ask->mine ? (user ? user : g_get_user_name ()) : NULL;
  g_autoptr (GPtrArray) due = tsu_agenda_follow_ups (ledger, staff, ask->today, 0, error);
  g_autoptr (GPtrArray) unanswered =
    due ? tsu_agenda_unanswered (ledger, staff, ask->today, error) : NULL;
  g_autoptr (GPtrArray) waiting =
    unanswered ? tsu_agenda_waiting (ledger, staff, ask->today, error) : NULL;

  if (!waiting)
    return FALSE;
  remove_due (unanswered, due);
  add_agenda (groups->pdata[TSU_TODAY_FOLLOW_UPS], due, TRUE, !ask->mine);
  add_agenda (groups->pdata[TSU_TODAY_UNANSWERED], unanswered, TRUE, !ask->mine);
  tell_next_contact (ledger, groups->pdata[TSU_TODAY_UNANSWERED], ask->date_style);
  add_agenda (groups->pdata[TSU_TODAY_WAITING], waiting, FALSE, !ask->mine);
  return TRUE;
}

/* --- events --- */

static gboolean
is_off (const TsuRecord *event)
{
  const char *status = tsu_record_get_text (event, "status");

  return g_strcmp0 (status, "cancelled") == 0 || g_strcmp0 (status, "postponed") == 0;
}

static gboolean
read_events (TsuLedger *ledger, const TsuTodayAsk *ask, GPtrArray *items, GError **error)
{
  const TsuType *type = tsu_schema_find_type ("event");
  TsuSummaryStyle style = { .date_style = ask->date_style };
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autofree char *end = tsu_date_add_days (ask->today, EVENT_DAYS);
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GPtrArray) events = NULL;

  tsu_list_query_add_filter (query, "starts", TSU_FILTER_FROM, tsu_value_new_text (ask->today));
  tsu_list_query_add_filter (query, "starts", TSU_FILTER_BEFORE, tsu_value_new_text (end));
  tsu_list_query_set_order (query, TSU_ORDER_FIELD, "starts", FALSE);
  tsu_list_query_set_limit (query, MOST);
  keys = tsu_ledger_list (ledger, query, NULL, error);
  if (!keys)
    return FALSE;
  events =
    tsu_ledger_get_many (ledger, type, (const gint64 *) (gpointer) keys->data, keys->len, error);
  for (guint i = 0; events && i < events->len; i++) {
    const TsuRecord *event = events->pdata[i];
    g_autoptr (TsuSummary) summary = NULL;
    TsuTodayItem *item;

    if (is_off (event))
      continue;
    summary = tsu_summary_new (ledger, event, &style);
    item = add (items, type, summary->id, summary->icon);
    item->title = g_strdup (summary->title);
    item->line = g_str_has_prefix (tsu_record_get_text (event, "starts"), ask->today)
      ? join (g_strdup (_("Today")), summary->details)
      : g_strdup (summary->details);
  }
  return events != NULL;
}

/* --- what somebody should look at --- */

static char *
describe_issue (const TsuIssue *issue)
{
  const TsuField *field = issue->field ? tsu_type_find_field (issue->type, issue->field) : NULL;

  switch (issue->kind) {
  case TSU_ISSUE_OVERLAP:
    /* Translators: %s is what is booked twice at one time. */
    return g_strdup_printf (_("Booked twice, also as “%s”"),
                               issue->other_title ? issue->other_title : "");
  case TSU_ISSUE_REVIVED:
    return g_strdup (_("Deleted by one and edited by another"));
  case TSU_ISSUE_CONFLICT:
  default:
    /* Translators: %s is the label of a field. */
    return g_strdup_printf (_("Two people wrote something else in “%s”"),
                               field ? tsu_words_field (field) : "");
  }
}

static gboolean
read_attention (TsuLedger *ledger, GPtrArray *items, GError **error)
{
  g_autoptr (GPtrArray) issues = tsu_ledger_list_issues (ledger, 0, error);

  for (guint i = 0; issues && i < issues->len && i < MOST; i++) {
    const TsuIssue *issue = issues->pdata[i];
    TsuTodayItem *item;

    if (issue->aside)
      continue;
    item = add (items, issue->type, issue->record, "dialog-warning-symbolic");
    item->title = g_strdup (issue->title);
    item->line = describe_issue (issue);
  }
  return issues != NULL;
}

/* --- what others did --- */

static char *
describe_news (const TsuNews *news, int date_style)
{
  g_autofree char *iso = tsu_date_now (news->time);
  g_autofree char *when = tsu_date_format (iso, date_style, FALSE);
  g_autofree char *what = NULL;

  if (news->is_deleted)
    /* Translators: %s is the name of a colleague. */
    what = g_strdup_printf (_("%s deleted it"), news->user);
  else if (news->is_new)
    what = g_strdup_printf (_("%s wrote it down"), news->user);
  else
    what = g_strdup_printf (_("%s changed it"), news->user);
  return join (g_steal_pointer (&what), when);
}

static gboolean
read_news (TsuLedger *ledger, const TsuTodayAsk *ask, GPtrArray *items, GError **error)
{
  g_autoptr (GPtrArray) all = tsu_ledger_list_news (ledger, ask->mark, MOST, error);
  TsuSummaryStyle style = { .date_style = ask->date_style };

  for (guint i = 0; all && i < all->len; i++) {
    const TsuNews *news = all->pdata[i];
    g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, news->id, error);
    g_autoptr (TsuSummary) summary = NULL;
    TsuTodayItem *item;

    if (!record)
      return FALSE;
    summary = tsu_summary_new (ledger, record, &style);
    item = add (items, news->type, news->id, summary->icon);
    item->title = g_strdup (summary->title);
    item->line = describe_news (news, ask->date_style);
  }
  return all != NULL;
}

/**
 * tsu_today_data_read:
 * @ask: TsuTodayAsk
 *
 * Returns: (transfer full) (element-type GPtrArray): for each TsuTodayGroup its
 * items, or NULL with
 *   @error set
 */
gpointer
tsu_today_data_read (TsuLedger *ledger, gpointer ask, GCancellable *cancel, GError **error)
{
  g_autoptr (GPtrArray) groups =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < TSU_TODAY_N_GROUPS; i++)
    g_ptr_array_add (groups, g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_today_item_free));
  if (!read_agenda (ledger, ask, groups, error) ||
      !read_events (ledger, ask, groups->pdata[TSU_TODAY_EVENTS], error) ||
      !read_attention (ledger, groups->pdata[TSU_TODAY_ATTENTION], error) ||
      !read_news (ledger, ask, groups->pdata[TSU_TODAY_NEWS], error))
    return NULL;
  return g_steal_pointer (&groups);
}
