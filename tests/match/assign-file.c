/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-assign: solves an assignment problem from a file with the program's own matcher and
 * prints one JSON object. For trying the matcher on published instances and for measuring it;
 * the formats are told by --help.
 */

#include "config.h"

#include "assign-reader.h"
#include "tsu-assign.h"

#include <locale.h>

static int per_row = 1;
static int load_limit = 1;
static char *load_penalty;
static gboolean fill;
static gboolean as_edges;
static gboolean maximize;
static gboolean minimize;
static gboolean print_pairs;
static gboolean check;

static const GOptionEntry entries[] = {
  { "per-row", 0, 0, G_OPTION_ARG_INT, &per_row, "Partners a row may get (1)", "K" },
  { "load", 0, 0, G_OPTION_ARG_INT, &load_limit, "Rows a column may serve (1)", "L" },
  { "load-penalty", 0, 0, G_OPTION_ARG_STRING, &load_penalty,
    "The j-th row of a column costs P x (j - 1), in the file's units (0)", "P" },
  { "fill", 0, 0, G_OPTION_ARG_NONE, &fill,
    "As many pairs as possible before the total; always so when minimizing", NULL },
  { "edges", 0, 0, G_OPTION_ARG_NONE, &as_edges,
    "The file is a list: row,column,score, numbered from 0", NULL },
  { "maximize", 0, 0, G_OPTION_ARG_NONE, &maximize, "Numbers are scores (CSV: default)", NULL },
  { "minimize", 0, 0, G_OPTION_ARG_NONE, &minimize, "Numbers are costs (OR-Library: default)",
    NULL },
  { "pairs", 0, 0, G_OPTION_ARG_NONE, &print_pairs, "Print the pairs as well", NULL },
  { "check", 0, 0, G_OPTION_ARG_NONE, &check, "Check the proof of optimality as well", NULL },
  { NULL },
};

static const char summary[] =
  "Solves \"rows x columns\" exactly: first as many rows as possible with at least one column,\n"
  "then the best total. FILE is one of\n"
  "  - OR-Library: the number n alone on the first line, then n x n costs (minimized);\n"
  "  - CSV: one line a row, commas, semicolons, tabs or spaces between cells; scores (maximized).\n"
  "    A negative or empty cell means: do not pair; headings and names of rows are left out;\n"
  "  - with --edges: lines row,column,score; pairs not listed are not paired.\n"
  "Decimal numbers are read exactly, up to nine digits after the point.\n"
  "Prints one JSON object: total is the sum of the pairs' numbers as in the file; penalty the\n"
  "load penalties; worst_row the row served worst, numbered from 0, with worst its sum.";

/* A number of the file's units from our integers, without going through floating point. */
static char *
format_number (gint64 value, int digits)
{
  gint64 unit = 1;
  g_autofree char *text = NULL;
  gsize length;

  for (int k = 0; k < digits; k++)
    unit *= 10;
  if (value % unit == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value / unit);
  text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, value < 0 ? "-" : "",
                          ABS (value) / unit, digits, ABS (value) % unit);
  for (length = strlen (text); text[length - 1] == '0';)
    text[--length] = '\0';
  return g_steal_pointer (&text);
}

static void
print_idle (const TsuAssignment *answer)
{
  guint n_idle;
  g_autofree guint *idle = tsu_assignment_dup_idle (answer, &n_idle);

  g_print (",\"n_idle\":%u,\"idle_columns\":[", n_idle);
  for (guint k = 0; k < n_idle; k++)
    g_print ("%s%u", k ? "," : "", idle[k]);
  g_print ("]");
}

static void
print_worst (const TsuAssignment *answer, int sign, int digits)
{
  guint worst = tsu_assignment_worst_need (answer);
  g_autofree char *number = NULL;

  if (worst == TSU_ASSIGN_NONE) {
    g_print (",\"worst_row\":null,\"worst\":null");
    return;
  }
  number = format_number (sign * tsu_assignment_need_score (answer, worst), digits);
  g_print (",\"worst_row\":%u,\"worst\":%s", worst,
           answer->first[worst] == answer->first[worst + 1] ? "null" : number);
}

