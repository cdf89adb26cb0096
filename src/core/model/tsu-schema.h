/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-vocabulary.h"

G_BEGIN_DECLS

/**
 * TsuFieldKind:
 *
 * How a field's value is written, read, shown and merged. The kinds from TSU_FIELD_CHOICES to
 * TSU_FIELD_TAGS are sets and merge add-wins; all others are registers.
 */
typedef enum {
  TSU_FIELD_TEXT,       /* one line */
  TSU_FIELD_NOTE,       /* several lines */
  TSU_FIELD_INTEGER,    /* a count */
  TSU_FIELD_MONEY,      /* yen */
  TSU_FIELD_COORDINATE, /* 1e-7 degree */
  TSU_FIELD_BOOLEAN,
  TSU_FIELD_DATE,   /* "2026-11-22", "2026-11" or "2026" */
  TSU_FIELD_MOMENT, /* a date, or "2026-11-22T13:30+09:00" */
  TSU_FIELD_TIME,   /* "13:30" */
  TSU_FIELD_PHONE,
  TSU_FIELD_EMAIL,
  TSU_FIELD_URL,
  TSU_FIELD_POSTAL,     /* "213-0001" */
  TSU_FIELD_CHOICE,     /* code of the vocabulary */
  TSU_FIELD_REFERENCE,  /* id of a record of type target */
  TSU_FIELD_PAIRS,      /* name, text, name, text …: what came in and has no field */
  TSU_FIELD_CHOICES,    /* set of codes; with a target also ids of such records */
  TSU_FIELD_REFERENCES, /* set of ids; of records of any type where there is no target */
  TSU_FIELD_TAGS,       /* set of words */
} TsuFieldKind;

/**
 * TsuPrivacy:
 *
 * Class of a field, and with it who receives its values at all: see the policy of the server.
 */
typedef enum {
  TSU_PRIVACY_OPEN,
  TSU_PRIVACY_PERSONAL,
  TSU_PRIVACY_SENSITIVE,
} TsuPrivacy;

/**
 * TsuSearchColumn:
 *
 * The column of the search index that a field's words go to, best rank first.
 */
typedef enum {
  TSU_SEARCH_NAME,
  TSU_SEARCH_READING,
  TSU_SEARCH_CONTACT,
  TSU_SEARCH_TEXT,
  TSU_SEARCH_NONE,
} TsuSearchColumn;

typedef enum {
  TSU_FIELD_PLAIN = 0,
  TSU_FIELD_QUIET = 1 << 0,              /* unequal heads open no issue */
  TSU_FIELD_OFF_FORM = 1 << 1,           /* not among the rows of the default form */
  TSU_FIELD_PERSONAL_OF_PERSON = 1 << 2, /* personal where the record is a person's */
} TsuFieldFlags;

/**
 * TsuField:
 * @name: stable name in changes, JSON, SQL and scripts
 * @label: source string of the label on screen and in exported headings
 * @section: heading of the form under which the field stands
 * @vocabulary: (nullable): the choices
 * @target: (nullable): name of the record type that a reference points to
 * @only: (nullable): the record's kinds that have the field, separated by spaces; NULL for all
 */
typedef struct {
  const char *name;
  const char *label;
  const char *section;
  TsuFieldKind kind;
  TsuPrivacy privacy;
  TsuSearchColumn search;
  const TsuVocabulary *vocabulary;
  const char *target;
  const char *only;
  TsuFieldFlags flags;
} TsuField;

/**
 * TsuType:
 * @name: stable name: SQL table, JSON "type", command line
 * @label: source string, one of them ("actor")
 * @plural: source string, many ("actors")
 * @icon: symbolic icon name where the record's kind gives none
 *
 * A record type. This table is the only description of it: SQL tables, JSON, files, forms, search
 * and policy derive from it. Fields are only ever added, at the end.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *plural;
  const char *icon;
  const TsuField *fields;
  guint n_fields;
} TsuType;

/* Version of the field tables as a whole: grows when a type or a field is added. */
#define TSU_SCHEMA_VERSION 2

const TsuType *const *tsu_schema_get_types (guint *n_types);
const TsuType *tsu_schema_find_type (const char *name);
const TsuField *tsu_type_find_field (const TsuType *type, const char *name);
int tsu_type_field_index (const TsuType *type, const char *name);
gboolean tsu_field_is_set (const TsuField *field);
gboolean tsu_field_refers (const TsuField *field);
gboolean tsu_field_refers (const TsuField *field);
gboolean tsu_field_is_integer (const TsuField *field);
gboolean tsu_field_applies (const TsuField *field, const char *kind);
TsuPrivacy tsu_field_get_privacy (const TsuField *field, const char *kind);

G_END_DECLS
