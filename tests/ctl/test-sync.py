# SPDX-License-Identifier: GPL-3.0-or-later
"""Two ledgers and the real server: login, sync, edits on both sides, and everything that goes
wrong on the way. `--rounds N`: how often a sync is killed (tens by default)."""

import functools
import os
import shutil
import stat
import subprocess
import sys

from ctltest import PROGRAM, Ctl, equal, run, true
from syncserver import PASSWORD, Server

SERVER = sys.argv[2]
ROUNDS = int (sys.argv[sys.argv.index ('--rounds') + 1]) if '--rounds' in sys.argv else 30


class Desk (Ctl):
    """One computer with its ledger, shared with the server."""

    def __init__ (self, folder, name, server):
        os.makedirs (os.path.join (folder, name))
        super ().__init__ (os.path.join (folder, name))
        # No keyring of whoever runs the tests.
        self.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent'
        self.server = server

    def login (self, user='hana', *more):
        return self.json ('login', self.server.url, '--user', user, '--password-stdin', *more,
                          stdin=PASSWORD + '\n')[0]

    def sync (self):
        return self.json ('sync')[0]

    def edit (self, stored, **fields):
        self.put ('actor', {'id': stored['id'], **fields})

    def show (self, stored):
        return self.json ('show', stored['id'])[0]

    def everything (self):
        return sorted (super ().everything ())


def shared (*names):
    """A test with a server and desks that are signed in."""
    def wrap (test):
        @functools.wraps (test)
        def inner (ctl):
            server = Server (SERVER, ctl.folder, ctl.env)
            server.add_user ('hana')
            server.add_user ('yuki')
            server.start ()
            try:
                desks = [Desk (ctl.folder, name, server) for name in names]
                for desk, user in zip (desks, ('hana', 'yuki', 'hana')):
                    desk.login (user)
                test (server, *desks)
            finally:
                server.kill ()
        return inner
    return wrap


def settle (*desks):
    """Until nothing moves any more."""
    for _ in range (6):
        moved = [desk.sync () for desk in desks]
        if all (m['pushed'] == m['pulled'] == m['pending'] == 0 for m in moved):
            break
    equal ([m['pending'] for m in moved], [0] * len (desks))
    for desk in desks[1:]:
        equal (desk.everything (), desks[0].everything ())
    for desk in desks:
        true (desk.json ('check')[0]['ok'])


def let_work (process, seconds):
    """Whether the process still works after so long."""
    try:
        process.wait (seconds)
        return False
    except subprocess.TimeoutExpired:
        return True


# --- with whom ---

def test_no_server (ctl):
    ctl.put ('actor', {'name': '虹沢'})
    said = ctl.fails (1, 'sync')
    true ('login' in said, said)
    ctl.fails (1, 'logout')


def test_wrong_usage (ctl):
    ctl.fails (2, 'login')
    ctl.fails (2, 'login', 'http://127.0.0.1:1')
    ctl.fails (2, 'login', 'http://127.0.0.1:1', '--user', 'hana')
    ctl.fails (1, 'login', 'http://192.0.2.1', '--user', 'hana', '--password-stdin', stdin='x\n')
    ctl.fails (1, 'login', 'nonsense nonsense', '--user', 'hana', '--password-stdin', stdin='x\n')
    ctl.fails (1, 'sync', database=ctl.path ('absent.db'))
    true (not os.path.exists (ctl.path ('absent.db')))


@shared ()
def test_login_and_logout (server):
    desk = Desk (server.folder, 'a', server)
    said = desk.fails (1, 'login', server.url, '--user', 'hana', '--password-stdin',
                       stdin='wrong\n')
    true ('wrong' not in said, said)
    equal (desk.fails (1, 'login', server.url, '--user', 'nobody', '--password-stdin',
                       stdin=PASSWORD + '\n'), said)
    desk.fails (1, 'sync')
    entered = desk.login ()
    equal ((entered['user'], entered['kept']), ('hana', 'file'))
    kept = [os.path.join (folder, name) for folder, _, names in os.walk (desk.folder)
            for name in names if name.startswith ('token-')]
    equal (len (kept), 1)
    equal (stat.S_IMODE (os.stat (kept[0]).st_mode), 0o600)
    with open (kept[0], encoding='ascii') as file:
        token = file.read ()
    with open (desk.database, 'rb') as file:
        content = file.read ()
    true (token.encode () not in content and PASSWORD.encode () not in content)
    desk.sync ()
    desk.ok ('logout')
    true (not os.path.exists (kept[0]))
    desk.fails (1, 'sync')
    # The server knows the token no more, whoever kept a copy of it.
    with open (kept[0], 'w', encoding='ascii') as file:
        file.write (token)
    desk.fails (1, 'sync')


