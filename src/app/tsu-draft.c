/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records that are begun and not saved yet.
 */

#include "config.h"

#include "tsu-draft.h"

#include "tsu-id.h"

static void
set (TsuRecord *draft, const char *name, const char *code)
{
  int index = tsu_type_field_index (tsu_record_get_type_of (draft), name);

  if (index >= 0 && code && *code)
    tsu_record_take (draft, (guint) index, tsu_value_new_text (code));
}

/**
 * tsu_draft_begin:
 * @kind: (nullable): code of its kind
 *
 * Returns: (transfer full): a record without a key, in the first of the states it can have
 */
TsuRecord *
tsu_draft_begin (const TsuType *type, const char *kind)
{
  g_autofree char *id = tsu_id_generate ();
  TsuRecord *draft = tsu_record_new (type, 0, id);
  const TsuField *status = tsu_type_find_field (type, "status");

  set (draft, "kind", kind);
  if (status && status->vocabulary && tsu_field_applies (status, kind && *kind ? kind : NULL))
    set (draft, "status", status->vocabulary->terms[0].code);
  return draft;
}

/**
 * tsu_draft_refer:
 * @field: a reference field of the draft's type
 * @id: what it shall point to
 */
void
tsu_draft_refer (TsuRecord *draft, const TsuField *field, const char *id)
{
  set (draft, field->name, id);
}
