/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The vocabularies: what a choice can be. Codes are stored and never change; labels are
 * translated. The twenty themes are those of the appended table of the NPO law (特定非営利活動
 * 促進法 別表); channels, routes, subjects and results follow the slips in use at consultation
 * desks. A ward adds its own themes as records of type theme.
 */

#include "config.h"

#include "tsu-vocabulary.h"

#include <glib/gi18n.h>

#define VOCABULARY(variable, word, table)                                                          \
  const TsuVocabulary variable = { word, table, G_N_ELEMENTS (table) }

static const TsuTerm actor_kinds[] = {
  { "person", NC_ ("actor-kind", "Person"), "tsu-person-symbolic" },
  { "civic-group", NC_ ("actor-kind", "Civic group"), "tsu-group-symbolic" },
  { "npo", NC_ ("actor-kind", "NPO"), "tsu-group-symbolic" },
  { "neighbourhood-association", NC_ ("actor-kind", "Neighbourhood association"),
    "tsu-house-symbolic" },
  { "condominium-association", NC_ ("actor-kind", "Condominium association"),
    "tsu-condo-symbolic" },
  { "company", NC_ ("actor-kind", "Company"), "tsu-company-symbolic" },
  { "shopping-street", NC_ ("actor-kind", "Shopping street"), "tsu-shop-symbolic" },
  { "school", NC_ ("actor-kind", "School or university"), "tsu-school-symbolic" },
  { "public-body", NC_ ("actor-kind", "Public body"), "tsu-public-body-symbolic" },
  { "intermediary", NC_ ("actor-kind", "Intermediary organisation"), "tsu-hub-symbolic" },
  { "other", NC_ ("actor-kind", "Other"), "tsu-group-symbolic" },
};
VOCABULARY (tsu_actor_kinds, "actor-kind", actor_kinds);

static const TsuTerm tie_kinds[] = {
  { "role", NC_ ("tie-kind", "Holds a role"), NULL },
  { "member", NC_ ("tie-kind", "Is a member"), NULL },
  { "cooperates", NC_ ("tie-kind", "Cooperates"), NULL },
  { "introduced", NC_ ("tie-kind", "Was introduced"), NULL },
  { "supports", NC_ ("tie-kind", "Supports"), NULL },
  { "family", NC_ ("tie-kind", "Family or friend"), NULL },
  { "other", NC_ ("tie-kind", "Other tie"), NULL },
};
VOCABULARY (tsu_tie_kinds, "tie-kind", tie_kinds);

static const TsuTerm resource_kinds[] = {
  { "place", NC_ ("resource-kind", "Place"), "tsu-place-symbolic" },
  { "hiroba", NC_ ("resource-kind", "Machi-no-hiroba"), "tsu-hiroba-symbolic" },
  { "equipment", NC_ ("resource-kind", "Equipment"), "tsu-equipment-symbolic" },
  { "fund", NC_ ("resource-kind", "Fund"), "tsu-fund-symbolic" },
  { "skill", NC_ ("resource-kind", "Skill or knowledge"), "tsu-skill-symbolic" },
  { "channel", NC_ ("resource-kind", "Publicity channel"), "tsu-channel-symbolic" },
  { "support-menu", NC_ ("resource-kind", "Support menu"), "tsu-menu-symbolic" },
};
VOCABULARY (tsu_resource_kinds, "resource-kind", resource_kinds);

static const TsuTerm hiroba_forms[] = {
  { "public-facility", NC_ ("hiroba-form", "Public facility opened up"), NULL },
  { "association-hall", NC_ ("hiroba-form", "Association hall"), NULL },
  { "vacant-house", NC_ ("hiroba-form", "Vacant house"), NULL },
  { "cafe", NC_ ("hiroba-form", "Café or shop"), NULL },
  { "shrine-temple", NC_ ("hiroba-form", "Shrine or temple"), NULL },
  { "farm", NC_ ("hiroba-form", "Farm or garden"), NULL },
  { "park", NC_ ("hiroba-form", "Park or street"), NULL },
  { "home", NC_ ("hiroba-form", "Private home"), NULL },
  { "online", NC_ ("hiroba-form", "On the net"), NULL },
  { "activity", NC_ ("hiroba-form", "Activity without a place"), NULL },
  { "other", NC_ ("hiroba-form", "Other form"), NULL },
};
VOCABULARY (tsu_hiroba_forms, "hiroba-form", hiroba_forms);

