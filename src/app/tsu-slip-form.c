/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is on a counter slip, as a draft and as text. A draft is a key file, so that a draft of
 * another version of the program is read as far as it is understood.
 */

#include "config.h"

#include "tsu-slip-form.h"

#include "tsu-date.h"
#include "tsu-id.h"

#define GROUP "slip"
#define DAYS_AHEAD 7 /* until the next contact, where nobody says otherwise */

/* What is kept of a draft, by name and place. */
static const struct {
  const char *name;
  gsize offset;
} texts[] = {
  { "id", G_STRUCT_OFFSET (TsuSlipForm, id) },
  { "started", G_STRUCT_OFFSET (TsuSlipForm, started) },
  { "actor", G_STRUCT_OFFSET (TsuSlipForm, actor) },
  { "name", G_STRUCT_OFFSET (TsuSlipForm, name) },
  { "what", G_STRUCT_OFFSET (TsuSlipForm, what) },
  { "channel", G_STRUCT_OFFSET (TsuSlipForm, channel) },
  { "route", G_STRUCT_OFFSET (TsuSlipForm, route) },
  { "result", G_STRUCT_OFFSET (TsuSlipForm, result) },
  { "consent", G_STRUCT_OFFSET (TsuSlipForm, consent) },
  { "district", G_STRUCT_OFFSET (TsuSlipForm, district) },
  { "district-name", G_STRUCT_OFFSET (TsuSlipForm, district_name) },
  { "follow-up", G_STRUCT_OFFSET (TsuSlipForm, follow_up) },
}, lists[] = {
  { "subjects", G_STRUCT_OFFSET (TsuSlipForm, subjects) },
  { "purposes", G_STRUCT_OFFSET (TsuSlipForm, purposes) },
  { "themes", G_STRUCT_OFFSET (TsuSlipForm, themes) },
  { "theme-names", G_STRUCT_OFFSET (TsuSlipForm, theme_names) },
};

#define TEXT(self, i) G_STRUCT_MEMBER (char *, self, texts[i].offset)
#define LIST(self, i) G_STRUCT_MEMBER (char **, self, lists[i].offset)

/**
 * tsu_slip_form_new:
 * @now_ms: unix milliseconds
 *
 * Returns: (transfer full): a slip on which nothing is written yet
 */
TsuSlipForm *
tsu_slip_form_new (gint64 now_ms)
{
  TsuSlipForm *self = g_new0 (TsuSlipForm, 1);
  g_autofree char *today = tsu_date_today (now_ms);

  self->id = tsu_id_generate ();
  self->started = tsu_date_now (now_ms);
  self->follow_up = tsu_date_add_days (today, DAYS_AHEAD);
  self->persons = 1;
  return self;
}

TsuSlipForm *
tsu_slip_form_copy (const TsuSlipForm *self)
{
  TsuSlipForm *copy = g_memdup2 (self, sizeof *self);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    TEXT (copy, i) = g_strdup (TEXT (self, i));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    LIST (copy, i) = g_strdupv (LIST (self, i));
  return copy;
}

/**
 * tsu_slip_form_copy_anew:
 *
 * Returns: (transfer full): the same words as another consultation
 */
TsuSlipForm *
tsu_slip_form_copy_anew (const TsuSlipForm *self)
{
  TsuSlipForm *copy = tsu_slip_form_copy (self);

  g_free (copy->id);
  copy->id = tsu_id_generate ();
  return copy;
}

void
tsu_slip_form_free (TsuSlipForm *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (TEXT (self, i));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (LIST (self, i));
  g_free (self);
}

static gboolean
is_blank (const char *text)
{
  return !text || !*text;
}

/**
 * tsu_slip_form_is_empty:
 *
 * Returns: whether nothing was written or chosen that would be a loss
 */
gboolean
tsu_slip_form_is_empty (const TsuSlipForm *self)
{
  return is_blank (self->what) && is_blank (self->name) && is_blank (self->channel) &&
         is_blank (self->route) && is_blank (self->result) && is_blank (self->consent) &&
         (!self->subjects || !*self->subjects);
}

/**
 * tsu_slip_form_to_text:
 *
 * Returns: (transfer full): the draft as a text
 */
char *
tsu_slip_form_to_text (const TsuSlipForm *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (!is_blank (TEXT (self, i)))
      g_key_file_set_string (file, GROUP, texts[i].name, TEXT (self, i));
  }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    const char *const *items = (const char *const *) LIST (self, i);

    if (items && *items)
      g_key_file_set_string_list (file, GROUP, lists[i].name, items,
                                  g_strv_length ((char **) items));
  }
  g_key_file_set_int64 (file, GROUP, "persons", self->persons);
  g_key_file_set_boolean (file, GROUP, "district-by-hand", self->district_by_hand);
  g_key_file_set_boolean (file, GROUP, "themes-by-hand", self->themes_by_hand);
  g_key_file_set_integer (file, GROUP, "wish", self->wish);
  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * tsu_slip_form_new_from_text:
 * @text: what tsu_slip_form_to_text() gave
 *
 * Returns: (nullable) (transfer full): the draft; NULL where @text is none
 */
TsuSlipForm *
tsu_slip_form_new_from_text (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  TsuSlipForm *self;
  int wish;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL) ||
      !g_key_file_has_key (file, GROUP, "id", NULL))
    return NULL;
  self = g_new0 (TsuSlipForm, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    TEXT (self, i) = g_key_file_get_string (file, GROUP, texts[i].name, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    LIST (self, i) = g_key_file_get_string_list (file, GROUP, lists[i].name, NULL, NULL);
  self->persons = g_key_file_get_int64 (file, GROUP, "persons", NULL);
  self->district_by_hand = g_key_file_get_boolean (file, GROUP, "district-by-hand", NULL);
  self->themes_by_hand = g_key_file_get_boolean (file, GROUP, "themes-by-hand", NULL);
  wish = g_key_file_get_integer (file, GROUP, "wish", NULL);
  self->wish = CLAMP (wish, TSU_SLIP_RECORD, TSU_SLIP_BOTH);
  return self;
}
