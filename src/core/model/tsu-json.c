/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strict JSON reader for everything that comes from a wire or a file. Stricter than RFC 8259
 * where leniency loses data: no key twice in an object, only integers within ±2^53, no NUL, no
 * lone surrogates, bounded nesting and sizes, nothing after the document.
 *
 * The first fault sticks: every later read gives nothing, and the caller asks once at the end.
 */

#include "config.h"

#include "tsu-json.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-error.h"
#include "tsu-json-private.h"

#define DEFAULT_MAX_DOCUMENT (16 * 1024 * 1024)
#define DEFAULT_MAX_STRING (1024 * 1024)

/* Keeps the first fault, its reason translated, and puts the reader to the end. */
gboolean
tsu_json_fail_at (TsuJsonReader *r, const char *at, const char *reason)
{
  if (r->fault[0] == '\0') {
    r->fault_offset = at - r->start;
    g_strlcpy (r->fault, reason, sizeof r->fault);
  }
  r->at = r->end;
  return FALSE;
}

static gboolean
fail (TsuJsonReader *r, const char *reason)
{
  return tsu_json_fail_at (r, r->at, reason);
}

static void
skip_space (TsuJsonReader *r)
{
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t'))
    r->at++;
}

static gboolean
next_is (TsuJsonReader *r, char c)
{
  return r->at < r->end && *r->at == c;
}

/* Stands the reader on the value whose turn it is. */
static gboolean
begin_value (TsuJsonReader *r)
{
  if (tsu_json_failed (r))
    return FALSE;
  if ((gsize) (r->end - r->start) > r->max_document)
    return fail (r, _ ("it is too long"));
  skip_space (r);
  if (r->depth == 0 ? r->began : !r->frames[r->depth - 1].pending)
    return fail (r, _ ("no value is expected here"));
  if (r->at == r->end)
    return fail (r, _ ("it breaks off"));

  if (r->depth == 0)
    r->began = TRUE;
  else
    r->frames[r->depth - 1].pending = FALSE;
  return TRUE;
}

static gboolean
read_word (TsuJsonReader *r, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (r->end - r->at) < length || memcmp (r->at, word, length) != 0)
    return FALSE;
  r->at += length;
  return TRUE;
}

static gboolean
open_frame (TsuJsonReader *r, char opening)
{
  if (!begin_value (r))
    return FALSE;
  if (*r->at != opening)
    return fail (r, opening == '{' ? _ ("an object is expected") : _ ("a list is expected"));
  if (r->depth == TSU_JSON_MAX_DEPTH)
    return fail (r, _ ("it is nested too deeply"));
  r->at++;
  r->frames[r->depth].array = opening == '[';
  r->frames[r->depth].any = FALSE;
  r->frames[r->depth].pending = FALSE;
  r->frames[r->depth].first_key = r->n_keys;
  r->depth++;
  return TRUE;
}

/* Goes to the next member or element of the open frame; closes the frame when there is none. */
static gboolean
next_member (TsuJsonReader *r, gboolean array)
{
  int top = r->depth - 1;

  if (tsu_json_failed (r))
    return FALSE;
  if (top < 0 || r->frames[top].array != array)
    return fail (r, _ ("no value is expected here"));
  if (r->frames[top].pending && !tsu_json_skip (r))
    return FALSE;

  skip_space (r);
  if (next_is (r, array ? ']' : '}')) {
    r->at++;
    r->n_keys = r->frames[top].first_key;
    r->depth--;
    return FALSE;
  }
  if (r->frames[top].any) {
    if (!next_is (r, ','))
      return fail (r, r->at == r->end ? _ ("it breaks off") : _ ("a comma is missing"));
    r->at++;
    skip_space (r);
  }
  if (r->at == r->end)
    return fail (r, _ ("it breaks off"));
  r->frames[top].any = TRUE;
  return TRUE;
}

/**
 * tsu_json_reader_init:
 * @r: a reader, of any content
 * @bytes: the document; must outlive the reader
 * @length: its length in bytes
 *
 * Stands @r before the document's value, with limits of 16 MiB for the document and 1 MiB for a
 * string.
 */
void
tsu_json_reader_init (TsuJsonReader *r, const char *bytes, gsize length)
{
  /* Not cleared as a whole: the table of keys is large and filled as it is used. */
  /* Without bytes there may be no pointer either. */
  r->start = r->at = length > 0 ? bytes : "";
  r->end = r->start + length;
  r->depth = 0;
  r->n_keys = 0;
  r->began = FALSE;
  r->fault_offset = 0;
  r->fault[0] = '\0';
  tsu_json_reader_limit (r, DEFAULT_MAX_DOCUMENT, DEFAULT_MAX_STRING);
}

/**
 * tsu_json_reader_limit:
 * @r: a reader that has read nothing yet
 * @max_document: the most bytes the document may have, below 4 GiB
 * @max_string: the most bytes a string may have, as it is spelled
 */