# --- both ways ---

@shared ('a', 'b')
def test_both_ways (server, a, b):
    stored, = a.put ('actor', {'name': '髙津 みどり', 'phone': '044-000-0001'})
    equal (a.sync ()['pushed'], 1)
    got = b.sync ()
    equal ((got['pulled'], got['pending'], got['issues']), (1, 0, 0))
    equal (b.show (stored), stored)
    equal (len (b.json ('search', 'takatsu') + b.json ('search', '高津')) > 0, True)
    b.edit (stored, phone='044-000-0002')
    b.sync ()
    a.sync ()
    equal (a.show (stored)['phone'], '044-000-0002')
    a.ok ('delete', stored['id'])
    settle (a, b)
    equal (b.json ('list', 'actor'), [])


@shared ('a', 'b')
def test_a_conflict_keeps_both (server, a, b):
    stored, = a.put ('actor', {'name': '髙津 みどり', 'phone': '044-0'})
    settle (a, b)
    a.edit (stored, phone='044-1')
    b.edit (stored, phone='044-2')
    settle (a, b)
    equal ((a.sync ()['issues'], b.sync ()['issues']), (1, 1))
    for desk in (a, b):
        history = desk.ok ('history', stored['id'], '--json')
        true ('044-1' in history and '044-2' in history, history)


@shared ('a', 'b')
def test_many_at_once (server, a, b):
    """Two desks edit the same records without a network: every value of both is kept."""
    stored = a.put ('actor', *[{'name': f'人 {n}'} for n in range (600)])
    settle (a, b)
    a.put ('actor', *[{'id': s['id'], 'phone': f'1-{n}'} for n, s in enumerate (stored)])
    b.put ('actor', *[{'id': s['id'], 'phone': f'2-{n}'} for n, s in enumerate (stored)])
    settle (a, b)
    equal ((a.sync ()['issues'], b.sync ()['issues']), (600, 600))


# --- what goes wrong ---

@shared ('a', 'b')
def test_nobody_there (server, a, b):
    a.put ('actor', {'name': '前'})
    server.kill ()
    before = a.everything ()
    said = a.fails (1, 'sync')
    true ('127.0.0.1' in said, said)
    equal (a.everything (), before)
    a.put ('actor', {'name': '後'})
    server.start ()
    equal (a.sync ()['pushed'], 2)
    settle (a, b)


