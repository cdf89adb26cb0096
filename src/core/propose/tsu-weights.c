/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The weights of the named scores as a setting: "theme=25 words=30 … cool_down=14".
 */

#include "config.h"

#include "tsu-weights.h"

#include "tsu-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SETTING "match-weights"
#define COOL_DOWN "cool_down"
#define GREATEST 1000

static guint *
find_weight (TsuScoreWeights *weights, const char *name)
{
  if (g_str_equal (name, COOL_DOWN))
    return &weights->cool_down;
  for (int part = 0; part < TSU_SCORE_N_PARTS; part++)
    if (g_str_equal (name, tsu_score_part_name (part)))
      return &weights->weight[part];
  return NULL;
}

/**
 * tsu_weights_format:
 *
 * Returns: (transfer full): the weights as text
 */
char *
tsu_weights_format (const TsuScoreWeights *weights)
{
  GString *text = g_string_new (NULL);

  for (int part = 0; part < TSU_SCORE_N_PARTS; part++)
    g_string_append_printf (text, "%s=%u ", tsu_score_part_name (part), weights->weight[part]);
  g_string_append_printf (text, "%s=%u", COOL_DOWN, weights->cool_down);
  return g_string_free (text, FALSE);
}

/**
 * tsu_weights_parse:
 * @text: as tsu_weights_format() writes it; what is not named keeps its usual weight
 * @weights: (out caller-allocates): the weights
 * @error: TSU_ERROR_INVALID; @weights are then the usual ones
 *
 * Returns: whether all of it was understood
 */
gboolean
tsu_weights_parse (const char *text, TsuScoreWeights *weights, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  *weights = tsu_score_default_weights;
  for (char **word = words; *word; word++) {
    char *equals = strchr (*word, '=');
    guint64 number;
    guint *weight;

    if (**word == '\0')
      continue;
    if (equals)
      *equals = '\0';
    weight = find_weight (weights, *word);
    if (!equals || !weight ||
        !g_ascii_string_to_unsigned (equals + 1, 10, 0, GREATEST, &number, NULL)) {
      *weights = tsu_score_default_weights;
      g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                   _ ("“%s” is no weight of a suggestion; the usual weights are used."), *word);
      return FALSE;
    }
    *weight = (guint) number;
  }
  return TRUE;
}

/**
 * tsu_weights_load:
 * @ledger: a ledger
 * @weights: (out caller-allocates): its ward's weights, the usual ones where none were set
 */
void
tsu_weights_load (TsuLedger *ledger, TsuScoreWeights *weights)
{
  g_autofree char *text = tsu_ledger_get_setting (ledger, SETTING);

  *weights = tsu_score_default_weights;
  if (text)
    tsu_weights_parse (text, weights, NULL);
}

/**
 * tsu_weights_save:
 *
 * Returns: whether the ward's weights were written into the ledger
 */
gboolean
tsu_weights_save (TsuLedger *ledger, const TsuScoreWeights *weights, GError **error)
{
  g_autofree char *text = tsu_weights_format (weights);

  return tsu_ledger_set_setting (ledger, SETTING, text, error);
}

/**
 * tsu_weights_label:
 * @part: a named score
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
tsu_weights_label (TsuScorePart part)
{
  static const char *const labels[TSU_SCORE_N_PARTS] = {
    [TSU_SCORE_THEME] = N_ ("Shared themes"),
    [TSU_SCORE_WORDS] = N_ ("Shared words"),
    [TSU_SCORE_DISTANCE] = N_ ("Nearness"),
    [TSU_SCORE_TIME] = N_ ("Days and times"),
    [TSU_SCORE_SIZE] = N_ ("Size"),
    [TSU_SCORE_TRUST] = N_ ("Acquaintances in common"),
    [TSU_SCORE_NOVELTY] = N_ ("Ties two circles"),
    [TSU_SCORE_NEWCOMER] = N_ ("Newcomer"),
    [TSU_SCORE_OUTCOME] = N_ ("Earlier matches"),
    [TSU_SCORE_RECENCY] = N_ ("Confirmed lately"),
    [TSU_SCORE_LOAD] = N_ ("Burden"),
    [TSU_SCORE_REFUSAL] = N_ ("Earlier refusal"),
  };

  g_return_val_if_fail (part < TSU_SCORE_N_PARTS, NULL);
  return _ (labels[part]);
}
