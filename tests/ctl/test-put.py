# SPDX-License-Identifier: GPL-3.0-or-later
"""put, delete, restore, undo, redo, history: everything that writes."""

import json

from ctltest import equal, ndjson, run, true

NOBODY = '00000000-0000-4000-8000-000000000000'


def test_put_creates_and_prints (ctl):
    stored, = ctl.put ('actor', {'name': '虹沢 陽乃', 'kind': 'person', 'tags': ['畑', '司会']})
    equal (stored['type'], 'actor')
    equal (stored['name'], '虹沢 陽乃')
    equal (sorted (stored['tags']), ['司会', '畑'])
    equal (len (stored['id']), 36)
    equal (ctl.json ('show', stored['id']), [stored])
    equal (ctl.json ('list', 'actor'), [stored])


def test_put_edits_only_the_given_fields (ctl):
    stored, = ctl.put ('actor', {'name': '麦守', 'phone': '044-000-0001', 'note': '元気'})
    edited, = ctl.put ('actor', {'id': stored['id'], 'phone': '044-000-0002', 'note': None})
    wanted = dict (stored, phone='044-000-0002')
    del wanted['note']
    equal (edited, wanted)


def test_put_keeps_the_order_of_lines (ctl):
    names = [f'団体{n}' for n in (3, 1, 2)]
    stored = ctl.put ('actor', *({'name': name} for name in names))
    equal ([record['name'] for record in stored], names)


def test_put_takes_what_list_prints (ctl):
    place, = ctl.put ('resource', {'name': '会館', 'kind': 'place', 'latitude': 355600000,
                                   'features': ['kitchen', 'wheelchair'], 'opens': '09:00'})
    ctl.put ('resource', json.loads (ctl.ok ('list', 'resource', '--json')))
    equal (ctl.json ('list', 'resource'), [place])
    equal (len (ctl.json ('history', place['id'])), 1, 'an edit of nothing is no change')


def test_dates_as_people_write_them (ctl):
    for field, written, kept in (
            ('born', '昭和40年3月1日', '1965-03-01'),
            ('born', 'S40.3.1', '1965-03-01'),
            ('born', '1965/3/1', '1965-03-01'),
            ('born', '昭和40年', '1965'),
            ('consent_date', '令和元年5月', '2019-05')):
        stored, = ctl.put ('actor', {'name': '日付', field: written})
        equal (stored[field], kept, written)
    for written, kept in (
            ('令和8年11月22日 13時30分', '2026-11-22T13:30+09:00'),
            ('2026-11-22T13:30+09:00', '2026-11-22T13:30+09:00'),
            ('2026-11-22', '2026-11-22')):
        stored, = ctl.put ('event', {'name': '催し', 'starts': written})
        equal (stored['starts'], kept, written)


def test_a_thousand_lines_are_one_step (ctl):
    ctl.put ('actor', *({'name': f'人{n}', 'kind': 'person'} for n in range (1200)))
    equal (len (ctl.json ('list', 'actor')), 1200)
    ctl.ok ('undo')
    equal (ctl.json ('list', 'actor'), [])


