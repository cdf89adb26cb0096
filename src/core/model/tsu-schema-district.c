/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Field tables of districts, themes and statistics.
 */

#include "config.h"

#include "tsu-schema-tables.h"

#include <glib/gi18n.h>

static const TsuField district_fields[] = {
  { "name", NC_ ("field", "Name"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_NAME },
  { "reading", NC_ ("field", "Reading"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_READING },
  { "code", NC_ ("field", "Code"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_CONTACT },
  { "towns", NC_ ("field", "Towns"), NC_ ("section", "Who"), TSU_FIELD_TAGS,
    .search = TSU_SEARCH_TEXT },
  { "parent", NC_ ("field", "Lies in"), NC_ ("section", "Who"), TSU_FIELD_REFERENCE,
    .search = TSU_SEARCH_NONE, .target = "district" },
  { "latitude", NC_ ("field", "Latitude"), NC_ ("section", "Place"), TSU_FIELD_COORDINATE,
    .search = TSU_SEARCH_NONE },
  { "longitude", NC_ ("field", "Longitude"), NC_ ("section", "Place"), TSU_FIELD_COORDINATE,
    .search = TSU_SEARCH_NONE },
  { "description", NC_ ("field", "Description"), NC_ ("section", "About"), TSU_FIELD_NOTE,
    .search = TSU_SEARCH_TEXT },
  { "note", NC_ ("field", "Notes"), NC_ ("section", "Notes"), TSU_FIELD_NOTE,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
  { "sharing", NC_ ("field", "Shared with"), NC_ ("section", "Notes"), TSU_FIELD_CHOICE,
    .search = TSU_SEARCH_NONE, .vocabulary = &tsu_sharing_scopes, .flags = TSU_FIELD_OFF_FORM },
  { "source_code", NC_ ("field", "Code in the source"), NC_ ("section", "From the file"),
    TSU_FIELD_TEXT, .search = TSU_SEARCH_TEXT, .flags = TSU_FIELD_OFF_FORM },
  { "extra", NC_ ("field", "Other columns"), NC_ ("section", "From the file"), TSU_FIELD_PAIRS,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
  { "unread", NC_ ("field", "Kept as written"), NC_ ("section", "From the file"), TSU_FIELD_PAIRS,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
};

const TsuType tsu_district_type = {
  .name = "district",
  .label = NC_ ("type", "District"),
  .plural = NC_ ("types", "Districts"),
  .icon = "tsu-district-symbolic",
  .fields = district_fields,
  .n_fields = G_N_ELEMENTS (district_fields),
};

static const TsuField theme_fields[] = {
  { "name", NC_ ("field", "Name"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_NAME },
  { "reading", NC_ ("field", "Reading"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_READING },
  { "broader", NC_ ("field", "Belongs to"), NC_ ("section", "Who"), TSU_FIELD_CHOICE,
    .search = TSU_SEARCH_NONE, .vocabulary = &tsu_themes },
  { "description", NC_ ("field", "Description"), NC_ ("section", "About"), TSU_FIELD_NOTE,
    .search = TSU_SEARCH_TEXT },
  { "note", NC_ ("field", "Notes"), NC_ ("section", "Notes"), TSU_FIELD_NOTE,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
  { "sharing", NC_ ("field", "Shared with"), NC_ ("section", "Notes"), TSU_FIELD_CHOICE,
    .search = TSU_SEARCH_NONE, .vocabulary = &tsu_sharing_scopes, .flags = TSU_FIELD_OFF_FORM },
  { "source_code", NC_ ("field", "Code in the source"), NC_ ("section", "From the file"),
    TSU_FIELD_TEXT, .search = TSU_SEARCH_TEXT, .flags = TSU_FIELD_OFF_FORM },
  { "extra", NC_ ("field", "Other columns"), NC_ ("section", "From the file"), TSU_FIELD_PAIRS,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
  { "unread", NC_ ("field", "Kept as written"), NC_ ("section", "From the file"), TSU_FIELD_PAIRS,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
};

const TsuType tsu_theme_type = {
  .name = "theme",
  .label = NC_ ("type", "Theme"),
  .plural = NC_ ("types", "Themes"),
  .icon = "tsu-theme-symbolic",
  .fields = theme_fields,
  .n_fields = G_N_ELEMENTS (theme_fields),
};

static const TsuField statistic_fields[] = {
  { "name", NC_ ("field", "Area as written"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_NAME },
  { "district", NC_ ("field", "District"), NC_ ("section", "Who"), TSU_FIELD_REFERENCE,
    .search = TSU_SEARCH_NONE, .target = "district" },
  { "area_code", NC_ ("field", "Code of the area"), NC_ ("section", "Who"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_CONTACT },
  { "indicator", NC_ ("field", "Indicator"), NC_ ("section", "Value"), TSU_FIELD_CHOICE,
    .search = TSU_SEARCH_NONE, .vocabulary = &tsu_indicators },
  { "starts", NC_ ("field", "Date"), NC_ ("section", "Value"), TSU_FIELD_DATE,
    .search = TSU_SEARCH_NONE },
  { "value", NC_ ("field", "Value"), NC_ ("section", "Value"), TSU_FIELD_INTEGER,
    .search = TSU_SEARCH_NONE },
  { "unit", NC_ ("field", "Unit"), NC_ ("section", "Value"), TSU_FIELD_TEXT,
    .search = TSU_SEARCH_NONE },
  { "note", NC_ ("field", "Notes"), NC_ ("section", "Notes"), TSU_FIELD_NOTE,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
  { "sharing", NC_ ("field", "Shared with"), NC_ ("section", "Notes"), TSU_FIELD_CHOICE,
    .search = TSU_SEARCH_NONE, .vocabulary = &tsu_sharing_scopes, .flags = TSU_FIELD_OFF_FORM },
  { "source_code", NC_ ("field", "Code in the source"), NC_ ("section", "From the file"),
    TSU_FIELD_TEXT, .search = TSU_SEARCH_TEXT, .flags = TSU_FIELD_OFF_FORM },
  { "extra", NC_ ("field", "Other columns"), NC_ ("section", "From the file"), TSU_FIELD_PAIRS,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
  { "unread", NC_ ("field", "Kept as written"), NC_ ("section", "From the file"), TSU_FIELD_PAIRS,
    .privacy = TSU_PRIVACY_PERSONAL, .search = TSU_SEARCH_TEXT },
};

const TsuType tsu_statistic_type = {
  .name = "statistic",
  .label = NC_ ("type", "Statistic"),
  .plural = NC_ ("types", "Statistics"),
  .icon = "tsu-statistic-symbolic",
  .fields = statistic_fields,
  .n_fields = G_N_ELEMENTS (statistic_fields),
};
