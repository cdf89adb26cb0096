# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of tsunagictl share: the program on a ledger of its own, and TAP.

Every test is a function whose name begins with test_, in a file that ends with run (globals ()).
It gets a Ctl on a fresh folder. Nothing is stubbed: it is the real program on real files.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

PROGRAM = sys.argv[1]


class Ctl:
    """tsunagictl on the ledger of one test."""

    def __init__ (self, folder):
        self.folder = folder
        self.database = os.path.join (folder, 'ledger.db')
        self.env = dict (os.environ, XDG_DATA_HOME=os.path.join (folder, 'data'),
                         XDG_CONFIG_HOME=os.path.join (folder, 'config'), HOME=folder)

    def path (self, name):
        return os.path.join (self.folder, name)

    def run (self, *arguments, stdin='', database=None, env=None):
        """Runs a command; gives its CompletedProcess with text on stdout and stderr."""
        if isinstance (stdin, str):
            stdin = stdin.encode ()
        done = subprocess.run ([PROGRAM, *arguments, '--database', database or self.database],
                               input=stdin, capture_output=True, timeout=120,
                               env=env or self.env)
        done.stdout = done.stdout.decode ()
        done.stderr = done.stderr.decode ()
        return done

    def ok (self, *arguments, **how):
        """Runs a command that must succeed and say nothing on stderr; gives stdout."""
        done = self.run (*arguments, **how)
        equal (done.returncode, 0, f'{arguments}: {done.stderr}')
        equal (done.stderr, '', arguments)
        return done.stdout

    def json (self, *arguments, **how):
        """Runs a command with --json; gives its objects."""
        return [json.loads (line) for line in self.ok (*arguments, '--json', **how).splitlines ()]

    def fails (self, code, *arguments, **how):
        """Runs a command that must fail with one line on stderr; gives that line."""
        done = self.run (*arguments, **how)
        equal (done.returncode, code, f'{arguments}: {done.stderr}')
        equal (done.stdout, '', arguments)
        equal (done.stderr.count ('\n'), 1, done.stderr)
        true (done.stderr.startswith ('tsunagictl: '), done.stderr)
        return done.stderr

    def put (self, type_name, *records):
        """Stores records; gives them as stored."""
        return self.json ('put', type_name, stdin=ndjson (*records))

    def everything (self):
        """All that the ledger shows, to compare before and after."""
        return [self.ok ('list', name, '--json') for name in
                ('actor', 'resource', 'event', 'participation', 'need', 'offer', 'match', 'log')]


def wait_for_work (process):
    """Waits until the process takes signals its own way and has worked for a while."""
    deadline = time.monotonic () + 30
    blocked, ticks = 0, 0
    while not blocked & 1 << signal.SIGINT - 1 or ticks < 20:
        true (time.monotonic () < deadline and process.poll () is None, 'it did not get to work')
        try:
            process.wait (timeout=0.01)
        except subprocess.TimeoutExpired:
            pass
        with open (f'/proc/{process.pid}/status', encoding='ascii') as status:
            blocked = int (status.read ().split ('SigBlk:')[1].split ()[0], 16)
        with open (f'/proc/{process.pid}/stat', encoding='ascii') as stat:
            ticks = int (stat.read ().rsplit (')')[1].split ()[11])


def ndjson (*records):
    return ''.join (json.dumps (record, ensure_ascii=False) + '\n' for record in records)


def equal (got, wanted, where=''):
    if got != wanted:
        raise AssertionError (f'{where}\n  wanted: {wanted!r:.2000}\n     got: {got!r:.2000}')


def true (truth, where=''):
    if not truth:
        raise AssertionError (str (where))


def run (names):
    tests = [(name, test) for name, test in names.items () if name.startswith ('test_')]
    failed = 0
    print (f'1..{len (tests)}')
    for number, (name, test) in enumerate (tests, 1):
        folder = tempfile.mkdtemp (prefix='tsu-ctl-')
        try:
            test (Ctl (folder))
            print (f'ok {number} {name[5:]}', flush=True)
        except Exception:
            failed += 1
            for line in traceback.format_exc ().splitlines ():
                print (f'# {line}')
            print (f'not ok {number} {name[5:]}', flush=True)
        finally:
            shutil.rmtree (folder, ignore_errors=True)
    sys.exit (1 if failed else 0)