static void
print_answer (const TsuAssignment *answer, int sign, int digits, double seconds)
{
  g_autofree char *total = format_number (sign * answer->total_score, digits);
  g_autofree char *penalty = format_number (answer->total_penalty, digits);
  guint max_load = 0;

  for (guint j = 0; j < answer->n_offers; j++)
    max_load = MAX (max_load, answer->load[j]);
  g_print ("{\"rows\":%u,\"columns\":%u,\"total\":%s,\"penalty\":%s,\"rows_matched\":%u,"
           "\"pairs\":%u,\"max_load\":%u",
           answer->n_needs, answer->n_offers, total, penalty, answer->covered, answer->n_pairs,
           max_load);
  print_worst (answer, sign, digits);
  print_idle (answer);
  if (print_pairs) {
    g_print (",\"assignment\":[");
    for (guint i = 0; i < answer->n_needs; i++) {
      g_print ("%s[", i ? "," : "");
      for (guint k = answer->first[i]; k < answer->first[i + 1]; k++)
        g_print ("%s%u", k > answer->first[i] ? "," : "", answer->partner[k]);
      g_print ("]");
    }
    g_print ("]");
  }
  g_print ("%s,\"seconds\":%.6f}\n", check ? ",\"proved\":true" : "", seconds);
}

static guint *
repeat (guint count, guint n)
{
  guint *counts = g_new (guint, MAX (n, 1));

  for (guint k = 0; k < n; k++)
    counts[k] = count;
  return counts;
}

static TsuAssignment *
solve_edges (AssignFile *file, gint64 penalty, double *seconds, GError **error)
{
  g_autofree TsuAssignEdge *edges = assign_file_take_edges (file);
  g_autofree guint *partners = repeat (per_row, file->n_rows);
  g_autofree guint *limits = repeat (load_limit, file->n_columns);
  g_autoptr (TsuAssignment) answer = NULL;
  TsuAssignProblem problem = {
    .n_needs = file->n_rows,
    .n_offers = file->n_columns,
    .edges = edges,
    .n_edges = file->n_edges,
    .partners = partners,
    .load_limit = limits,
    .load_penalty = penalty,
    .fill = fill,
  };
  gint64 begin = g_get_monotonic_time ();

  answer = tsu_assign_solve (&problem, NULL, NULL, NULL, error);
  *seconds = (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC;
  if (!answer || (check && !tsu_assignment_check (answer, &problem, error)))
    return NULL;
  return g_steal_pointer (&answer);
}

static TsuAssignment *
solve (AssignFile *file, gint64 penalty, double *seconds, GError **error)
{
  TsuAssignment *answer;
  gint64 begin;

  if (!file->cells || per_row != 1 || load_limit != 1 || penalty != 0 || check)
    return solve_edges (file, penalty, seconds, error);
  begin = g_get_monotonic_time ();
  answer =
    tsu_assign_solve_dense (file->n_rows, file->n_columns, file->cells, NULL, NULL, NULL, error);
  *seconds = (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC;
  return answer;
}

static gboolean
run (const char *path, GError **error)
{
  AssignSense sense = minimize ? ASSIGN_COSTS : maximize ? ASSIGN_SCORES : ASSIGN_BY_FORMAT;
  g_autoptr (AssignFile) file =
    assign_file_read (path, as_edges, sense, load_penalty ? load_penalty : "0", error);
  g_autoptr (TsuAssignment) answer = NULL;
  double seconds = 0;

  if (!file)
    return FALSE;
  fill = fill || file->sign < 0;
  answer = solve (file, file->extra, &seconds, error);
  if (!answer)
    return FALSE;
  print_answer (answer, file->sign, file->digits, seconds);
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("tsunagi-assign: %s\n", error->message);
    return 2;
  }
  if (argc != 2 || per_row < 1 || load_limit < 1 || (minimize && maximize)) {
    g_printerr ("tsunagi-assign: one FILE, K and L from 1, one of --minimize and --maximize\n");
    return 2;
  }
  if (!run (argv[1], &error)) {
    g_printerr ("tsunagi-assign: %s\n", error->message);
    return 1;
  }
  return 0;
}