static const TsuTerm life_cycle[] = {
  { "idea", NC_ ("life-cycle", "Idea"), "tsu-open-symbolic" },
  { "trial", NC_ ("life-cycle", "On trial"), "tsu-proposed-symbolic" },
  { "running", NC_ ("life-cycle", "Running"), "tsu-under-way-symbolic" },
  { "resting", NC_ ("life-cycle", "Resting"), "tsu-not-made-symbolic" },
  { "closed", NC_ ("life-cycle", "Closed"), "tsu-done-symbolic" },
};
VOCABULARY (tsu_life_cycle, "life-cycle", life_cycle);

static const TsuTerm access_features[] = {
  { "wheelchair", NC_ ("access-feature", "Wheelchair"), "tsu-wheelchair-symbolic" },
  { "accessible-toilet", NC_ ("access-feature", "Accessible toilet"), NULL },
  { "elevator", NC_ ("access-feature", "Lift"), NULL },
  { "kitchen", NC_ ("access-feature", "Kitchen"), NULL },
  { "projector", NC_ ("access-feature", "Projector"), NULL },
  { "wifi", NC_ ("access-feature", "Wi-Fi"), NULL },
  { "parking", NC_ ("access-feature", "Parking"), NULL },
  { "nursing-room", NC_ ("access-feature", "Nursing room"), NULL },
  { "tatami", NC_ ("access-feature", "Tatami room"), NULL },
  { "sound", NC_ ("access-feature", "Loud sound allowed"), NULL },
  { "hearing-loop", NC_ ("access-feature", "Hearing loop"), NULL },
};
VOCABULARY (tsu_access_features, "access-feature", access_features);

static const TsuTerm booking_states[] = {
  { "wanted", NC_ ("booking-state", "Wanted"), "tsu-open-symbolic" },
  { "booked", NC_ ("booking-state", "Booked"), "tsu-accepted-symbolic" },
  { "used", NC_ ("booking-state", "Used"), "tsu-done-symbolic" },
  { "cancelled", NC_ ("booking-state", "Cancelled"), "tsu-not-made-symbolic" },
};
VOCABULARY (tsu_booking_states, "booking-state", booking_states);

static const TsuTerm event_kinds[] = {
  { "round-table", NC_ ("event-kind", "Round-table meeting"), NULL },
  { "exchange", NC_ ("event-kind", "Exchange meeting"), NULL },
  { "workshop", NC_ ("event-kind", "Workshop"), NULL },
  { "course", NC_ ("event-kind", "Course or training"), NULL },
  { "festival", NC_ ("event-kind", "Festival"), NULL },
  { "meeting", NC_ ("event-kind", "Meeting"), NULL },
  { "consultation-day", NC_ ("event-kind", "Consultation day"), NULL },
  { "drill", NC_ ("event-kind", "Disaster drill"), NULL },
  { "volunteering", NC_ ("event-kind", "Volunteer activity"), NULL },
  { "other", NC_ ("event-kind", "Other event"), NULL },
};
VOCABULARY (tsu_event_kinds, "event-kind", event_kinds);

static const TsuTerm event_states[] = {
  { "planned", NC_ ("event-state", "Planned"), "tsu-open-symbolic" },
  { "open", NC_ ("event-state", "Open for registration"), "tsu-proposed-symbolic" },
  { "full", NC_ ("event-state", "Full"), "tsu-accepted-symbolic" },
  { "held", NC_ ("event-state", "Held"), "tsu-done-symbolic" },
  { "cancelled", NC_ ("event-state", "Called off"), "tsu-not-made-symbolic" },
  { "postponed", NC_ ("event-state", "Postponed"), "tsu-not-made-symbolic" },
};
VOCABULARY (tsu_event_states, "event-state", event_states);