def test_bad_input_leaves_nothing (ctl):
    person, = ctl.put ('actor', {'name': '虹沢', 'kind': 'person'})
    event, = ctl.put ('event', {'name': '催し'})
    good = {'name': 'よい行'}
    before = ctl.everything ()
    for line in (
            '{"name":"閉じていない"',
            '{"name":"二度","name":"二度"}',
            '{"name":"後に続く"} x',
            '["配列"]',
            '"文字"',
            '{}',
            '{"nmae":"知らない欄"}',
            '{"name":3}',
            '{"name":["並び"]}',
            '{"name":"数","members":"多い"}',
            '{"name":"小数","members":1.5}',
            '{"name":"大きい","members":9007199254740993}',
            '{"name":"真偽","insured":"はい"}',
            '{"name":"日付","born":"そのうち"}',
            '{"name":"日付","born":"2026-02-30"}',
            '{"name":"時刻","born":"13:30"}',
            '{"name":"選択","kind":"robot"}',
            '{"name":"選択","weekdays":["mon","someday"]}',
            '{"name":"選択","weekdays":"mon"}',
            '{"name":"組","extra":["列"]}',
            '{"name":"参照","district":"どこか"}',
            json.dumps ({'name': '参照', 'district': NOBODY}),
            json.dumps ({'name': '別の型への参照', 'district': person['id']}),
            json.dumps ({'id': NOBODY, 'name': '居ない'}),
            json.dumps ({'id': event['id'], 'name': '別の型'}),
            json.dumps ({'id': 'x', 'name': '番号でない'}),
            json.dumps ({'type': 'event', 'name': '別の型'}),
            json.dumps ({'name': '長い', 'note': 'あ' * 22000}),
            b'{"name":"\xff\xfe"}'):
        if isinstance (line, str):
            line = line.encode ()
        stdin = ndjson (good).encode () + line + b'\n' + ndjson (good).encode ()
        message = ctl.fails (1, 'put', 'actor', stdin=stdin)
        true ('2' in message, f'no line number: {message}')
        equal (ctl.everything (), before, line)


def test_put_derives_the_id_of_a_participation (ctl):
    person, = ctl.put ('actor', {'name': '虹沢', 'kind': 'person'})
    event, = ctl.put ('event', {'name': '催し'})
    line = {'event': event['id'], 'actor': person['id'], 'status': 'registered'}
    first, = ctl.put ('participation', line)
    again, = ctl.put ('participation', dict (line, status='attended'))
    equal (again['id'], first['id'])
    equal (len (ctl.json ('list', 'participation')), 1)


def test_delete_and_restore (ctl):
    stored, = ctl.put ('actor', {'name': '消える'})
    gone, = ctl.json ('delete', stored['id'])
    equal (gone, dict (stored, deleted=True))
    equal (ctl.json ('list', 'actor'), [])
    equal (ctl.json ('list', 'actor', '--deleted'), [gone])
    message = ctl.fails (1, 'put', 'actor', stdin=ndjson ({'id': stored['id'], 'name': 'x'}))
    true ('deleted' in message, message)
    equal (ctl.json ('restore', stored['id']), [stored])
    equal (ctl.json ('list', 'actor'), [stored])


def test_delete_of_several_is_all_or_nothing (ctl):
    stored, = ctl.put ('actor', {'name': '残る'})
    ctl.fails (1, 'delete', stored['id'], NOBODY)
    equal (ctl.json ('list', 'actor'), [stored])


def test_undo_and_redo (ctl):
    stored, = ctl.put ('actor', {'name': '前'})
    ctl.put ('actor', {'id': stored['id'], 'name': '後'})
    undone, = ctl.json ('undo')
    equal ((undone['changed'], undone['left_alone']), (1, 0))
    true (undone['label'], undone)
    equal (ctl.json ('show', stored['id'])[0]['name'], '前')
    ctl.ok ('redo')
    equal (ctl.json ('show', stored['id'])[0]['name'], '後')
    ctl.fails (1, 'redo')
    ctl.ok ('undo')
    ctl.ok ('undo')
    equal (ctl.json ('list', 'actor'), [])
    ctl.fails (1, 'undo')
    ctl.fails (1, 'undo', '--batch', NOBODY)


def test_history (ctl):
    stored, = ctl.put ('actor', {'name': '前', 'tags': ['一']})
    ctl.put ('actor', {'id': stored['id'], 'name': '後', 'tags': ['一', '二']})
    ctl.ok ('delete', stored['id'])
    entries = ctl.json ('history', stored['id'])
    equal (sorted (entry['op'] for entry in entries), ['delete', 'set', 'set'])
    edits = [edit for entry in entries for edit in entry['edits']]
    true ({'field': 'name', 'value': '後', 'before': '前'} in edits, edits)
    true ({'field': 'name', 'value': '前', 'before': None} in edits, edits)
    true ({'field': 'tags', 'add': ['二'], 'remove': None, 'before': None} in edits, edits)
    for entry in entries:
        equal (entry['record'], stored['id'])
        true (entry['time'].endswith ('+09:00'), entry)


run (globals ())
