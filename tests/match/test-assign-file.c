/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Assignment files: the published instances against their optima, the formats, and the program
 * tsunagi-assign itself, whose path is the first argument.
 */

#include "config.h"

#include "assign-reader.h"
#include "tsu-error.h"

static const char *program;

static char *
write_file (const char *contents)
{
  char *path = g_build_filename (g_get_tmp_dir (), "instance.txt", NULL);

  g_mkdir_with_parents (g_get_tmp_dir (), 0700);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  return path;
}

/* Runs the program and returns what it printed. */
static char *
run (const char *path, const char *options, int expected)
{
  g_autofree char *command = g_strdup_printf ("'%s' '%s' %s", program, path, options);
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  g_autofree char *err = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (command, &out, &err, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (WEXITSTATUS (status), ==, expected);
  g_assert_cmpint (strlen (err) > 0, ==, expected != 0);
  return out;
}

/* Both ways: the dense one, and the sparse one with its proof checked. */
static void
check_instance (const char *folder, const char *name, gint64 optimum)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *dense = run (path, "", 0);
  g_autofree char *sparse = run (path, "--check", 0);
  g_autofree char *expected = g_strdup_printf ("\"total\":%" G_GINT64_FORMAT ",", optimum);

  g_test_message ("%s: %s", name, dense);
  g_assert_nonnull (strstr (dense, expected));
  g_assert_nonnull (strstr (sparse, expected));
  g_assert_nonnull (strstr (sparse, "\"proved\":true"));
  g_assert_nonnull (strstr (dense, "\"idle_columns\":[]"));
}

/* The same two rows as other programs write them, and what is refused with a sentence. */
static void
test_other_programs (void)
{
  static const struct {
    const char *contents;
    const char *expected; /* NULL for none */
  } cases[] = {
    { "\xef\xbb\xbf"
      "5,3\n2,9\n",
      "\"total\":14," },
    { "\xef\xbb\xbf"
      "2\r\n5 3\r\n2 9\r\n",
      "\"total\":5," },
    { "5;3\n2;9\n", "\"total\":14," },
    { "5,5;3\n2;9,25\n", "\"total\":14.75," },
    { "5\t3\n2\t9\n", "\"total\":14," },
    { " 5   3\n 2  9\n", "\"total\":14," },
    { "a,b\n5,3\n2,9\n", "\"total\":14," },
    { ",a,b\nx,5,3\ny,2,9\n", "\"total\":14," },
    { "\"5\",\"3\"\r\n\"2\",\"9\"\r\n", "\"total\":14," },
    { "5,3\r2,9\r", "\"total\":14," },
    { "5.0e+00,3.0e+00\n2e0,9.5e0\n", "\"total\":14.5," },
    { "1\n2\n3\n", "\"rows\":3,\"columns\":1,\"total\":3," },
    { "5,,3\n,,\n2,-1,9\n", "\"rows\":3,\"columns\":3,\"total\":14," },
    { "-1,-1\n-1,-1\n", "\"total\":0," },
    { "1,2,3\n4,5\n", NULL },
    { "1,x\n3,4\n", NULL },
    { "nan,2\n3,4\n", NULL },
    { "1e300,2\n3,4\n", NULL },
    { "\xff\xfe"
      "5,3\n",
      NULL },
    { "", NULL },
    { "a,b\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = write_file (cases[i].contents);
    g_autofree char *out = run (path, "", cases[i].expected ? 0 : 1);

    g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, out);
    if (cases[i].expected)
      g_assert_nonnull (strstr (out, cases[i].expected));
  }
}

