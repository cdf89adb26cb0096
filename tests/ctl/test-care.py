# SPDX-License-Identifier: GPL-3.0-or-later
"""check, rebuild, backup, restore-backup, and ledgers that are not as they should be."""

import os
import sqlite3
import subprocess

from ctltest import PROGRAM, equal, ndjson, run, true


def test_check_and_rebuild (ctl):
    ctl.put ('actor', {'name': '虹沢'}, {'name': '麦守'})
    before = ctl.everything ()
    equal (ctl.json ('check'), [{'ok': True, 'problems': []}])
    ctl.ok ('rebuild')
    equal (ctl.everything (), before)
    equal (ctl.json ('check'), [{'ok': True, 'problems': []}])


def test_check_finds_a_table_that_does_not_fit (ctl):
    stored, = ctl.put ('actor', {'name': '虹沢'})
    with sqlite3.connect (ctl.database) as db:
        db.execute ("UPDATE actor SET phone = '999'")
    db.close ()
    done = ctl.run ('check', '--json')
    equal (done.returncode, 1, done.stderr)
    true (done.stdout.startswith ('{"ok":false'), done.stdout)
    equal (done.stderr.count ('\n'), 1, done.stderr)
    ctl.ok ('rebuild')
    equal (ctl.json ('check')[0]['ok'], True)
    equal (ctl.json ('show', stored['id']), [stored])


def test_backup_and_back (ctl):
    ctl.put ('actor', {'name': '前'})
    before = ctl.everything ()
    ctl.ok ('backup', ctl.path ('copy.db'))
    ctl.put ('actor', {'name': '後'})
    ctl.ok ('restore-backup', ctl.path ('copy.db'))
    equal (ctl.everything (), before)
    equal (ctl.json ('check')[0]['ok'], True)


def test_a_backup_is_a_ledger (ctl):
    stored, = ctl.put ('actor', {'name': '虹沢'})
    ctl.ok ('backup', ctl.path ('copy.db'))
    equal (ctl.json ('list', 'actor', database=ctl.path ('copy.db')), [stored])


def test_backup_to_nowhere (ctl):
    ctl.put ('actor', {'name': '虹沢'})
    ctl.fails (1, 'backup', ctl.path ('no/such/folder/copy.db'))
    ctl.fails (1, 'restore-backup', ctl.path ('absent.db'))
    equal (len (ctl.json ('list', 'actor')), 1)


def test_no_ledger_there (ctl):
    for arguments in (['list', 'actor'], ['show', 'x'], ['search', 'x'], ['check'], ['undo'],
                      ['delete', 'x'], ['backup', ctl.path ('copy.db')]):
        ctl.fails (1, *arguments)
        true (not os.path.exists (ctl.database), f'{arguments} made a ledger')


def test_a_file_that_is_no_ledger (ctl):
    for content in (b'PK\x03\x04 this is a spreadsheet' * 100, b'short', os.urandom (40000)):
        with open (ctl.database, 'wb') as file:
            file.write (content)
        for arguments in (['list', 'actor'], ['check'], ['undo']):
            ctl.fails (1, *arguments)
        ctl.fails (1, 'put', 'actor', stdin=ndjson ({'name': 'x'}))
        ctl.fails (1, 'demo')
        with open (ctl.database, 'rb') as file:
            equal (file.read (), content, 'a foreign file was changed')


def test_a_database_of_another_program (ctl):
    db = sqlite3.connect (ctl.database)
    db.execute ('CREATE TABLE bookmarks (url)')
    db.commit ()
    db.close ()
    ctl.fails (1, 'put', 'actor', stdin=ndjson ({'name': 'x'}))
    db = sqlite3.connect (ctl.database)
    equal (db.execute ('SELECT name FROM sqlite_schema').fetchall (), [('bookmarks',)])
    db.close ()


def test_a_ledger_of_a_newer_version (ctl):
    ctl.put ('actor', {'name': '虹沢'})
    db = sqlite3.connect (ctl.database)
    db.execute ('PRAGMA user_version = 999')
    db.commit ()
    db.close ()
    for arguments in (['list', 'actor'], ['check'], ['undo'], ['rebuild']):
        message = ctl.fails (1, *arguments)
        true ('newer' in message, message)
    ctl.fails (1, 'put', 'actor', stdin=ndjson ({'name': 'x'}))
    db = sqlite3.connect (ctl.database)
    equal (db.execute ('PRAGMA user_version').fetchone (), (999,))
    equal (db.execute ('SELECT count (*) FROM actor').fetchone (), (1,))
    db.close ()


def test_a_folder_instead_of_a_file (ctl):
    os.mkdir (ctl.path ('folder'))
    ctl.fails (1, 'list', 'actor', database=ctl.path ('folder'))
    ctl.fails (1, 'put', 'actor', stdin=ndjson ({'name': 'x'}), database=ctl.path ('folder'))


def test_a_ledger_that_may_only_be_read (ctl):
    # Root may write anywhere, so the folder is looked at as somebody else.
    if os.getuid () == 0:
        own = dict (user=65534, group=65534)
    else:
        own = {}
    stored, = ctl.put ('actor', {'name': '虹沢'})
    os.chmod (ctl.folder, 0o755)
    os.chmod (ctl.database, 0o444)
    for name in os.listdir (ctl.folder):
        if name != 'ledger.db' and os.path.isfile (ctl.path (name)):
            os.chmod (ctl.path (name), 0o444)
    os.chmod (ctl.folder, 0o555)

    def call (*arguments, stdin=b''):
        return subprocess.run ([PROGRAM, *arguments, '--database', ctl.database], input=stdin,
                               capture_output=True, env=ctl.env, **own)

    read = call ('list', 'actor', '--json')
    write = call ('put', 'actor', stdin=b'{"name":"x"}')
    os.chmod (ctl.folder, 0o755)
    os.chmod (ctl.database, 0o644)
    equal (read.returncode, 0, read.stderr)
    true (stored['id'] in read.stdout.decode (), read.stdout)
    equal (write.returncode, 1, write.stdout)
    equal (write.stderr.count (b'\n'), 1, write.stderr)
    equal (ctl.json ('list', 'actor'), [stored])


def test_two_programs_write_at_once (ctl):
    ctl.put ('actor', {'name': '始'})
    lines = [ndjson (*({'name': f'{who}{n}'} for n in range (120))).encode () for who in '甲乙丙']
    running = [subprocess.Popen ([PROGRAM, 'put', 'actor', '--database', ctl.database],
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, env=ctl.env) for _ in lines]
    for process, stdin in zip (running, lines):
        process.stdin.write (stdin)
        process.stdin.close ()
        process.stdin = None
    for process in running:
        _, stderr = process.communicate (timeout=60)
        equal (process.returncode, 0, stderr)
    names = [record['name'] for record in ctl.json ('list', 'actor')]
    equal (len (names), 361)
    equal (len (set (names)), 361)
    equal (ctl.json ('check')[0]['ok'], True)


def test_output_that_cannot_be_written (ctl):
    ctl.put ('actor', *({'name': f'人{n}'} for n in range (300)))
    with open ('/dev/full', 'wb') as full:
        done = subprocess.run ([PROGRAM, 'list', 'actor', '--database', ctl.database],
                               stdout=full, stderr=subprocess.PIPE, env=ctl.env)
    equal (done.returncode, 1)
    equal (done.stderr.count (b'\n'), 1, done.stderr)


run (globals ())
