# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of tsunagi-server: what they do, what they say, and how they end."""
import json
import os
import shutil
import socket
import sqlite3
import ssl
import subprocess

from servertest import BACKEND, PROGRAM, Desk, House, change, equal, run, true


def test_help_and_version(house):
    for arguments in (("--help",), ("--version",)):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, env=house.env, check=True)
        equal(done.stderr, b"")
    text = subprocess.run([PROGRAM, "--help"], capture_output=True, env=house.env,
                          check=True).stdout.decode()
    for word in ("user add", "user passwd", "user grant", "user revoke", "user list", "user close",
                 "device list", "device revoke", "backup", "audit verify", "ward-lead", "--listen",
                 "--accept-restore", "--certificate"):
        true(word in text, word)


def test_wrong_usage(house):
    for arguments in (("nonsense",), ("user",), ("user", "fly"), ("user", "add"), ("device",),
                      ("user", "add", "a", "b"), ("backup",), ("audit",), ("--listen",),
                      ("--listen", "nowhere"), ("--listen", "127.0.0.1:99999"), ("--bogus",),
                      ("--patience", "0"), ("--session-days", "x"),
                      ("user", "add", "a", "--role", "staff", "--password-stdin"),
                      ("user", "add", "a", "--ward", "1", "--role", "king", "--password-stdin"),
                      ("user", "add", "a", "--ward", "1", "--role", "staff"),
                      ("user", "add", "", "--ward", "1", "--role", "staff", "--password-stdin"),
                      ("ward", "name", "x", "y")):
        house.fails(2, *arguments, stdin="a good password\n")


def test_accounts(house):
    add = ("user", "add", "hana", "--ward", "Takatsu", "--role", "coordinator", "--password-stdin")
    true("Takatsu" in house.ok(*add, stdin="a good password\n"))
    house.fails(1, *add, stdin="a good password\n")
    for password in ("", "\n", "x" * 3000 + "\n", "\n" + "later\n"):
        house.fails(1, "user", "passwd", "hana", "--password-stdin", stdin=password)
    house.ok("user", "grant", "hana", "--ward", "Nakahara", "--role", "viewer")
    house.ok("user", "grant", "hana", "--ward", "0", "--role", "city-reader")
    equal(house.ok("user", "list"), "hana\t0:city-reader\t1:coordinator\t2:viewer\n")
    house.ok("ward", "name", "2", "Nakahara-ku")
    house.ok("user", "revoke", "hana", "--ward", "Nakahara-ku", "--role", "viewer")
    house.fails(1, "user", "revoke", "hana", "--ward", "Nakahara-ku", "--role", "viewer")
    house.fails(1, "user", "revoke", "hana", "--ward", "Nowhere")
    house.fails(1, "user", "grant", "nobody", "--ward", "1", "--role", "viewer")
    house.ok("user", "close", "hana")
    true("closed" in house.ok("user", "list"))


def test_in_japanese(house):
    folder = os.path.abspath(os.path.join(os.path.dirname(PROGRAM), "..", "..", "po"))
    if not os.path.isdir(os.path.join(folder, "ja")):
        print("# the translations are not built", flush=True)
        return
    house.env.update(LANGUAGE="ja", TSU_LOCALE_DIR=folder, LC_ALL="C.UTF-8")
    for code, arguments in ((1, ("user", "close", "nobody")), (2, ("nonsense",))):
        sentence = house.fails(code, *arguments)
        true(any("\u3040" <= sign <= "\u30ff" for sign in sentence), sentence)


def test_wrong_databases(house):
    os.mkdir(house.path("folder"))
    with open(house.path("text"), "w", encoding="utf-8") as text:
        text.write("this is no database\n" * 100)
    for database in (house.path("folder"), house.path("text"), house.path("no/such/folder/x.db"),
                     "postgresql://nobody@127.0.0.1:1/nothing", "postgresql://[::", "/proc/x.db"):
        for arguments in (("user", "list"), ("--listen", "127.0.0.1:0"), ("audit", "verify")):
            sentence = house.fails(1, *arguments, database=database)
            true(len(sentence) > 40, sentence)


def test_a_port_in_use(house):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = house.fails(1, "--listen", f"127.0.0.1:{port}")
        true(str(port) in sentence, sentence)


def test_only_this_machine_without_a_certificate(house):
    for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0"):
        true("--certificate" in house.fails(1, "--listen", address), address)
    house.fails(1, "--certificate", house.path("nothing"), "--listen", "127.0.0.1:0")


def test_a_certificate(house):
    names = [house.path("key.pem"), house.path("certificate.pem")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", names[0], "-out", names[1],
                    "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    server = house.serve("--certificate", names[1], "--key", names[0])
    context = ssl.create_default_context(cafile=names[1])
    with socket.create_connection(server.address, timeout=20) as bare, \
            context.wrap_socket(bare, server_hostname="127.0.0.1") as safe:
        safe.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: safe.recv(4096), b""))
    true(b" 200 " in answer and b'{"ok":true}' in answer, answer)
    true("proxy" in house.read_log(), "it does not warn")
    server.stop()