void
tsu_json_reader_limit (TsuJsonReader *r, gsize max_document, gsize max_string)
{
  r->max_document = MIN (max_document, G_MAXUINT32);
  r->max_string = max_string;
}

/**
 * tsu_json_reader_finish:
 * @r: a reader
 * @error: where the first fault goes, with its place
 *
 * Checks that the document was read to its end and that nothing follows it.
 *
 * Returns: whether all that was read is good. If not, nothing of it may be used
 */
gboolean
tsu_json_reader_finish (TsuJsonReader *r, GError **error)
{
  g_autofree char *reason = NULL;
  guint line = 1;
  guint column = 1;

  if (!tsu_json_failed (r)) {
    skip_space (r);
    if (!r->began || r->depth > 0)
      fail (r, r->at == r->end ? _ ("it breaks off") : _ ("it was not read to its end"));
    else if (r->at < r->end)
      fail (r, _ ("something follows the end"));
  }
  if (!tsu_json_failed (r))
    return TRUE;

  for (gsize i = 0; i < r->fault_offset; i++) {
    column++;
    if (r->start[i] == '\n') {
      line++;
      column = 1;
    }
  }
  /* A long translation may have been cut within a character. */
  reason = g_utf8_make_valid (r->fault, -1);
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               /* Translators: the last %s is a reason, such as "it breaks off" */
               _ ("The data could not be read and nothing was taken over "
                  "(line %u, byte %u: %s)."),
                  line, column, reason);
  return FALSE;
}

/**
 * tsu_json_failed:
 * @r: a reader
 *
 * Returns: whether a fault was met; loops may stop early, but need not ask
 */
gboolean
tsu_json_failed (TsuJsonReader *r)
{
  return r->fault[0] != '\0';
}

/**
 * tsu_json_fail:
 * @r: a reader
 * @format: the reason, a translated part of a sentence: "the number is negative"
 * @...: for @format
 *
 * Makes the decoder's own objection a fault like any other, at the place reached.
 */
void
tsu_json_fail (TsuJsonReader *r, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fail (r, reason[0] == '\0' ? "?" : reason);
}

/**
 * tsu_json_peek:
 * @r: a reader
 *
 * Returns: what kind of value begins here, by its first character
 */
TsuJsonType
tsu_json_peek (TsuJsonReader *r)
{
  skip_space (r);
  if (r->at == r->end || (r->depth == 0 ? r->began : !r->frames[r->depth - 1].pending))
    return TSU_JSON_INVALID;

  switch (*r->at) {
  case '{':
    return TSU_JSON_OBJECT;
  case '[':
    return TSU_JSON_ARRAY;
  case '"':
    return TSU_JSON_STRING;
  case 't':
  case 'f':
    return TSU_JSON_BOOL;
  case 'n':
    return TSU_JSON_NULL;
  default:
    return *r->at == '-' || g_ascii_isdigit (*r->at) ? TSU_JSON_INT : TSU_JSON_INVALID;
  }
}

/**
 * tsu_json_read_object:
 * @r: a reader
 *
 * Enters an object. Then call tsu_json_next_key() until it gives %NULL.
 *
 * Returns: whether an object is there
 */
gboolean
tsu_json_read_object (TsuJsonReader *r)
{
  return open_frame (r, '{');
}

/**
 * tsu_json_next_key:
 * @r: a reader
 *
 * Goes to the object's next member; a value that was not read is checked and passed over.
 *
 * Returns: (nullable): the key, or %NULL at the object's end. It lasts until the next key of
 *   whatever object is read.
 */
const char *
tsu_json_next_key (TsuJsonReader *r)
{
  const char *start;
  gsize length;

  if (!next_member (r, FALSE))
    return NULL;
  if (!next_is (r, '"')) {
    fail (r, _ ("a key is expected"));
    return NULL;
  }
  if (!tsu_json_scan_string (r, &start, &length) || !tsu_json_remember_key (r, start, length))
    return NULL;
  skip_space (r);
  if (!next_is (r, ':')) {
    fail (r, r->at == r->end ? _ ("it breaks off") : _ ("a colon is missing"));
    return NULL;
  }
  r->at++;
  r->frames[r->depth - 1].pending = TRUE;
  return r->key;
}

/**
 * tsu_json_read_array:
 * @r: a reader
 *
 * Enters an array. Then call tsu_json_next_element() until it gives %FALSE.
 *
 * Returns: whether an array is there
 */
gboolean
tsu_json_read_array (TsuJsonReader *r)
{
  return open_frame (r, '[');
}

/**
 * tsu_json_next_element:
 * @r: a reader
 *
 * Goes to the array's next element; one that was not read is checked and passed over.
 *
 * Returns: whether there is one
 */
gboolean
tsu_json_next_element (TsuJsonReader *r)
{
  if (!next_member (r, TRUE))
    return FALSE;
  r->frames[r->depth - 1].pending = TRUE;
  return TRUE;
}

