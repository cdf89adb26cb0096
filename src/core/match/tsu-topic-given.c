/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody lacks they cannot give: whose concern it is that nobody wants to be an officer is
 * no help to another of whom the same is true.
 */

#include "config.h"

#include "tsu-topic.h"

#include <string.h>

/* How a sentence ends that speaks of a lack. */
static const char *const lacks[] = {
  "が課題",         "が課題です",     "が足りない",   "が足りません",   "が不足している",
  "を探している",   "を探しています", "を求めている", "を求めています", "に困っている",
  "に困っています", "がほしい",       "がいない",     "がいません",
};

static gboolean
speaks_of_lack (const char *sentence)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lacks); i++)
    if (g_str_has_suffix (sentence, lacks[i]))
      return TRUE;
  return FALSE;
}

/**
 * tsu_topic_dup_given:
 * @text: what somebody is, has or does
 *
 * Returns: (transfer full): @text without the sentences that say what is lacking
 */
char *
tsu_topic_dup_given (const char *text)
{
  GString *given = g_string_new (NULL);

  while (*text) {
    gsize length = strcspn (text, "\n");
    const char *stop = g_strstr_len (text, (gssize) length, "。");
    gsize rest;
    g_autofree char *sentence = NULL;

    if (stop)
      length = (gsize) (stop - text);
    rest = stop ? length + strlen ("。") : length + (text[length] == '\n');
    sentence = g_strndup (text, length);
    g_strchomp (sentence);
    if (!speaks_of_lack (sentence))
      g_string_append_len (given, text, (gssize) rest);
    text += rest;
  }
  return g_string_free (given, FALSE);
}
