/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as they stand in cells: whole ones with commas and units, degrees in tenths or sixtieths.
 */

#include "config.h"

#include "tsu-field-number.h"

#include <math.h>
#include <string.h>

#include "tsu-cell-text.h"

/* What stands behind a number without changing it. */
static const char *const units[] = { "人",   "名",   "世帯", "円", "台",   "戸", "個", "件", "階",
                                     "か所", "箇所", "人分", "組", "班",   "年", "歳", "%",  "枚",
                                     "席",   "m2",   "部",   "回", "団体", "棟", "室", "本", "脚" };

static gboolean
is_unit (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (units[i], text) == 0)
      return TRUE;
  return FALSE;
}

/* Minutes and seconds behind whole degrees. */
static gboolean
add_sixtieths (const char *text, double *degrees)
{
  static const char *const signs[][6] = { { "°", "度" },
                                          { "′", "'", "分", "’" },
                                          { "″", "\"", "秒", "”", "''", "′′" } };
  double scale = 1;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++) {
    const char *sign = NULL;
    char *end;
    double part;

    /* The longest sign is the one that is meant. */
    for (guint j = 0; j < G_N_ELEMENTS (signs[i]) && signs[i][j] != NULL; j++)
      if (g_str_has_prefix (text, signs[i][j]) &&
          (sign == NULL || strlen (signs[i][j]) > strlen (sign)))
        sign = signs[i][j];
    if (sign == NULL)
      return FALSE;
    text += strlen (sign);
    if (*text == '\0')
      return TRUE;
    part = g_ascii_strtod (text, &end);
    scale *= 60;
    if (end == text || part < 0 || part >= 60)
      return FALSE;
    *degrees += part / scale;
    text = end;
  }
  return FALSE;
}

/**
 * tsu_field_read_degrees:
 * @text: decimal degrees, or degrees, minutes and seconds: "35°36′12.3″", "35度36分12秒"
 * @degrees: (out): in 1e-7 degree
 */
gboolean
tsu_field_read_degrees (const char *text, gint64 *degrees)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
  char *end;
  double number = g_ascii_strtod (plain, &end);

  if (end == plain || (*end != '\0' && !add_sixtieths (end, &number)) || !isfinite (number) ||
      fabs (number) > 180)
    return FALSE;
  *degrees = (gint64) llround (number * 1e7);
  return TRUE;
}

/**
 * tsu_field_read_number:
 * @text: "4,315 ", "３８人", "１，５３０"
 * @number: (out): a whole number
 */
gboolean
tsu_field_read_number (const char *text, gint64 *number)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
  char digits[20];
  guint n = 0;
  const char *p = plain;

  if (*p == '-')
    digits[n++] = *p++;
  for (; *p != '\0' && n < sizeof digits - 1; p++) {
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
    else if (*p != ',' || n == 0 || !g_ascii_isdigit (p[1]))
      break;
  }
  digits[n] = '\0';
  if (n == 0 || n > 15 || g_str_equal (digits, "-"))
    return FALSE;
  if (p[0] == '.' && p[1] == '0' && p[2] == '\0')
    p += 2;
  while (*p == ' ')
    p++;
  if (*p != '\0' && !is_unit (p))
    return FALSE;
  *number = g_ascii_strtoll (digits, NULL, 10);
  return TRUE;
}