static const TsuTerm participation_roles[] = {
  { "participant", NC_ ("participation-role", "Participant"), NULL },
  { "host", NC_ ("participation-role", "Host"), NULL },
  { "helper", NC_ ("participation-role", "Helper"), NULL },
  { "speaker", NC_ ("participation-role", "Speaker"), NULL },
  { "facilitator", NC_ ("participation-role", "Facilitator"), NULL },
  { "observer", NC_ ("participation-role", "Observer"), NULL },
  { "staff", NC_ ("participation-role", "Staff"), NULL },
};
VOCABULARY (tsu_participation_roles, "participation-role", participation_roles);

static const TsuTerm participation_states[] = {
  { "invited", NC_ ("participation-state", "Invited"), "tsu-open-symbolic" },
  { "registered", NC_ ("participation-state", "Registered"), "tsu-proposed-symbolic" },
  { "attended", NC_ ("participation-state", "Attended"), "tsu-done-symbolic" },
  { "absent", NC_ ("participation-state", "Absent"), "tsu-not-made-symbolic" },
  { "cancelled", NC_ ("participation-state", "Cancelled registration"), "tsu-not-made-symbolic" },
};
VOCABULARY (tsu_participation_states, "participation-state", participation_states);

static const TsuTerm help_kinds[] = {
  { "support", NC_ ("help-kind", "Activity support"), NULL },
  { "people", NC_ ("help-kind", "People"), NULL },
  { "place", NC_ ("help-kind", "A place"), NULL },
  { "things", NC_ ("help-kind", "Things"), NULL },
  { "funds", NC_ ("help-kind", "Funds"), NULL },
  { "skill", NC_ ("help-kind", "Skill or advice"), NULL },
  { "publicity", NC_ ("help-kind", "Publicity"), NULL },
  { "information", NC_ ("help-kind", "Information"), NULL },
  { "partner", NC_ ("help-kind", "A partner"), NULL },
  { "other", NC_ ("help-kind", "Other help"), NULL },
};
VOCABULARY (tsu_help_kinds, "help-kind", help_kinds);

static const TsuTerm need_states[] = {
  { "open", NC_ ("need-state", "Open"), "tsu-open-symbolic" },
  { "proposed", NC_ ("need-state", "Proposed"), "tsu-proposed-symbolic" },
  { "accepted", NC_ ("need-state", "Accepted"), "tsu-accepted-symbolic" },
  { "under-way", NC_ ("need-state", "Under way"), "tsu-under-way-symbolic" },
  { "done", NC_ ("need-state", "Done"), "tsu-done-symbolic" },
  { "not-made", NC_ ("need-state", "Not made"), "tsu-not-made-symbolic" },
  { "withdrawn", NC_ ("need-state", "Withdrawn"), "tsu-not-made-symbolic" },
};
VOCABULARY (tsu_need_states, "need-state", need_states);

static const TsuTerm offer_states[] = {
  { "available", NC_ ("offer-state", "Available"), "tsu-open-symbolic" },
  { "in-use", NC_ ("offer-state", "In use"), "tsu-under-way-symbolic" },
  { "resting", NC_ ("offer-state", "Resting"), "tsu-not-made-symbolic" },
  { "ended", NC_ ("offer-state", "Ended"), "tsu-done-symbolic" },
};
VOCABULARY (tsu_offer_states, "offer-state", offer_states);

static const TsuTerm match_states[] = {
  { "proposed", NC_ ("match-state", "Proposed"), "tsu-proposed-symbolic" },
  { "accepted", NC_ ("match-state", "Accepted"), "tsu-accepted-symbolic" },
  { "under-way", NC_ ("match-state", "Under way"), "tsu-under-way-symbolic" },
  { "done", NC_ ("match-state", "Done"), "tsu-done-symbolic" },
  { "not-made", NC_ ("match-state", "Not made"), "tsu-not-made-symbolic" },
};
VOCABULARY (tsu_match_states, "match-state", match_states);

