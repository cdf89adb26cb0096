# SPDX-License-Identifier: GPL-3.0-or-later
"""match and report: their shapes, their rules, and that looking changes nothing."""

import os
import zipfile

from ctltest import equal, run, true


def ward (ctl):
    ctl.ok ('demo')
    return ctl.json ('list', 'need', '--where', 'status=open')


def small (ctl):
    asks, helps = ctl.put ('actor', {'name': '椿', 'kind': 'civic-group'},
                           {'name': '萩', 'kind': 'person', 'consents': ['introduce']})
    need, = ctl.put ('need', {'name': '机とテント', 'kinds': ['things'], 'actor': asks['id'],
                              'status': 'open', 'themes': ['town']})
    offer, other = ctl.put ('offer',
                            {'name': '机あります', 'kinds': ['things'], 'actor': helps['id'],
                             'status': 'available', 'themes': ['town']},
                            {'name': '料理', 'kinds': ['people'], 'status': 'available'})
    return need['id'], offer['id'], other['id'], helps['id']


def test_match_has_the_agreed_shape (ctl):
    needs = ward (ctl)
    before = ctl.everything ()
    for need in needs[:12]:
        found = ctl.json ('match', need['id'], '--limit', '5')
        true (1 <= len (found) <= 5, need['name'])
        scores = [one['score'] for one in found]
        equal (scores, sorted (scores, reverse=True))
        for one in found:
            true (isinstance (one['score'], int) and 0 <= one['score'] <= 1000, one)
            true (one['reasons'] and all (isinstance (s, str) and s for s in one['reasons']), one)
            true (all (isinstance (s, str) and s for s in one['doubts']), one)
            shown, = ctl.json ('show', one['id'])
            true (shown['type'] in ('offer', 'actor', 'resource'), shown)
    equal (ctl.everything (), before)


def test_match_knows_kinds_and_words (ctl):
    need, offer, other, _ = small (ctl)
    found = ctl.json ('match', need)
    equal ([one['id'] for one in found], [offer])
    true (any ('机' in reason for reason in found[0]['reasons']), found)


def test_match_of_an_offer_are_needs (ctl):
    need, offer, other, _ = small (ctl)
    equal ([one['id'] for one in ctl.json ('match', offer)], [need])
    equal (ctl.json ('match', other), [])


def test_match_obeys_a_ban_and_a_limit (ctl):
    need, offer, _, helps = small (ctl)
    ctl.put ('need', {'id': need, 'banned': [helps]})
    equal (ctl.json ('match', need), [])
    ctl.put ('need', {'id': need, 'banned': []})
    ctl.put ('offer', {'id': offer, 'monthly_limit': 1})
    ctl.put ('match', {'actor': helps, 'starts': today (), 'status': 'proposed'})
    equal (ctl.json ('match', need), [])


def today ():
    import datetime
    zone = datetime.timezone (datetime.timedelta (hours=9))
    return datetime.datetime.now (zone).date ().isoformat ()


def test_match_never_suggests_who_said_never (ctl):
    need, offer, _, helps = small (ctl)
    ctl.put ('actor', {'id': helps, 'consents': ['never']})
    equal (ctl.json ('match', need), [])


def test_match_all_is_a_plan (ctl):
    needs = {need['id'] for need in ward (ctl)}
    before = ctl.everything ()
    plan = ctl.json ('match', '--all')
    true (len (plan) > 30, len (plan))
    times = {}
    for one in plan:
        true (one['need'] in needs, one)
        true (one['reasons'], one)
        actor = one.get ('actor', one['id'])
        times[actor] = times.get (actor, 0) + 1
    true (max (times.values ()) <= 4, times)
    equal (plan, ctl.json ('match', '--all'))
    equal (ctl.everything (), before)


def test_match_says_what_is_wrong (ctl):
    need, *_, helps = small (ctl)
    before = ctl.everything ()
    true (helps in ctl.fails (1, 'match', helps))
    true ('no-such-id' in ctl.fails (1, 'match', 'no-such-id'))
    ctl.fails (2, 'match')
    ctl.fails (2, 'match', need, '--all')
    ctl.fails (2, 'match', need, '--limit', '0')
    ctl.fails (2, 'match', need, '--limit', 'many')
    ctl.fails (2, 'match', need, need)
    ctl.fails (1, 'match', need, database=ctl.path ('absent.db'))
    true (not os.path.exists (ctl.path ('absent.db')))
    equal (ctl.everything (), before)


def test_match_helps (ctl):
    true ('--limit' in ctl.ok ('match', '--help'))
    true ('--month' in ctl.ok ('report', '--help'))


def test_report_counts_what_was_put_in (ctl):
    ctl.put ('log',
             {'kind': 'consultation', 'starts': '2026-11-03T10:00+09:00', 'route': 'self',
              'subjects': ['place', 'people'], 'persons': 3},
             {'kind': 'consultation', 'starts': '2026-11-30T23:59+09:00', 'route': 'self'},
             {'kind': 'consultation', 'starts': '2026-10-31', 'route': 'event'},
             {'kind': 'note', 'starts': '2026-11-05'})
    rows = {row['code']: row for row in ctl.json ('report', 'consultations', '--month', '2026-11')}
    equal ((rows['cases']['now'], rows['cases']['before']), (2, 1))
    equal (rows['persons']['now'], 4)
    equal (rows['route:self']['now'], 2)
    equal ((rows['route:event']['now'], rows['route:event']['before']), (0, 1))
    equal (rows['subject:place']['now'], 1)
    equal (len (rows['cases']['records']), 2)
    for key in rows['cases']['records']:
        equal (ctl.json ('show', key)[0]['kind'], 'consultation')
    year = {row['code']: row for row in ctl.json ('report', 'consultations', '--year', '2026')}
    equal (year['cases']['now'], 3)
    equal (ctl.json ('report', 'consultations', '--year', '令和8年度')[0]['now'], 3)


def test_report_writes_a_workbook (ctl):
    ward (ctl)
    path = ctl.path ('figures.xlsx')
    ctl.ok ('report', 'matches', '--year', '2026', '-o', path)
    true ('xl/worksheets/sheet1.xml' in zipfile.ZipFile (path).namelist ())


def test_report_says_what_is_wrong (ctl):
    small (ctl)
    ctl.fails (2, 'report')
    ctl.fails (2, 'report', 'weather', '--year', '2026')
    ctl.fails (2, 'report', 'matches')
    ctl.fails (2, 'report', 'matches', '--year', '2026', '--month', '2026-11')
    ctl.fails (1, 'report', 'matches', '--month', '2026-13')
    ctl.fails (1, 'report', 'matches', '--year', 'last')
    ctl.fails (1, 'report', 'matches', '--year', '2026', '-o', ctl.path ('no/such/folder.xlsx'))


run (globals ())
