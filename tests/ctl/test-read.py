# SPDX-License-Identifier: GPL-3.0-or-later
"""list, show, search, fields, usage, and how they are called."""

import os
import shutil
import subprocess

from ctltest import PROGRAM, equal, ndjson, run, true


def fill (ctl):
    return ctl.put ('actor',
                    {'name': '霧垣 和子', 'reading': 'きりがき かずこ', 'kind': 'person',
                     'tags': ['畑', '司会'], 'members': 3},
                    {'name': '藍沢 直人', 'reading': 'あいさわ なおと', 'kind': 'person',
                     'phone': '044-000-1234'},
                    {'name': '手話の会', 'reading': 'しゅわのかい', 'kind': 'civic-group',
                     'activity': '毎週水曜の学習会', 'members': 12})


def names (records):
    return [record['name'] for record in records]


def test_list_is_in_the_order_of_readings (ctl):
    fill (ctl)
    equal (names (ctl.json ('list', 'actor')), ['藍沢 直人', '霧垣 和子', '手話の会'])
    equal (names (ctl.json ('list', 'actor', '--order', '-reading')),
           ['手話の会', '霧垣 和子', '藍沢 直人'])


def test_list_filters (ctl):
    fill (ctl)
    equal (names (ctl.json ('list', 'actor', '--where', 'kind=civic-group')), ['手話の会'])
    equal (names (ctl.json ('list', 'actor', '--where', 'tags=畑')), ['霧垣 和子'])
    equal (names (ctl.json ('list', 'actor', '--where', 'members=12')), ['手話の会'])
    equal (names (ctl.json ('list', 'actor', '--where', 'phone=', '--where', 'kind=person')),
           ['霧垣 和子'])
    equal (names (ctl.json ('list', 'actor', '--limit', '1')), ['藍沢 直人'])
    equal (names (ctl.json ('list', 'actor', 'しゅわ')), ['手話の会'])
    equal (names (ctl.json ('list', 'actor', '--order', '-members'))[:1], ['手話の会'])


def test_list_refuses_what_it_does_not_know (ctl):
    fill (ctl)
    ctl.fails (2, 'list', 'robot')
    ctl.fails (2, 'list')
    ctl.fails (2, 'list', 'actor', '--where', 'kind')
    ctl.fails (2, 'list', 'actor', '--where', 'colour=red')
    ctl.fails (1, 'list', 'actor', '--where', 'members=many')
    ctl.fails (2, 'list', 'actor', '--order', 'colour')


def test_search (ctl):
    stored = fill (ctl)
    for words in ('手話', 'しゅわ', 'シュワ', 'shuwa', '学習会', '手話 水曜'):
        hits = ctl.json ('search', words)
        equal ([hit['id'] for hit in hits], [stored[2]['id']], words)
        equal (set (hits[0]), {'id', 'type', 'title', 'snippet'})
        equal (hits[0]['title'], '手話の会')
        true ('<' not in hits[0]['snippet'], hits[0])
    equal (ctl.json ('search', '0440001234')[0]['id'], stored[1]['id'])
    equal (ctl.json ('search', 'どこにもない'), [])


def test_snippets_are_plain_text (ctl):
    ctl.put ('actor', {'name': '記号', 'note': '<b>太字</b> & "引用" の話'})
    hit, = ctl.json ('search', '引用')
    true ('<b>太字</b> & "引用"' in hit['snippet'], hit)


def test_show_several (ctl):
    stored = fill (ctl)
    equal (ctl.json ('show', stored[2]['id'], stored[0]['id']), [stored[2], stored[0]])
    ctl.fails (1, 'show', stored[0]['id'], '00000000-0000-4000-8000-000000000000')
    ctl.fails (1, 'show', '手話の会')


def test_words_for_people (ctl):
    stored = fill (ctl)
    line = ctl.ok ('list', 'actor', '手話').strip ()
    true (line.startswith (stored[2]['id']), line)
    true ('手話の会' in line and '{' not in line, line)
    true ('手話の会' in ctl.ok ('show', stored[2]['id']))
    true ('手話の会' in ctl.ok ('search', '手話'))


def test_fields_tell_the_schema (ctl):
    types = {line['type']: line for line in ctl.json ('fields')}
    true ({'actor', 'resource', 'event', 'match', 'participation'} <= set (types), set (types))
    fields = {field['name']: field for field in types['actor']['fields']}
    equal (fields['district']['target'], 'district')
    true ('person' in [choice['code'] for choice in fields['kind']['choices']])
    equal (fields['care']['privacy'], 'sensitive')
    equal ([line['type'] for line in ctl.json ('fields', 'need')], ['need'])


def test_usage (ctl):
    ctl.fails (2)
    ctl.fails (2, 'fly')
    ctl.fails (2, 'show')
    ctl.fails (2, 'undo', 'too', 'many')
    ctl.fails (2, 'list', 'actor', '--colour')
    ctl.fails (2, 'put', 'robot', stdin='{}')
    for arguments in (['--help'], ['--version'], ['list', '--help'], ['put', '-h']):
        done = subprocess.run ([PROGRAM, *arguments], capture_output=True, env=ctl.env)
        equal (done.returncode, 0, arguments)
        true (done.stdout, arguments)


def test_options_may_stand_before_the_command (ctl):
    fill (ctl)
    done = subprocess.run ([PROGRAM, '--database', ctl.database, '--json', 'list', 'actor'],
                           capture_output=True, env=ctl.env)
    equal (done.stdout.decode (), ctl.ok ('list', 'actor', '--json'))


def test_japanese_without_a_locale (ctl):
    env = dict (ctl.env, LC_ALL='C', LANG='C')
    stored, = ctl.json ('put', 'actor', stdin=ndjson ({'name': '霧垣'}), env=env)
    equal (stored['name'], '霧垣')
    equal (names (ctl.json ('list', 'actor', '霧垣', env=env)), ['霧垣'])
    true ('霧垣' in ctl.ok ('search', '霧垣', env=env))


def test_the_ledger_of_an_older_program (ctl):
    """Who only wants to read may be the first to open it with this one."""
    here = os.path.dirname (os.path.abspath (__file__))
    shutil.copy (os.path.join (here, '..', 'data', 'ledger-v1.db'), ctl.database)
    true ('髙橋 花子' in names (ctl.json ('list', 'actor')))
    true (ctl.json ('check')[-1]['ok'])


def test_the_users_own_ledger (ctl):
    def plain (*arguments, stdin=b''):
        return subprocess.run ([PROGRAM, *arguments], input=stdin, capture_output=True, env=ctl.env)

    equal (plain ('list', 'actor').returncode, 1, 'no ledger yet')
    equal (plain ('put', 'actor', stdin=b'{"name":"x"}').returncode, 0)
    path = os.path.join (ctl.env['XDG_DATA_HOME'], 'tsunagi', 'ledger.db')
    true (os.path.exists (path), path)
    equal (os.stat (os.path.dirname (path)).st_mode & 0o777, 0o700)
    true (plain ('list', 'actor').stdout.strip ().endswith (b'x'))


run (globals ())