static const TsuTerm refusal_reasons[] = {
  { "too-far", NC_ ("refusal-reason", "Too far"), NULL },
  { "no-time", NC_ ("refusal-reason", "No time then"), NULL },
  { "too-busy", NC_ ("refusal-reason", "Asked too often"), NULL },
  { "other-content", NC_ ("refusal-reason", "Not what was wanted"), NULL },
  { "terms", NC_ ("refusal-reason", "Terms did not fit"), NULL },
  { "no-answer", NC_ ("refusal-reason", "No answer"), NULL },
  { "solved", NC_ ("refusal-reason", "Solved otherwise"), NULL },
  { "relation", NC_ ("refusal-reason", "Rather not with each other"), NULL },
  { "other", NC_ ("refusal-reason", "Other reason"), NULL },
};
VOCABULARY (tsu_refusal_reasons, "refusal-reason", refusal_reasons);

static const TsuTerm log_kinds[] = {
  { "consultation", NC_ ("log-kind", "Consultation"), "tsu-log-symbolic" },
  { "contact", NC_ ("log-kind", "Contact"), "tsu-channel-symbolic" },
  { "visit", NC_ ("log-kind", "Visit"), "tsu-place-symbolic" },
  { "note", NC_ ("log-kind", "Note (fact)"), "tsu-log-symbolic" },
  { "impression", NC_ ("log-kind", "Impression"), "tsu-impression-symbolic" },
  { "promise", NC_ ("log-kind", "Promise"), "tsu-today-symbolic" },
};
VOCABULARY (tsu_log_kinds, "log-kind", log_kinds);

static const TsuTerm channels[] = {
  { "counter", NC_ ("channel", "At the counter"), NULL },
  { "phone", NC_ ("channel", "Telephone"), NULL },
  { "mail", NC_ ("channel", "E-mail"), NULL },
  { "social", NC_ ("channel", "LINE or social media"), NULL },
  { "visit", NC_ ("channel", "Visit"), NULL },
  { "outreach", NC_ ("channel", "Outreach"), NULL },
  { "online", NC_ ("channel", "Online"), NULL },
  { "fax", NC_ ("channel", "Fax"), NULL },
};
VOCABULARY (tsu_channels, "channel", channels);

static const TsuTerm routes[] = {
  { "self", NC_ ("route", "The person"), NULL },
  { "family", NC_ ("route", "Family or acquaintance"), NULL },
  { "association", NC_ ("route", "Neighbourhood association"), NULL },
  { "group", NC_ ("route", "Civic group"), NULL },
  { "ward-office", NC_ ("route", "Ward office"), NULL },
  { "welfare-council", NC_ ("route", "Welfare council or care centre"), NULL },
  { "school", NC_ ("route", "School or university"), NULL },
  { "company", NC_ ("route", "Company"), NULL },
  { "commissioner", NC_ ("route", "Welfare commissioner"), NULL },
  { "event", NC_ ("route", "At an event"), NULL },
  { "website", NC_ ("route", "Website or social media"), NULL },
  { "other", NC_ ("route", "Other"), NULL },
};
VOCABULARY (tsu_routes, "route", routes);

static const TsuTerm subjects[] = {
  { "start", NC_ ("subject", "Wants to begin something"), NULL },
  { "people", NC_ ("subject", "Wants companions or helpers"), NULL },
  { "place", NC_ ("subject", "A place"), NULL },
  { "things", NC_ ("subject", "Things"), NULL },
  { "funds", NC_ ("subject", "Funds"), NULL },
  { "publicity", NC_ ("subject", "Publicity"), NULL },
  { "running", NC_ ("subject", "Running and accounts"), NULL },
  { "partner", NC_ ("subject", "Looks for a partner"), NULL },
  { "take-part", NC_ ("subject", "Wants to take part"), NULL },
  { "offer", NC_ ("subject", "Wants to lend or give"), NULL },
  { "trouble", NC_ ("subject", "A trouble of the neighbourhood"), NULL },
  { "other", NC_ ("subject", "Other"), NULL },
};
VOCABULARY (tsu_subjects, "subject", subjects);

