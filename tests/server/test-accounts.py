# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts, sessions, devices and the audit of tsunagi-server."""
import os
import sqlite3
import subprocess
import time

from servertest import BACKEND, Desk, change, equal, run, true


def login(line, user, password, device="0123456789abcdef"):
    body = f'{{"user":"{user}","password":"{password}","device":"{device}"}}'
    return line.ask("POST", "/v1/session", body)


def start(house, *options):
    house.add_user("hana", 1, "coordinator")
    house.add_user("jun", 1, "staff")
    return house.serve(*options)


def alter(house, statement):
    """Somebody reaches past the server into the database. Gives the rows."""
    if BACKEND == "sqlite":
        with sqlite3.connect(house.database) as database:
            rows = database.execute(statement).fetchall()
        database.close()
        return rows
    done = subprocess.run(["psql", "-qAt", "-F", "\t", "-d", house.database, "-c", statement],
                          check=True, capture_output=True)
    return [tuple(row.split("\t")) for row in done.stdout.decode().splitlines()]


def actions(house):
    return [row[0] for row in alter(house, "select action from audit order by 1")]


def test_signing_in_and_out(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    equal(desk.session["user"], "hana")
    equal(desk.session["ward"], 1)
    equal(desk.session["grants"], [{"ward": 1, "name": "1", "role": "coordinator"}])
    equal(desk.session["scope"], desk.ask("GET", "/v1/pull").lines()[0]["scope"])
    true(desk.session["expires"] > time.time() * 1000 + 86400000)
    equal(desk.ask("GET", "/v1/config").status, 200)
    equal(desk.ask("DELETE", "/v1/session").status, 200)
    answer = desk.ask("GET", "/v1/config")
    equal((answer.status, answer.json()["error"]), (401, "login"))
    server.stop()


def test_a_stranger_learns_nothing(house):
    """Neither the answer nor the time tells whether an account is there."""
    server = start(house)
    line = Desk(server, "hana").line
    took, bodies = {"hana": [], "nobody": []}, set()
    for _ in range(6):
        for user, times in took.items():
            begun = time.monotonic()
            answer = login(line, user, "wrong")
            times.append(time.monotonic() - begun)
            equal((answer.status, answer.json()["error"]), (401, "login"))
            bodies.add(answer.body)
    equal(len(bodies), 1)
    true(1 / 3 < min(took["hana"]) / min(took["nobody"]) < 3, took)
    server.stop()


def test_guessing_is_limited(house):
    server = start(house)
    line = Desk(server, "hana").line
    statuses = [login(line, "hana", "wrong").status for _ in range(12)]
    equal(statuses, [401] * 10 + [429] * 2)
    late = login(line, "hana", "password of hana")
    equal(late.status, 429)
    true(1 <= int(late.headers["Retry-After"]) <= 30, late.headers.items())
    equal(login(line, "jun", "password of jun").status, 200)
    server.stop()


def test_right_passwords_are_not_counted(house):
    server = start(house)
    line = Desk(server, "hana").line
    equal({login(line, "hana", "password of hana").status for _ in range(15)}, {200})
    server.stop()


def test_bad_logins(house):
    server = start(house)
    line = Desk(server, "hana").line
    good = '{"user":"hana","password":"password of hana","device":"d"}'
    for body in ("", "{}", "[]", good[:-1], good * 2, good.replace('"hana"', "7"),
                 good.replace('"d"', '""'), good.replace("hana", "hana\\u0000"),
                 good.replace('"d"', '"' + "d" * 500 + '"'), "[" * 4000):
        answer = line.ask("POST", "/v1/session", body)
        equal((answer.status, answer.json()["error"]), (400, "bad_frame"), body)
    equal(line.ask("POST", "/v1/session", "x" * 100000).status, 413)
    equal(line.ask("POST", "/v1/session", good).status, 200)
    server.stop()


def test_tokens(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    for token in ("", "x", desk.token[:-1], desk.token + "A", desk.token.lower(), "A" * 5000):
        answer = desk.line.ask("GET", "/v1/pull", headers={"Authorization": f"Bearer {token}"})
        equal((answer.status, answer.json()["error"]), (401, "login"), token)
    for headers in ({}, {"Authorization": f"Basic {desk.token}"}, {"Cookie": desk.token}):
        equal(desk.line.ask("GET", "/v1/pull", headers=headers).status, 401, headers)
    alter(house, "update session set expires = 1")
    equal(desk.ask("GET", "/v1/pull").status, 401)
    server.stop()


def test_what_is_kept_of_secrets(house):
    """Neither passwords nor tokens are in the database, the log or what processes show."""
    server = start(house)
    desk = Desk(server, "hana").login()
    with open(f"/proc/{server.process.pid}/cmdline", "rb") as line:
        true(b"password" not in line.read())
    rows = repr([alter(house, f"select * from {table}")
                 for table in ("account", "session", "device", "audit")])
    rows += house.read_log()
    for secret in (desk.token, "password of hana"):
        true(secret not in rows, "a secret was kept")
    true("argon2id" in rows)
    true("hana" not in house.read_log() and "127.0.0.1" not in house.read_log())
    if BACKEND == "sqlite":
        equal(os.stat(house.database).st_mode & 0o077, 0)
    server.stop()


def test_a_device_is_locked_out(house):
    server = start(house)
    desk, other = Desk(server, "hana").login(), Desk(server, "hana").login()
    desk.save(change({"note": "before"}))
    true(desk.device in house.ok("device", "list"))
    house.ok("device", "revoke", desk.device)
    for method, path in (("GET", "/v1/pull"), ("POST", "/v1/push"), ("GET", "/v1/snapshot")):
        answer = desk.ask(method, path)
        equal((answer.status, answer.json()["error"]), (403, "revoked"), path)
    answer = login(desk.line, "hana", "password of hana", desk.device)
    equal((answer.status, answer.json()["error"]), (403, "revoked"))
    equal(other.ask("GET", "/v1/pull").status, 200)
    true("no device" in house.fails(1, "device", "revoke", "nonesuch"))
    true("no device" in house.fails(1, "device", "open", "nonesuch"))
    house.ok("device", "open", desk.device)
    equal(desk.ask("GET", "/v1/pull").status, 401)
    equal(login(desk.line, "hana", "password of hana", desk.device).status, 200)
    true("device_open" in actions(house))
    server.stop()


def test_an_account_is_closed_and_opened(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    house.ok("user", "close", "hana")
    equal(desk.ask("GET", "/v1/pull").status, 403)
    equal(login(desk.line, "hana", "password of hana").status, 401)
    house.ok("user", "open", "hana")
    equal(login(desk.line, "hana", "password of hana", "another").status, 200)
    server.stop()


def test_a_new_password(house):
    server = start(house)
    desk = Desk(server, "hana")
    house.ok("user", "passwd", "hana", "--password-stdin", stdin="quite another one\n")
    equal(login(desk.line, "hana", "password of hana").status, 401)
    equal(login(desk.line, "hana", "quite another one").status, 200)
    server.stop()


def test_somebody_elses_device(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    answer = login(desk.line, "jun", "password of jun", desk.device)
    equal((answer.status, answer.json()["error"]), (403, "revoked"))
    server.stop()


def test_a_right_needs_no_clock(house):
    """Given while the server's clock was fast, it does not wait for that hour once the clock is put
    right."""
    start(house).stop()
    house.ok("user", "grant", "hana", "--ward", "2", "--role", "viewer")
    equal({int(row[0]) for row in alter(house, "select starts from permit")}, {0})


def test_what_the_audit_holds(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    login(desk.line, "hana", "wrong")
    desk.ask("GET", "/v1/snapshot")
    desk.ask("DELETE", "/v1/session")
    house.ok("user", "grant", "jun", "--ward", "2", "--role", "viewer")
    house.ok("user", "revoke", "jun", "--ward", "2")
    house.ok("device", "revoke", desk.device)
    for action in ("account_add", "grant", "login", "login_refused", "snapshot", "logout",
                   "revoke", "device_revoke"):
        true(action in actions(house), action)
    text = repr(alter(house, "select * from audit"))
    true("hana" not in text and "password of" not in text, text)
    server.stop()
    true("whole" in house.ok("audit", "verify"))


def test_the_audit_shows_what_was_touched(house):
    start(house).stop()
    house.ok("audit", "verify")
    for touch, undo in (
            ("account = account + 1 where id = 2", "account = account - 1 where id = 2"),
            ("time = time - 1 where id = 3", "time = time + 1 where id = 3"),
            ("action = 'grants' where action = 'grant'", "action = 'grant' where action = 'grants'"),
            ("subject = subject || ' ' where id = 1", "subject = trim(subject) where id = 1")):
        alter(house, f"update audit set {touch}")
        house.fails(1, "audit", "verify")
        alter(house, f"update audit set {undo}")
        house.ok("audit", "verify")
    alter(house, "delete from audit where id = 2")
    house.fails(1, "audit", "verify")


def test_the_audit_shows_a_changed_change(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    for number in range(5):
        desk.save(change({"note": f"{number}"}))
    server.stop()
    house.ok("audit", "verify")
    alter(house, "update change set fields = '{\"note\":\"7\"}' where seq = 3")
    house.fails(1, "audit", "verify")


def test_rate(house):
    server = start(house, "--requests-per-second", "1")
    desk = Desk(server, "hana").login()
    statuses = [desk.ask("GET", "/v1/config").status for _ in range(12)]
    equal(sorted(set(statuses)), [200, 429])
    true(statuses.count(200) >= 6, statuses)
    busy = next(answer for answer in iter(lambda: desk.ask("GET", "/v1/config"), None)
                if answer.status == 429)
    equal(busy.json()["error"], "busy")
    true(int(busy.headers["Retry-After"]) >= 1)
    server.stop()


run(globals())
