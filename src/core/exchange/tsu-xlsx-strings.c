/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of a workbook. What the input method knew when a name was typed is still there as
 * phonetic runs (rPh), each over a few characters; together with the characters that have none
 * they are the reading of the whole (as Excel's PHONETIC function gives it).
 */

#include "config.h"

#include "tsu-xlsx-strings.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "tsu-cell-text.h"
#include "tsu-error.h"

#define MAX_STRINGS 5000000

typedef struct {
  guint start, end; /* UTF-16 units of the base text */
  gsize text;       /* offset into phonetic */
  gsize length;
} Run;

struct _TsuXlsxRich {
  GString *base;
  GString *phonetic;
  GArray *runs; /* Run */
  gboolean in_text;
  gboolean in_run;
};

static guint
read_number (TsuXlsxPart *part, const char *name)
{
  g_autofree char *value = tsu_xlsx_part_dup_attribute (part, name);

  return value != NULL ? (guint) CLAMP (atol (value), 0, 40000) : 0;
}

static void
append_base (const TsuXlsxRich *self, GString *out, const char **p, guint *unit, guint until)
{
  while (**p != '\0' && *unit < until) {
    const char *next = g_utf8_next_char (*p);

    g_string_append_len (out, *p, next - *p);
    *unit += g_utf8_get_char (*p) > 0xffff ? 2 : 1;
    *p = next;
  }
}

/* The reading of the whole text, or NULL when no part of it has one. */
static char *
build_reading (TsuXlsxRich *self)
{
  g_autoptr (GString) out = NULL;
  g_autoptr (GString) covered = NULL;
  const char *p = self->base->str;
  guint unit = 0;

  if (self->runs->len == 0)
    return NULL;
  out = g_string_new (NULL);
  covered = g_string_new (NULL);
  for (guint i = 0; i < self->runs->len; i++) {
    const Run *run = &g_array_index (self->runs, Run, i);

    if (run->start < unit || run->end <= run->start)
      continue;
    append_base (self, out, &p, &unit, run->start);
    g_string_append_len (out, self->phonetic->str + run->text, run->length);
    append_base (self, covered, &p, &unit, run->end);
  }
  append_base (self, out, &p, &unit, G_MAXUINT);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * tsu_xlsx_unescape:
 *
 * Returns: (transfer full): @text with `_x000D_` and its like turned back into characters
 * (ECMA-376 part 1, 22.9.2.19); NUL is left out
 */
char *
tsu_xlsx_unescape (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text != '\0') {
    gboolean escape = text[0] == '_' && text[1] == 'x';

    for (guint i = 2; escape && i < 6; i++)
      escape = g_ascii_isxdigit (text[i]);
    if (escape && text[6] == '_') {
      gunichar c = (gunichar) g_ascii_strtoull (text + 2, NULL, 16);

      if (c != 0 && g_unichar_validate (c))
        g_string_append_unichar (out, c);
      text += 7;
    } else {
      g_string_append_c (out, *text++);
    }
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

TsuXlsxRich *
tsu_xlsx_rich_new (void)
{
  TsuXlsxRich *self = g_new0 (TsuXlsxRich, 1);

  self->base = g_string_new (NULL);
  self->phonetic = g_string_new (NULL);
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  return self;
}

void
tsu_xlsx_rich_free (TsuXlsxRich *self)
{
  g_string_free (self->base, TRUE);
  g_string_free (self->phonetic, TRUE);
  g_array_unref (self->runs);
  g_free (self);
}

void
tsu_xlsx_rich_clear (TsuXlsxRich *self)
{
  g_string_truncate (self->base, 0);
  g_string_truncate (self->phonetic, 0);
  g_array_set_size (self->runs, 0);
  self->in_text = self->in_run = FALSE;
}

/**
 * tsu_xlsx_rich_feed:
 *
 * Takes the node @part is at, if it belongs to a text.
 */
void
tsu_xlsx_rich_feed (TsuXlsxRich *self, TsuXlsxPart *part)
{
  const char *text = self->in_text ? tsu_xlsx_part_get_text (part) : NULL;

  if (text != NULL) {
    g_string_append (self->in_run ? self->phonetic : self->base, text);
    if (self->in_run)
      g_array_index (self->runs, Run, self->runs->len - 1).length += strlen (text);
    return;
  }
  if (tsu_xlsx_part_is_start (part, "t")) {
    self->in_text = !tsu_xlsx_part_is_end (part, "t");
  } else if (tsu_xlsx_part_is_end (part, "t")) {
    self->in_text = FALSE;
  } else if (tsu_xlsx_part_is_start (part, "rPh")) {
    Run run = { read_number (part, "sb"), read_number (part, "eb"), self->phonetic->len, 0 };

    g_array_append_val (self->runs, run);
    self->in_run = !tsu_xlsx_part_is_end (part, "rPh");
  } else if (tsu_xlsx_part_is_end (part, "rPh")) {
    self->in_run = FALSE;
  }
}

/**
 * tsu_xlsx_rich_finish:
 *
 * Returns: (transfer none): the collected text with its reading, kept in @pool
 */
const char *
tsu_xlsx_rich_finish (TsuXlsxRich *self, TsuCellPool *pool)
{
  g_autofree char *reading = build_reading (self);
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *clean_reading = NULL;

  if (strstr (self->base->str, "_x") != NULL)
    text = tsu_xlsx_unescape (self->base->str);
  else
    text = g_strdup (self->base->str);
  clean = tsu_cell_text_clean (text, strlen (text));
  if (reading != NULL)
    clean_reading = tsu_cell_text_clean (reading, strlen (reading));
  return tsu_cell_pool_add (pool, TSU_CELL_TEXT, clean != NULL ? clean : text, -1,
                            clean_reading != NULL ? clean_reading : reading);
}

/**
 * tsu_xlsx_strings_read:
 * @name: the path of sharedStrings.xml
 *
 * Returns: (transfer full) (element-type utf8): the shared texts, pooled, in their order
 */
GPtrArray *
tsu_xlsx_strings_read (TsuXlsxPackage *package, const char *name, TsuCellPool *pool, GError **error)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();
  g_autoptr (TsuXlsxRich) rich = tsu_xlsx_rich_new ();
  g_autoptr (TsuXlsxPart) part = tsu_xlsx_part_open (package, name, error);
  GError *damaged = NULL;

  if (part == NULL)
    return NULL;
  while (tsu_xlsx_part_next (part, &damaged)) {
    if (tsu_xlsx_part_is_start (part, "si"))
      tsu_xlsx_rich_clear (rich);
    else
      tsu_xlsx_rich_feed (rich, part);
    if (!tsu_xlsx_part_is_end (part, "si"))
      continue;
    g_ptr_array_add (strings, (gpointer) tsu_xlsx_rich_finish (rich, pool));
    if (strings->len > MAX_STRINGS) {
      g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                           _("The workbook holds too many texts to be read at once. Split it and "
                             "read the parts."));
      return NULL;
    }
  }
  if (damaged != NULL) {
    g_propagate_error (error, damaged);
    return NULL;
  }
  return g_steal_pointer (&strings);
}