static const TsuTerm results[] = {
  { "information", NC_ ("result", "Information given"), NULL },
  { "introduced", NC_ ("result", "Introduced"), NULL },
  { "matching", NC_ ("result", "Match proposed"), NULL },
  { "made", NC_ ("result", "Match made"), NULL },
  { "continuing", NC_ ("result", "Continuing"), NULL },
  { "referred", NC_ ("result", "Referred elsewhere"), NULL },
  { "not-made", NC_ ("result", "Not made"), NULL },
  { "withdrawn", NC_ ("result", "Withdrawn"), NULL },
};
VOCABULARY (tsu_results, "result", results);

static const TsuTerm consents[] = {
  { "introduce", NC_ ("consent", "May be introduced with contact data"), NULL },
  { "ask-first", NC_ ("consent", "Ask each time"), NULL },
  { "never", NC_ ("consent", "Must not be passed on"), NULL },
  { "directory", NC_ ("consent", "May be listed"), NULL },
  { "photo", NC_ ("consent", "Photographs may be used"), NULL },
  { "ward-office", NC_ ("consent", "May be passed to the ward office"), NULL },
};
VOCABULARY (tsu_consents, "consent", consents);

static const TsuTerm consent_forms[] = {
  { "oral", NC_ ("consent-form", "Orally"), NULL },
  { "paper", NC_ ("consent-form", "On paper"), NULL },
  { "form", NC_ ("consent-form", "By web form"), NULL },
};
VOCABULARY (tsu_consent_forms, "consent-form", consent_forms);

/* What the data may be used for; the law wants it said when it is asked. */
static const TsuTerm consent_purposes[] = {
  { "introduction", NC_ ("consent-purpose", "Introductions"), NULL },
  { "referral", NC_ ("consent-purpose", "Advice from other offices"), NULL },
  { "news", NC_ ("consent-purpose", "Sending news and invitations"), NULL },
  { "figures", NC_ ("consent-purpose", "Figures without names"), NULL },
};
VOCABULARY (tsu_consent_purposes, "consent-purpose", consent_purposes);

static const TsuTerm themes[] = {
  { "welfare", NC_ ("theme", "Health, medical care, welfare"), NULL },
  { "social-education", NC_ ("theme", "Social education"), NULL },
  { "town", NC_ ("theme", "Community development"), NULL },
  { "tourism", NC_ ("theme", "Tourism"), NULL },
  { "rural", NC_ ("theme", "Farming, mountain and fishing villages"), NULL },
  { "culture-sports", NC_ ("theme", "Learning, culture, arts, sports"), NULL },
  { "environment", NC_ ("theme", "Environment"), NULL },
  { "disaster", NC_ ("theme", "Disaster relief"), NULL },
  { "safety", NC_ ("theme", "Community safety"), NULL },
  { "rights-peace", NC_ ("theme", "Human rights and peace"), NULL },
  { "international", NC_ ("theme", "International cooperation"), NULL },
  { "gender", NC_ ("theme", "Gender equality"), NULL },
  { "children", NC_ ("theme", "Children"), NULL },
  { "information", NC_ ("theme", "Information society"), NULL },
  { "science", NC_ ("theme", "Science and technology"), NULL },
  { "economy", NC_ ("theme", "Economic activity"), NULL },
  { "work", NC_ ("theme", "Work and vocational skills"), NULL },
  { "consumer", NC_ ("theme", "Consumer protection"), NULL },
  { "intermediary", NC_ ("theme", "Advice and support to groups"), NULL },
  { "ordinance", NC_ ("theme", "Activities named by ordinance"), NULL },
};
VOCABULARY (tsu_themes, "theme", themes);

