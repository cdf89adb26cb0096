# SPDX-License-Identifier: GPL-3.0-or-later
"""import and export: what comes out goes in again, what is wrong leaves nothing."""

import csv
import json
import os
import signal
import subprocess
import zipfile

from ctltest import PROGRAM, equal, ndjson, run, true, wait_for_work

TODAY = '2026-11-22'
TABLE = '''\
団体名,ふりがな,代表者,電話番号,設立年月日
手話サークル,しゅわさーくる,鈴見 和音,044-000-0001,平成12年4月1日
おもちゃ病院,おもちゃびょういん,糸瀬 陽介,０４４－０００－０００２,R2.5
'''


def write (ctl, name, text, encoding='utf-8'):
    with open (ctl.path (name), 'w', encoding=encoding, newline='') as file:
        file.write (text)
    return ctl.path (name)


def of_type (ctl, type_name):
    return ctl.json ('list', type_name)


def test_import_reports_and_can_be_taken_back (ctl):
    ctl.put ('actor', {'name': '前からいる人'})
    before = ctl.everything ()
    report, = ctl.json ('import', write (ctl, '団体.csv', TABLE), '--as', 'actor')
    equal (set (report), {'import', 'read', 'created', 'updated', 'skipped', 'problems'})
    equal ([report[key] for key in ('read', 'created', 'updated', 'skipped')], [2, 2, 0, 0])
    equal (report['problems'], [])
    groups = {record['name']: record for record in of_type (ctl, 'actor')}
    equal (groups['手話サークル']['reading'], 'しゅわさーくる')
    equal (groups['手話サークル']['founded'], '2000-04-01')
    equal (groups['おもちゃ病院']['phone'], '044-000-0002')
    equal (groups['おもちゃ病院']['founded'], '2020-05')
    ctl.ok ('undo', '--batch', report['import'])
    equal (ctl.everything (), before)


def test_import_of_the_same_again_skips (ctl):
    path = write (ctl, 'table.csv', TABLE)
    ctl.ok ('import', path, '--as', 'actor')
    before = ctl.everything ()
    report, = ctl.json ('import', path, '--as', 'actor')
    equal ([report[key] for key in ('read', 'created', 'updated', 'skipped')], [2, 0, 0, 2])
    equal (ctl.everything (), before)


def test_encodings (ctl):
    for encoding in ('utf-8', 'utf-8-sig', 'cp932', 'utf-16'):
        database = ctl.path (f'{encoding}.db')
        path = write (ctl, f'{encoding}.csv', TABLE, encoding)
        ctl.ok ('import', path, '--as', 'actor', database=database)
        names = [record['name'] for record in ctl.json ('list', 'actor', database=database)]
        equal (sorted (names), ['おもちゃ病院', '手話サークル'], encoding)
    path = write (ctl, 'again.csv', TABLE, 'cp932')
    ctl.ok ('import', path, '--as', 'actor', '--encoding', 'cp932')
    ctl.fails (2, 'import', path, '--encoding', 'klingon')


def test_dry_run_writes_nothing (ctl):
    ctl.put ('actor', {'name': '前からいる人'})
    before = ctl.everything ()
    record = ndjson ({'type': 'actor', 'name': '新'})
    for path in (write (ctl, 'table.csv', TABLE), write (ctl, 'records.ndjson', record)):
        report, = ctl.json ('import', path, '--as', 'actor', '--dry-run')
        equal (report['import'], None)
        true (report['created'] > 0, report)
        equal (ctl.everything (), before, path)


def test_problems_name_their_cell (ctl):
    path = write (ctl, 'table.csv', TABLE + '変な日の会,へんなひのかい,,,そのうち\n')
    report, = ctl.json ('import', path, '--as', 'actor')
    problem, = report['problems']
    equal ((problem['row'], problem['column'], problem['text']), (4, 5, 'そのうち'))
    true (problem['problem'], problem)


def test_files_that_are_none (ctl):
    ctl.put ('actor', {'name': '前からいる人'})
    before = ctl.everything ()
    with open (ctl.path ('broken.xlsx'), 'wb') as file:
        file.write (b'PK\x03\x04' + os.urandom (3000))
    with zipfile.ZipFile (ctl.path ('empty.xlsx'), 'w'):
        pass
    for name in ('broken.xlsx', 'empty.xlsx', 'absent.csv'):
        ctl.fails (1, 'import', ctl.path (name), '--as', 'actor')
        equal (ctl.everything (), before, name)
    ctl.fails (2, 'import', write (ctl, 'table.csv', TABLE), '--as', 'robot')
    ctl.fails (1, 'import', write (ctl, 'table.csv', TABLE), '--sheet', '無い')
    equal (ctl.everything (), before)