/**
 * tsu_json_read_string:
 * @r: a reader
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if none is there
 */
char *
tsu_json_read_string (TsuJsonReader *r)
{
  const char *start;
  gsize length;
  char *text;

  if (!begin_value (r))
    return NULL;
  if (*r->at != '"') {
    fail (r, _ ("a text is expected"));
    return NULL;
  }
  if (!tsu_json_scan_string (r, &start, &length))
    return NULL;
  text = g_malloc (length + 1);
  tsu_json_decode_string (start, length, text);
  return text;
}

/**
 * tsu_json_read_int:
 * @r: a reader
 *
 * Reads a whole number within ±2^53. Fractions, exponents, leading zeros and -0 are faults.
 *
 * Returns: the number, 0 if none is there
 */
gint64
tsu_json_read_int (TsuJsonReader *r)
{
  const char *start;
  gboolean negative;
  gint64 value = 0;

  if (!begin_value (r))
    return 0;
  start = r->at;
  negative = *start == '-';
  if (negative)
    r->at++;
  if (r->at == r->end || !g_ascii_isdigit (*r->at))
    return tsu_json_fail_at (r, start, _ ("a number is expected"));
  if (*r->at == '0' && (negative || (r->at + 1 < r->end && g_ascii_isdigit (r->at[1]))))
    return tsu_json_fail_at (r, start, _ ("this is not a permitted number"));

  for (; r->at < r->end && g_ascii_isdigit (*r->at); r->at++) {
    value = value * 10 + (*r->at - '0');
    if (value > TSU_JSON_INT_MAX)
      return tsu_json_fail_at (r, start, _ ("a number is too large"));
  }
  if (next_is (r, '.') || next_is (r, 'e') || next_is (r, 'E'))
    return tsu_json_fail_at (r, start, _ ("only whole numbers are permitted"));
  return negative ? -value : value;
}

/**
 * tsu_json_read_bool:
 * @r: a reader
 *
 * Returns: the truth value, %FALSE if none is there
 */
gboolean
tsu_json_read_bool (TsuJsonReader *r)
{
  if (!begin_value (r))
    return FALSE;
  if (read_word (r, "true"))
    return TRUE;
  if (!read_word (r, "false"))
    fail (r, _ ("true or false is expected"));
  return FALSE;
}

/**
 * tsu_json_read_null:
 * @r: a reader
 *
 * Returns: whether a null is there; anything else is a fault
 */
gboolean
tsu_json_read_null (TsuJsonReader *r)
{
  return begin_value (r) && (read_word (r, "null") || fail (r, _ ("null is expected")));
}

/**
 * tsu_json_skip:
 * @r: a reader
 *
 * Passes over a value, with all that is in it, and checks it like any other.
 *
 * Returns: whether it is good
 */
gboolean
tsu_json_skip (TsuJsonReader *r)
{
  const char *start;
  gsize length;

  switch (tsu_json_peek (r)) {
  case TSU_JSON_OBJECT:
    tsu_json_read_object (r);
    while (tsu_json_next_key (r) != NULL)
      tsu_json_skip (r);
    break;
  case TSU_JSON_ARRAY:
    tsu_json_read_array (r);
    while (tsu_json_next_element (r))
      tsu_json_skip (r);
    break;
  case TSU_JSON_STRING:
    if (begin_value (r))
      tsu_json_scan_string (r, &start, &length);
    break;
  case TSU_JSON_INT:
    tsu_json_read_int (r);
    break;
  case TSU_JSON_BOOL:
    tsu_json_read_bool (r);
    break;
  case TSU_JSON_NULL:
    tsu_json_read_null (r);
    break;
  case TSU_JSON_INVALID:
    if (begin_value (r))
      fail (r, _ ("this is not a value"));
    break;
  }
  return !tsu_json_failed (r);
}

/**
 * tsu_json_raw:
 * @r: a reader
 * @start: (out): where the value's bytes begin, within the document
 * @length: (out): how many there are
 *
 * Passes over a value and gives its bytes as they stand, so that what a newer version wrote can be
 * kept byte for byte.
 *
 * Returns: whether the value is good; the bytes are set only then
 */
gboolean
tsu_json_raw (TsuJsonReader *r, const char **start, gsize *length)
{
  const char *from;

  skip_space (r);
  from = r->at;
  if (!tsu_json_skip (r))
    return FALSE;
  *start = from;
  *length = r->at - from;
  return TRUE;
}

/**
 * tsu_json_check:
 * @bytes: any bytes
 * @length: how many
 * @error: where the fault goes
 *
 * Returns: whether @bytes are one document the reader takes
 */
gboolean
tsu_json_check (const char *bytes, gsize length, GError **error)
{
  TsuJsonReader r;

  tsu_json_reader_init (&r, bytes, length);
  tsu_json_skip (&r);
  return tsu_json_reader_finish (&r, error);
}