static const TsuTerm weekdays[] = {
  { "mon", NC_ ("weekday", "Monday"), NULL },
  { "tue", NC_ ("weekday", "Tuesday"), NULL },
  { "wed", NC_ ("weekday", "Wednesday"), NULL },
  { "thu", NC_ ("weekday", "Thursday"), NULL },
  { "fri", NC_ ("weekday", "Friday"), NULL },
  { "sat", NC_ ("weekday", "Saturday"), NULL },
  { "sun", NC_ ("weekday", "Sunday"), NULL },
  { "holiday", NC_ ("weekday", "Public holiday"), NULL },
};
VOCABULARY (tsu_weekdays, "weekday", weekdays);

static const TsuTerm day_parts[] = {
  { "morning", NC_ ("day-part", "Morning"), NULL },
  { "afternoon", NC_ ("day-part", "Afternoon"), NULL },
  { "evening", NC_ ("day-part", "Evening"), NULL },
};
VOCABULARY (tsu_day_parts, "day-part", day_parts);

static const TsuTerm age_bands[] = {
  { "child", NC_ ("age-band", "Up to 12"), NULL },  { "teen", NC_ ("age-band", "13 to 19"), NULL },
  { "20s", NC_ ("age-band", "20s"), NULL },         { "30s", NC_ ("age-band", "30s"), NULL },
  { "40s", NC_ ("age-band", "40s"), NULL },         { "50s", NC_ ("age-band", "50s"), NULL },
  { "60s", NC_ ("age-band", "60s"), NULL },         { "70s", NC_ ("age-band", "70s"), NULL },
  { "80s", NC_ ("age-band", "80 and over"), NULL },
};
VOCABULARY (tsu_age_bands, "age-band", age_bands);

static const TsuTerm activity_states[] = {
  { "active", NC_ ("activity-state", "Active"), NULL },
  { "resting", NC_ ("activity-state", "Resting"), NULL },
  { "ended", NC_ ("activity-state", "Ended"), NULL },
};
VOCABULARY (tsu_activity_states, "activity-state", activity_states);

static const TsuTerm sharing_scopes[] = {
  { "ward", NC_ ("sharing-scope", "This ward"), NULL },
  { "city", NC_ ("sharing-scope", "All wards of the city"), NULL },
  { "public", NC_ ("sharing-scope", "Public"), NULL },
};
VOCABULARY (tsu_sharing_scopes, "sharing-scope", sharing_scopes);
/**
 * tsu_vocabulary_find:
 *
 * Returns: (nullable) (transfer none): the term with @code, or NULL for a code that a newer
 *   program wrote
 */
const TsuTerm *
tsu_vocabulary_find (const TsuVocabulary *vocabulary, const char *code)
{
  if (!code)
    return NULL;

  for (guint i = 0; i < vocabulary->n_terms; i++) {
    if (g_str_equal (vocabulary->terms[i].code, code))
      return &vocabulary->terms[i];
  }
  return NULL;
}

/**
 * tsu_vocabulary_match:
 * @label: a code, or a label in the source language or the user's
 *
 * For files: finds what somebody wrote into a cell.
 *
 * Returns: (nullable) (transfer none): the term
 */
const TsuTerm *
tsu_vocabulary_match (const TsuVocabulary *vocabulary, const char *label)
{
  for (guint i = 0; i < vocabulary->n_terms; i++) {
    const TsuTerm *term = &vocabulary->terms[i];

    if (g_str_equal (term->code, label) || g_str_equal (term->label, label) ||
        g_str_equal (g_dpgettext2 (NULL, vocabulary->name, term->label), label))
      return term;
  }
  return NULL;
}

/**
 * tsu_vocabulary_label:
 *
 * Returns: (transfer none): the label in the user's language; @code itself where it is unknown
 */
const char *
tsu_vocabulary_label (const TsuVocabulary *vocabulary, const char *code)
{
  const TsuTerm *term = tsu_vocabulary_find (vocabulary, code);

  return term ? g_dpgettext2 (NULL, vocabulary->name, term->label) : code;
}
