# SPDX-License-Identifier: GPL-3.0-or-later
"""demo: the invented ward is rich, the same every time, sound, and never among real records."""

import collections
import datetime
import re
import signal
import subprocess

from ctltest import PROGRAM, equal, run, true, wait_for_work

TODAY = '2026-11-22'


def fill (ctl, *arguments, **how):
    counts, = ctl.json ('demo', '--today', TODAY, *arguments, **how)
    return counts


def count (records, field):
    return collections.Counter (record.get (field) for record in records)


def codes (ctl, type_name, field):
    schema, = ctl.json ('fields', type_name)
    found, = (item for item in schema['fields'] if item['name'] == field)
    return {choice['code'] for choice in found['choices']}


def test_it_is_rich (ctl):
    counts = fill (ctl)
    for name, least in (('actor', 400), ('tie', 250), ('resource', 150), ('booking', 100),
                        ('event', 120), ('participation', 2000), ('need', 100), ('offer', 80),
                        ('match', 40), ('log', 290), ('district', 6), ('theme', 8),
                        ('statistic', 400)):
        true (counts[name] >= least, f'{name}: {counts[name]} of {least}')


def test_it_says_that_it_is_invented (ctl):
    fill (ctl)
    true (any ('お試し' in district['note'] for district in ctl.json ('list', 'district')))
    true (ctl.json ('search', 'お試し'))


def test_every_choice_occurs (ctl):
    fill (ctl)
    for type_name, field in (('actor', 'kind'), ('resource', 'kind'), ('resource', 'form'),
                             ('resource', 'status'), ('event', 'kind'), ('match', 'status'),
                             ('log', 'kind'), ('participation', 'status'), ('tie', 'kind'),
                             ('booking', 'status'), ('log', 'route'), ('log', 'result'),
                             ('need', 'status')):
        seen = set (count (ctl.json ('list', type_name), field)) - {None}
        missing = codes (ctl, type_name, field) - seen - {'family', 'other', 'postponed'}
        equal (missing, set (), f'{type_name}.{field}')


def test_references_lead_somewhere (ctl):
    fill (ctl)
    ids = collections.defaultdict (set)
    records = {}
    for schema in ctl.json ('fields'):
        records[schema['type']] = ctl.json ('list', schema['type'])
        ids[schema['type']] = {record['id'] for record in records[schema['type']]}
    for schema in ctl.json ('fields'):
        for field in schema['fields']:
            if 'target' not in field:
                continue
            known = {choice['code'] for choice in field.get ('choices', [])}
            for record in records[schema['type']]:
                value = record.get (field['name'], [])
                for item in value if isinstance (value, list) else [value]:
                    true (item in known or item in ids[field['target']],
                          f"{schema['type']}.{field['name']} of {record}")


def test_fields_suit_the_kind (ctl):
    fill (ctl)
    for type_name in ('actor', 'resource', 'log'):
        schema, = ctl.json ('fields', type_name)
        only = {field['name']: field['only'].split () for field in schema['fields']
                if 'only' in field}
        for record in ctl.json ('list', type_name):
            for name in record:
                true (name not in only or record['kind'] in only[name], f'{name} in {record}')


def test_names_are_invented_and_readable (ctl):
    fill (ctl)
    persons = ctl.json ('list', 'actor', '--where', 'kind=person')
    for person in persons:
        true (re.fullmatch ('[ぁ-ゖー ]+', person['reading']), person)
        for field in ('phone', 'mobile'):
            true (re.fullmatch (r'(044-00\d|090-0000)-\d{4}', person.get (field, '044-000-0000')),
                  person)
        true (person.get ('email', '@example.jp').endswith ('@example.jp'), person)
    equal (len ({person['name'] for person in persons}), len (persons))


def test_things_are_due_around_today (ctl):
    fill (ctl)
    today = datetime.date.fromisoformat (TODAY)
    due = [datetime.date.fromisoformat (log['follow_up']) for log in ctl.json ('list', 'log')
           if 'follow_up' in log and not log.get ('followed_up')]
    days = [(day - today).days for day in due]
    true (any (day < 0 for day in days) and 0 in days and any (day > 0 for day in days), days)
    starts = [event['starts'][:10] for event in ctl.json ('list', 'event')]
    true (TODAY in starts, 'nothing happens today')
    true (min (starts) < '2025-04-01' and max (starts) > '2026-12-01', (min (starts), max (starts)))


def test_only_a_first_time_is_one (ctl):
    fill (ctl)
    firsts = collections.Counter ()
    for guest in ctl.json ('list', 'participation', '--where', 'status=attended'):
        firsts[guest['actor']] += guest['first_time']
    equal (set (firsts.values ()), {1})


def test_the_same_every_time (ctl):
    fill (ctl)
    fill (ctl, database=ctl.path ('second.db'))
    for schema in ctl.json ('fields'):
        equal (ctl.ok ('list', schema['type'], '--json'),
               ctl.ok ('list', schema['type'], '--json', database=ctl.path ('second.db')))
    fill (ctl, '--seed', '9', database=ctl.path ('third.db'))
    true (ctl.ok ('list', 'actor', '--json') !=
          ctl.ok ('list', 'actor', '--json', database=ctl.path ('third.db')))


def test_twice_into_one_ledger_changes_nothing (ctl):
    fill (ctl)
    before = ctl.everything ()
    fill (ctl)
    equal (ctl.everything (), before)


def test_never_among_real_records (ctl):
    ctl.put ('actor', {'name': '本当の人'})
    before = ctl.everything ()
    ctl.fails (1, 'demo')
    equal (ctl.everything (), before)


def test_it_is_sound (ctl):
    fill (ctl)
    equal (ctl.json ('check'), [{'ok': True, 'problems': []}])
    before = ctl.everything ()
    ctl.ok ('rebuild')
    equal (ctl.everything (), before)


def test_one_undo_takes_back_the_ward (ctl):
    fill (ctl)
    before = ctl.everything ()
    ctl.ok ('undo')
    equal (set (ctl.everything ()), {''})
    ctl.ok ('redo')
    equal (ctl.everything (), before)
    equal (ctl.json ('check')[0]['ok'], True)


def test_more_actors (ctl):
    counts = fill (ctl, '--actors', '3000')
    equal (counts['actor'], 3000)
    ctl.fails (1, 'demo', '--actors', '1000001', database=ctl.path ('second.db'))
    ctl.fails (1, 'demo', '--today', 'いつか', database=ctl.path ('second.db'))


def test_interrupted_it_leaves_nothing (ctl):
    process = subprocess.Popen ([PROGRAM, 'demo', '--actors', '300000', '--database',
                                 ctl.database], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=ctl.env)
    wait_for_work (process)
    process.send_signal (signal.SIGINT)
    stdout, stderr = process.communicate (timeout=60)
    equal (process.returncode, 1, stderr)
    equal (stdout, b'')
    equal (stderr.count (b'\n'), 1, stderr)
    equal (set (ctl.everything ()), {''})
    equal (ctl.json ('check')[0]['ok'], True)


run (globals ())