@shared ('a', 'b')
def test_killed_server (server, a, b):
    for n in range (5):
        a.put ('actor', *[{'name': f'甲 {n} {i}'} for i in range (20)])
        b.put ('actor', *[{'name': f'乙 {n} {i}'} for i in range (20)])
        process = subprocess.Popen ([PROGRAM, 'sync', '--database', a.database], env=a.env,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        let_work (process, 0.005 * n)
        server.kill ()
        process.wait (60)
        server.start ()
    settle (a, b)
    equal (len (a.json ('list', 'actor')), 200)


@shared ('a', 'b')
def test_restored_server (server, a, b):
    """Back to yesterday's copy: what came after it comes again from the desks."""
    first, = a.put ('actor', {'name': '昨日'})
    settle (a, b)
    copy = server.save ()
    a.put ('actor', {'name': '今日 甲'})
    a.edit (first, phone='044-9')
    b.put ('actor', {'name': '今日 乙'})
    settle (a, b)
    b.put ('actor', {'name': '未送信'})
    before = a.everything ()
    server.stop ()
    server.put_back (copy)
    server.start ('--accept-restore')
    true ('earlier state' in a.ok ('sync'), 'a restored server is not told')
    settle (a, b)
    names = {record['name'] for record in a.json ('list', 'actor')}
    equal (names, {'昨日', '今日 甲', '今日 乙', '未送信'})
    equal (a.show (first)['phone'], '044-9')
    true (before != a.everything ())


@shared ('a', 'b')
def test_restored_server_with_a_lost_desk (server, a, b):
    """The desk that had saved something is gone; another one hands its work on."""
    a.put ('actor', {'name': '甲のもの'})
    settle (a, b)
    copy = server.save ()
    a.put ('actor', {'name': '甲の今日'})
    settle (a, b)
    server.stop ()
    server.put_back (copy)
    server.start ('--accept-restore')
    b.sync ()
    c = Desk (server.folder, 'c', server)
    c.login ('hana')
    c.sync ()
    equal ({record['name'] for record in c.json ('list', 'actor')}, {'甲のもの', '甲の今日'})


@shared ('a', 'b')
def test_a_copied_ledger (server, a, b):
    """The same file on two computers: both go on, nothing is mixed up."""
    a.put ('actor', {'name': '元'})
    settle (a, b)
    twin = Desk (server.folder, 'twin', server)
    shutil.copyfile (a.database, twin.database)
    a.put ('actor', {'name': '本'})
    twin.put ('actor', {'name': '写し'})
    twin.login ('hana')
    settle (a, twin, b)
    equal ({record['name'] for record in b.json ('list', 'actor')}, {'元', '本', '写し'})


@shared ('a', 'b')
def test_a_ledger_from_a_backup (server, a, b):
    a.put ('actor', {'name': '一'})
    a.ok ('backup', a.path ('copy.db'))
    a.put ('actor', {'name': '二'})
    settle (a, b)
    a.ok ('restore-backup', a.path ('copy.db'))
    a.put ('actor', {'name': '三'})
    settle (a, b)
    equal ({record['name'] for record in a.json ('list', 'actor')}, {'一', '二', '三'})


@shared ('a', 'b')
def test_a_device_that_was_closed (server, a, b):
    stored, = a.put ('actor', {'name': '前'})
    settle (a, b)
    devices = [line.split ()[0] for line in server.command ('device', 'list').splitlines ()]
    a.put ('actor', {'name': '後'})
    for device in devices:
        server.command ('device', 'revoke', device)
    before = a.everything ()
    said = a.fails (1, 'sync')
    true (said, said)
    equal (a.everything (), before)


@shared ('a', 'b')
def test_a_program_that_is_too_old (server, a, b):
    """It says that it wants an update; what was saved goes out all the same."""
    a.put ('actor', {'name': '前'})
    settle (a, b)
    server.stop ()
    server.start ('--oldest-schema', '1000')
    a.put ('actor', {'name': '後'})
    true ('needs a newer Tsunagi' in a.fails (1, 'sync'), 'it does not say why')
    server.stop ()
    server.start ()
    b.sync ()
    equal ({record['name'] for record in b.json ('list', 'actor')}, {'前', '後'})


@shared ('a')
def test_an_account_without_the_right (server, a):
    """What may not be written is held back and told; it blocks nothing."""
    server.add_user ('guest', role='viewer')
    guest = Desk (server.folder, 'guest', server)
    guest.login ('guest')
    stored, = a.put ('actor', {'name': 'さくら台町内会',
                                'kind': 'neighbourhood-association'})
    a.sync ()
    guest.sync ()
    guest.edit (stored, note='書いてみた')
    said = guest.sync ()
    equal ((said['pending'], said['issues']), (0, 1))
    a.edit (stored, reading='さくらだいちょうないかい')
    a.sync ()
    equal (guest.sync ()['pulled'], 1)
    equal (a.show (stored).get ('note'), None)


@shared ('a', 'b')
def test_a_first_fetch_goes_on_where_it_stopped (server, a, b):
    """Killed again and again while it fetches a ledger of 5 000."""
    a.put ('actor', *[{'name': f'人 {n}', 'reading': f'ひと {n}'} for n in range (5000)])
    a.sync ()
    for n in range (40):
        process = subprocess.Popen ([PROGRAM, 'sync', '--database', b.database], env=b.env,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not let_work (process, 0.05 + 0.01 * n):
            break
        process.kill ()
        process.wait ()
    settle (a, b)
    equal (len (b.json ('list', 'actor')), 5000)
    true (b.json ('search', '人 4999'), 'the last one is not found')


@shared ('a', 'b')
def test_killed_while_it_shares (server, a, b):
    """kill -9 at any moment: nothing is lost, nothing comes twice."""
    made = []
    for n in range (ROUNDS):
        made.append (f'一 {n}')
        a.put ('actor', {'name': made[-1]})
        if n % 3 == 0:
            made.append (f'二 {n}')
            b.put ('actor', {'name': made[-1]})
            b.sync ()
        process = subprocess.Popen ([PROGRAM, 'sync', '--database', a.database], env=a.env,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if let_work (process, 0.004 * (n % 12)):
            process.kill ()
            process.wait ()
    settle (a, b)
    equal (sorted (record['name'] for record in b.json ('list', 'actor')), sorted (made))


run (globals ())
