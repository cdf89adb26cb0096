/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuSnippetHit:
 * @start: byte offset in @text of #TsuSnippet where a hit begins
 * @end: byte offset just after it
 */
typedef struct {
  gsize start;
  gsize end;
} TsuSnippetHit;

/**
 * TsuSnippet:
 * @text: a short stretch of the original text, on one line, around the first hit
 * @hits: (element-type TsuSnippetHit): the hits in @text, in order, not overlapping
 * @hits_in_original: (element-type TsuSnippetHit): the same hits as offsets in the original text
 */
typedef struct {
  char *text;
  GArray *hits;
  GArray *hits_in_original;
} TsuSnippet;

TsuSnippet *tsu_snippet_new (const char *text, const char *words);
void tsu_snippet_free (TsuSnippet *self);
char *tsu_snippet_markup (const char *text, const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSnippet, tsu_snippet_free)

G_END_DECLS