def test_a_faulty_line_refuses_the_whole_file (ctl):
    ctl.put ('actor', {'name': '前からいる人'})
    before = ctl.everything ()
    lines = [ndjson ({'type': 'actor', 'name': f'人{n}'}) for n in range (1500)]
    lines[1200] = '{"type":"actor","nmae":"x"}\n'
    message = ctl.fails (1, 'import', write (ctl, 'records.ndjson', ''.join (lines)))
    true ('1201' in message, message)
    equal (ctl.everything (), before)


def test_ndjson_carries_a_whole_ward (ctl):
    ctl.ok ('demo', '--today', TODAY)
    types = [schema['type'] for schema in ctl.json ('fields')]
    with open (ctl.path ('ward.ndjson'), 'w', encoding='utf-8') as file:
        for name in types:
            file.write (ctl.ok ('export', name, '--format', 'ndjson'))
    second = ctl.path ('second.db')
    report, = ctl.json ('import', ctl.path ('ward.ndjson'), database=second)
    equal (report['read'], report['created'])
    equal (report['problems'], [])
    for name in types:
        equal (ctl.ok ('list', name, '--json', database=second), ctl.ok ('list', name, '--json'))
    equal (ctl.json ('check', database=second)[0]['ok'], True)
    again, = ctl.json ('import', ctl.path ('ward.ndjson'), database=second)
    equal ((again['created'], again['updated']), (0, 0))


def test_tables_come_back_as_they_went (ctl):
    fields = {'name': '手話サークル', 'reading': 'しゅわさーくる', 'kind': 'civic-group',
              'phone': '044-000-0001', 'founded': '2000-04-01', 'members': 12,
              'activity': '学習会、\n"通訳"', 'tags': ['夜', '学び']}
    stored, = ctl.put ('actor', fields)
    for name in ('table.csv', 'table.xlsx', 'table.ndjson'):
        report, = ctl.json ('export', 'actor', '-o', ctl.path (name))
        equal ((report['written'], report['problems']), (1, []))
        database = ctl.path (f'{name}.db')
        ctl.ok ('import', ctl.path (name), '--as', 'actor', database=database)
        back, = ctl.json ('list', 'actor', database=database)
        for field in fields:
            equal (back.get (field), stored[field], f'{name}: {field}')


def test_export_to_standard_output (ctl):
    ctl.put ('actor', {'name': '一', 'kind': 'npo'}, {'name': '二', 'kind': 'person'})
    table = list (csv.reader (ctl.ok ('export', 'actor').lstrip ('\ufeff').splitlines ()))
    equal (len (table), 3)
    lines = ctl.ok ('export', 'actor', '--format', 'ndjson', '--where', 'kind=npo').splitlines ()
    equal ([json.loads (line)['name'] for line in lines], ['一'])
    equal (ctl.json ('export', 'actor'), ctl.json ('list', 'actor'))


def test_export_that_fails_leaves_the_file (ctl):
    ctl.put ('actor', {'name': '𠮷の会'})
    path = write (ctl, 'table.csv', '前のもの')
    ctl.fails (1, 'export', 'actor', '--encoding', 'cp932', '-o', path)
    with open (path, encoding='utf-8') as file:
        equal (file.read (), '前のもの')
    ctl.fails (1, 'export', 'actor', '-o', ctl.path ('no/such/folder/table.csv'))
    ctl.fails (2, 'export', 'actor', '--format', 'pdf')
    ctl.fails (2, 'export', 'robot')


def test_an_interrupted_import_leaves_nothing (ctl):
    ctl.put ('actor', {'name': '前からいる人'})
    before = ctl.everything ()
    rows = ''.join (f'団体{n},だんたい,代表{n},,\n' for n in range (60000))
    for name, text in (('table.csv', TABLE + rows),
                       ('records.ndjson', ''.join (ndjson ({'type': 'actor', 'name': f'人{n}'})
                                                   for n in range (150000)))):
        process = subprocess.Popen ([PROGRAM, 'import', write (ctl, name, text), '--as', 'actor',
                                     '--database', ctl.database], stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, env=ctl.env)
        wait_for_work (process)
        process.send_signal (signal.SIGINT)
        stdout, stderr = process.communicate (timeout=100)
        equal ((process.returncode, stdout), (1, b''), stderr)
        equal (stderr.count (b'\n'), 1, stderr)
        equal (ctl.everything (), before, name)


run (globals ())