static void
test_published (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TSU_REAL_DATA"), "assignment", NULL);
  g_autofree char *optima = g_build_filename (folder, "optima_computed.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_checked = 0;

  if (!g_file_get_contents (optima, &text, NULL, NULL)) {
    g_test_skip ("THE PUBLISHED INSTANCES ARE MISSING: set TSU_REAL_DATA");
    return;
  }
  lines = g_strsplit (text, "\n", -1);
  for (guint k = 1; lines[k] && *lines[k]; k++) {
    g_auto (GStrv) cells = g_strsplit (lines[k], "\t", -1);

    check_instance (folder, cells[0], g_ascii_strtoll (cells[2], NULL, 10));
    n_checked++;
  }
  g_assert_cmpuint (n_checked, ==, 15);
}

static void
test_program (void)
{
  static const struct {
    const char *contents;
    const char *options;
    const char *printed;
  } cases[] = {
    { "2\n1 2\n3 3\n", "",
      "{\"rows\":2,\"columns\":2,\"total\":4,\"penalty\":0,\"rows_matched\":2,\"pairs\":2,"
      "\"max_load\":1,\"worst_row\":1,\"worst\":3,\"n_idle\":0,\"idle_columns\":[]," },
    { "2\n1 2\n3 9\n", "--maximize", "\"total\":10," },
    { "0.5,0.25,-1\n0.75,-1,-1\n", "--pairs", "\"assignment\":[[1],[0]]" },
    { "0.5,0.25,-1\n0.75,-1,-1\n", "",
      "\"total\":1,\"penalty\":0,\"rows_matched\":2,\"pairs\":2,\"max_load\":1,\"worst_row\":0,"
      "\"worst\":0.25,\"n_idle\":1,\"idle_columns\":[2]," },
    { "0.5,0.25,-1\n0.75,-1,-1\n", "--load 2 --per-row 2", "\"total\":1.5," },
    { "0.5,0.25,-1\n0.75,-1,-1\n", "--load 2 --load-penalty 0.3", "\"total\":1," },
    { "0.5,0.25,-1\n0.75,-1,-1\n", "--load 2 --load-penalty 0.2",
      "\"total\":1.25,\"penalty\":0.2," },
    { "-1,-1\n3,1\n", "",
      "\"rows_matched\":1,\"pairs\":1,\"max_load\":1,\"worst_row\":0,"
      "\"worst\":null," },
    { "1,5\n2,\n", "--minimize", "\"total\":7," },
    { "0,0,5\n0,1,3\n1,0,4\n", "--edges", "\"total\":7," },
    { "0,0,-5\n0,1,-3\n", "--edges --per-row 2", "\"total\":-3," },
    { "0,0,-5\n0,1,-3\n", "--edges --per-row 2 --fill", "\"total\":-8," },
  };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++) {
    g_autofree char *path = write_file (cases[k].contents);
    g_autofree char *out = run (path, cases[k].options, 0);

    g_test_message ("%u: %s", k, out);
    g_assert_nonnull (strstr (out, cases[k].printed));
    g_assert_true (g_str_has_suffix (out, "}\n"));
  }
}

static void
test_program_refuses (void)
{
  static const struct {
    const char *contents;
    const char *options;
    int status;
  } cases[] = {
    { "2\n1 2\n3\n", "", 1 },
    { "2\n1 2\n3 4 5\n", "", 1 },
    { "1,2\n3\n", "", 1 },
    { "1,x\n", "", 1 },
    { "", "", 1 },
    { "0,0\n", "--edges", 1 },
    { "0,0,1\n0,0,2\n", "--edges", 1 },
    { "1,99999999999999999999\n", "", 1 },
    { "1,2\n", "--load-penalty -1", 1 },
    { "1,2\n", "--per-row 0", 2 },
    { "1,2\n", "--maximize --minimize", 2 },
    { "1,2\n", "--nonsense", 2 },
  };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++) {
    g_autofree char *path = write_file (cases[k].contents);
    g_autofree char *out = run (path, cases[k].options, cases[k].status);

    g_assert_cmpstr (out, ==, "");
  }
}

static void
test_reader (void)
{
  g_autofree char *path = write_file ("0.125, 2 ,-3\r\n,1.5,0\r\n\r\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssignFile) file = assign_file_read (path, FALSE, ASSIGN_BY_FORMAT, "0.5", &error);
  static const gint64 expected[] = { 125, 2000, TSU_ASSIGN_NO_PAIR, TSU_ASSIGN_NO_PAIR, 1500, 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (file->n_rows, ==, 2);
  g_assert_cmpuint (file->n_columns, ==, 3);
  g_assert_cmpint (file->digits, ==, 3);
  g_assert_cmpint (file->extra, ==, 500);
  g_assert_cmpmem (file->cells, sizeof expected, expected, sizeof expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

  g_test_add_func ("/match/assign-file/other-programs", test_other_programs);
  g_test_add_func ("/match/assign-file/published", test_published);
  g_test_add_func ("/match/assign-file/program", test_program);
  g_test_add_func ("/match/assign-file/program-refuses", test_program_refuses);
  g_test_add_func ("/match/assign-file/reader", test_reader);
  return g_test_run ();
}
