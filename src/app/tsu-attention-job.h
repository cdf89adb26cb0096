/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-issue.h"
#include "tsu-outbox.h"

G_BEGIN_DECLS

/**
 * TsuClaim:
 * @value: (nullable): what one side wrote
 * @text: the same to be read
 * @sentence: who wrote it and when
 * @sibling: (transfer none): the same in the ledger's words
 * @mine: whether it was written on this computer
 *
 * One side of a conflict.
 */
typedef struct {
  TsuValue *value;
  char *text;
  char *sentence;
  const TsuSibling *sibling;
  gboolean mine;
} TsuClaim;

/**
 * TsuMatter:
 * @issue: (nullable): what waits for a person
 * @held: (nullable): or what the server held back
 * @type: (nullable): of the record
 * @record: (nullable): its id
 * @heading: the record and, of a conflict, the field
 * @sentence: (nullable): what happened, where there are no claims
 * @written: (nullable): of what was held back: what it wrote
 * @field: (nullable): of a conflict
 * @claims: (element-type TsuClaim): the sides of a conflict, one's own first
 *
 * Something that needs attention, told.
 */
typedef struct {
  TsuIssue *issue;
  TsuHeld *held;
  const TsuType *type;
  char *record;
  char *heading;
  char *sentence;
  char *written;
  const TsuField *field;
  GPtrArray *claims;
} TsuMatter;

void tsu_matter_free (TsuMatter *matter);
char *tsu_matter_dup_both (const TsuMatter *matter);

/* What the job is asked, and what it answers. */
typedef struct {
  int date_style;
  guint most;
} TsuAttentionAsk;

typedef struct {
  GPtrArray *matters; /* TsuMatter */
  guint more;         /* that are not among them */
} TsuAttentionFacts;

gpointer
tsu_attention_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error);
void tsu_attention_facts_free (TsuAttentionFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuMatter, tsu_matter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAttentionFacts, tsu_attention_facts_free)

G_END_DECLS