def test_backup_and_restore(house):
    """Yesterday's backup is put back: the server will not start on it unasked, begins a new life
    when told to, and clients are told from where both lives differ."""
    house.add_user("hana", 1, "coordinator")
    server = house.serve()
    desk = Desk(server, "hana").login()
    kept = desk.save(change({"note": "in the backup"}))
    if BACKEND != "sqlite":
        true("pg_dump" in house.fails(1, "backup", house.path("copy")))
        server.stop()
        return
    house.ok("backup", house.path("copy.db"))
    house.fails(1, "backup", house.path("no/such/folder/copy.db"))
    lost = desk.txn(change({"note": "after it"}))
    desk.push(lost)
    server.stop()
    shutil.copy(house.path("copy.db"), house.database)
    for suffix in ("-wal", "-shm"):
        if os.path.exists(house.database + suffix):
            os.remove(house.database + suffix)
    true("--accept-restore" in house.fails(1, "--listen", "127.0.0.1:0"))
    server = house.serve("--accept-restore")
    with sqlite3.connect(house.database) as database:
        rows = database.execute("select action from audit where action = 'accept_restore'")
        equal(len(rows.fetchall()), 1)
    desk.move(server)
    answer = desk.ask("POST", "/v1/push", desk.body([lost]))
    equal(answer.status, 409)
    told = answer.json()
    equal((told["error"], told["common"]), ("epoch", kept["seq"]))
    true(told["epoch"] != desk.epoch)
    desk.epoch = told["epoch"]
    receipt, = desk.push(lost)
    equal(receipt["verdict"], "ok")
    desk.cursor = 0
    equal([line["fields"]["note"] for line in desk.pull_all()], ["in the backup", "after it"])
    server.stop()
    server = house.serve()
    server.stop()
    house.ok("audit", "verify")


def set_aside(house):
    """A copy of the database; gives what puts it back."""
    if BACKEND == "sqlite":
        house.ok("backup", house.path("aside.db"))

        def put_back():
            shutil.copy(house.path("aside.db"), house.database)
            for suffix in ("-wal", "-shm"):
                if os.path.exists(house.database + suffix):
                    os.remove(house.database + suffix)
        return put_back
    subprocess.run(["pg_dump", "-Fc", "-f", house.path("aside"), "-d", house.database], check=True)
    return lambda: subprocess.run(["pg_restore", "--clean", "-d", house.database,
                                   house.path("aside")], check=True)


def test_who_was_turned_out_stays_out(house):
    """A backup knows nothing of a laptop that was stolen since. Whoever was let in again is in."""
    for name in ("hana", "jun", "yuki", "ken"):
        house.add_user(name, 1, "coordinator")
    server = house.serve()
    old, found, closed, fine = (Desk(server, name).login()
                                for name in ("hana", "jun", "yuki", "ken"))
    put_back = set_aside(house)
    new = Desk(server, "hana").login()
    fine.save(change({"note": "after the backup"}))
    for desk in (old, new, found):
        house.ok("device", "revoke", desk.device)
    house.ok("device", "open", found.device)
    house.ok("user", "close", "yuki")
    server.stop()
    put_back()
    true("--accept-restore" in house.fails(1, "--listen", "127.0.0.1:0"))
    server = house.serve("--accept-restore")
    for desk, answer in ((old, (403, "revoked")), (closed, (403, "revoked")), (new, (401, "login"))):
        got = desk.move(server).ask("GET", "/v1/pull")
        equal((got.status, got.json()["error"]), answer, desk.user)
    for desk in (old, new):
        body = json.dumps({"user": "hana", "password": desk.password, "device": desk.device})
        equal(desk.line.ask("POST", "/v1/session", body).status, 403)
    for desk in (fine, found):
        equal(desk.move(server).ask("GET", "/v1/pull").status, 200, desk.user)
    true("please go over" in house.read_log(), "it does not say what to look at")
    server.stop()
    house.ok("audit", "verify")


def test_the_database_is_made_where_none_is_named(house):
    env = dict(house.env, STATE_DIRECTORY=house.path("state"))
    done = subprocess.run([PROGRAM, "user", "list"], env=env, capture_output=True, check=True)
    equal(done.stderr, b"")
    true(os.path.exists(house.path("state/server.db")))
    equal(os.stat(house.path("state/server.db")).st_mode & 0o077, 0)


def test_health_and_metrics(house):
    house.add_user("hana", 1, "coordinator")
    server = house.serve()
    desk = Desk(server, "hana").login()
    desk.save(change({"note": "x"}))
    equal(json.loads(server.ask("GET", "/healthz").body), {"ok": True})
    text = server.ask("GET", "/metrics").body.decode()
    for line in ('tsunagi_transactions_total{verdict="ok"} 1', 'tsunagi_logins_total{result="ok"} 1',
                 'tsunagi_requests_total{route="/v1/push",status="200"} 1',
                 'tsunagi_request_seconds_count{route="/v1/push"} 1', "tsunagi_push_commits_total 1"):
        true(line in text.splitlines(), line)
    for line in text.splitlines():
        true(line.startswith("# ") or len(line.split(" ")) == 2, line)
    server.stop()


def test_two_houses_are_apart(house):
    """A token of one server is nothing to another."""
    house.add_user("hana", 1, "coordinator")
    server = house.serve()
    desk = Desk(server, "hana").login()
    other = House(house.folder, house.path("other.db"))
    other.add_user("hana", 1, "coordinator")
    second = other.serve()
    equal(desk.move(second).ask("GET", "/v1/pull").status, 401)
    second.stop()
    server.stop()


run(globals())
