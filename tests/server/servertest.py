# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of tsunagi-server share: the real program on a real port with a database of its
own, desks that speak to it, and TAP.

    test-NAME.py PROGRAM sqlite|postgres [ARGUMENT...]

Every test is a function whose name begins with test_, in a file that ends with run(globals()). It
gets a House: a fresh folder and a fresh database. Nothing is stubbed, nothing sleeps."""
import contextlib
import gzip
import hashlib
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse
import uuid

import postgres

PROGRAM, BACKEND = sys.argv[1:3]
DEADLINE = 60
# Of the field tables that a desk says it knows.
SCHEMA = 2
with open(PROGRAM, "rb") as program:
    # A sanitizer keeps what was freed: memory then says nothing.
    SANITIZED = b"__asan_init" in program.read()


class Server:
    """tsunagi-server while it runs."""

    def __init__(self, house, *options):
        self.house = house
        self.log = open(house.path("server.log"), "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "--listen", "127.0.0.1:0", "--database", house.database, *options],
            stdout=subprocess.PIPE, stderr=self.log, env=house.env)
        line = self.process.stdout.readline().decode()
        if not line.startswith("listening on "):
            self.process.wait(timeout=DEADLINE)
            raise AssertionError(f"it does not listen: {line!r} {house.read_log()[-800:]}")
        host, port = line.split()[-1].rsplit(":", 1)
        self.address = (host, int(port))

    def stop(self):
        """Asks it to end, as systemd does; it must do so and say that all was well."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            equal(self.process.wait(timeout=DEADLINE), 0, self.house.read_log()[-2000:])
        self.close()

    def kill(self):
        """As if the power had been cut."""
        self.process.kill()
        self.process.wait(timeout=DEADLINE)
        self.close()

    def close(self):
        self.process.stdout.close()
        self.log.close()

    def memory(self, what="VmRSS"):
        """What the server holds, KiB; with VmHWM: at most so far."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(status.read().split(what + ":")[1].split()[0])

    def cpu(self):
        """Seconds that the server has worked."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def ask(self, method, path, body=None, headers=None):
        """One request on a connection of its own."""
        return Line(self.address).ask(method, path, body, headers)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.raw = status, headers, body
        packed = headers.get("Content-Encoding") == "gzip"
        self.body = gzip.decompress(body) if packed else body

    def json(self):
        return json.loads(self.body)

    def lines(self):
        return unframe(self.body)


class Line:
    """A connection that is kept."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(*address, timeout=DEADLINE)
        self.seen = bytearray()

    def ask(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        got = Answer(answer.status, answer.headers, answer.read())
        # Everything that leaves the server, for the search for canaries.
        self.seen += repr(answer.headers.items()).encode() + b"\n" + got.body
        return got

    def close(self):
        self.connection.close()


class Desk:
    """A device with somebody signed in."""

    def __init__(self, server, user, password=None, device=None):
        self.server, self.user = server, user
        self.password = password or f"password of {user}"
        self.device = device or secrets.token_hex(8)
        self.line = Line(server.address)
        self.token = self.epoch = None
        self.dseq, self.cursor, self.scope, self.incarnation = 0, 0, "", 0

    def login(self):
        answer = self.line.ask("POST", "/v1/session", json.dumps(
            {"user": self.user, "password": self.password, "device": self.device,
             "label": "a test"}))
        equal(answer.status, 200, answer.body)
        self.session = answer.json()
        self.token = self.session["token"]
        return self

    def move(self, server):
        """The same device, after the server has started anew."""
        self.server, self.line = server, Line(server.address)
        return self

    def ask(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.line.ask(method, path, body,
                             {"Authorization": f"Bearer {self.token}", **headers})

    def hello(self, ward=None, **members):
        return {"push": 1, "schema": SCHEMA, "epoch": self.epoch, "device": self.device,
                "incarnation": self.incarnation, "now": now(),
                "ward": self.session["ward"] if ward is None else ward, **members}

    def txn(self, *changes, **members):
        """A transaction: its line and its changes."""
        self.dseq += 1
        for one in changes:
            one.setdefault("device", self.device)
            one.setdefault("user", self.user)
        return [{"txn": new_id(), "dseq": self.dseq, "device": self.device, "label": "test",
                 "time": now(), "n": len(changes), **members}, *changes]

    def know_epoch(self):
        if self.epoch is None:
            answer = self.ask("GET", f"/v1/pull?limit=1&schema={SCHEMA}")
            equal(answer.status, 200, answer.body)
            self.epoch = answer.lines()[0]["epoch"]

    def body(self, txns, ward=None, **members):
        self.know_epoch()
        return frame([self.hello(ward, **members), *(line for txn in txns for line in txn)])

    def push(self, *txns, ward=None):
        """Pushes; gives the receipts, one a transaction."""
        answer = self.ask("POST", "/v1/push", self.body(txns, ward))
        equal(answer.status, 200, answer.body)
        return answer.lines()[1:]

    def save(self, *changes, ward=None):
        """Pushes one transaction that must be taken."""
        receipt, = self.push(self.txn(*changes), ward=ward)
        equal(receipt["verdict"], "ok", receipt)
        return receipt

    def pull(self, wait=0, limit=5000):
        """The next page: head, and all lines after it."""
        query = {"seq": self.cursor, "scope": self.scope, "limit": limit, "schema": SCHEMA}
        if self.epoch:
            query["epoch"] = self.epoch
        if wait:
            query["wait"] = wait
        answer = self.ask("GET", "/v1/pull?" + urllib.parse.urlencode(query))
        equal(answer.status, 200, answer.body)
        head, *lines = answer.lines()
        self.cursor, self.epoch, self.scope = head["next"], head["epoch"], head["scope"]
        return head, lines

    def pull_all(self):
        """Everything from the cursor on; gives the changes."""
        changes = []
        while True:
            head, lines = self.pull()
            changes += [line for line in lines if "record" in line and "id" in line]
            if not head["more"]:
                return changes

    def snapshot(self):
        """The first sync; gives the index and the changes."""
        answer = self.ask("GET", f"/v1/snapshot?schema={SCHEMA}")
        equal(answer.status, 200, answer.body)
        index, *files = answer.lines()
        changes = []
        for file in files:
            whole = b""
            while len(whole) < file["bytes"]:
                got = self.ask("GET", file["path"], Range=f"bytes={len(whole)}-",
                               If_Range=f'"{file["etag"]}"')
                equal(got.status, 206, got.body[:200])
                whole += got.body
            equal(len(whole), file["bytes"], file)
            changes += unchunk(whole)
        return index, changes


class House:
    """A folder, a database, and the servers on it."""

    def __init__(self, folder, database):
        self.folder, self.database = folder, database
        # libsoup warns of a guest who has left before he is asked where he comes from; that must not
        # be fatal to who is tried with just such guests.
        debug = os.environ.get("G_DEBUG", "").replace("fatal-warnings", "fatal-criticals")
        self.env = dict(os.environ, G_DEBUG=debug, HOME=folder, XDG_DATA_HOME=folder,
                        XDG_CACHE_HOME=folder,
                        LC_ALL="C.UTF-8", LANGUAGE="C")
        self.servers = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def read_log(self):
        with open(self.path("server.log"), encoding="utf-8") as log:
            return log.read()

    def serve(self, *options):
        self.servers.append(Server(self, *options))
        return self.servers[-1]

    def run(self, *arguments, stdin="", database=None):
        done = subprocess.run([PROGRAM, *arguments, "--database", database or self.database],
                              input=stdin.encode(), capture_output=True, timeout=DEADLINE,
                              env=self.env, check=False)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        return done

    def ok(self, *arguments, **how):
        done = self.run(*arguments, **how)
        equal(done.returncode, 0, f"{arguments}: {done.stderr}")
        return done.stdout

    def fails(self, code, *arguments, **how):
        """Runs a command that must fail with one sentence; gives it."""
        done = self.run(*arguments, **how)
        equal(done.returncode, code, f"{arguments}: {done.stdout} {done.stderr}")
        equal(done.stderr.count("\n"), 1, done.stderr)
        true(done.stderr.startswith("tsunagi-server: "), done.stderr)
        return done.stderr

    def add_user(self, name, ward, role):
        self.ok("user", "add", name, "--ward", str(ward), "--role", role, "--password-stdin",
                stdin=f"password of {name}\n")

    def close(self):
        for server in self.servers:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait(timeout=DEADLINE)


def frame(lines):
    """A body of the wire, whatever the lines are."""
    body = b"".join((line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False)
                     .encode()) + b"\n" for line in lines)
    end = {"end": len(lines), "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(end).encode() + b"\n"


def unframe(body):
    """The lines of a body, which must be whole."""
    true(body.endswith(b"\n"), body[-80:])
    lines = body[:-1].split(b"\n")
    end = json.loads(lines.pop())
    data = b"".join(line + b"\n" for line in lines)
    equal(end, {"end": len(lines), "sha256": hashlib.sha256(data).hexdigest()})
    return [json.loads(line) for line in lines]


def unchunk(data):
    """The changes of a snapshot's file, a row of framed bodies."""
    changes, chunk = [], b""
    for line in data.splitlines(keepends=True):
        chunk += line
        if line.startswith(b'{"end"'):
            changes += unframe(chunk)
            chunk = b""
    equal(chunk, b"", "a chunk was cut")
    return [line for line in changes if "record" in line]


def now():
    return int(time.time() * 1000)


def new_id():
    """A UUIDv7."""
    value = now() << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def change(fields, record=None, type_name="actor", seen=(), op="set", **members):
    line = {"id": new_id(), "record": record or new_id(), "type": type_name, "op": op}
    if op == "set":
        line["fields"] = fields
    line.update({"seen": list(seen), "hlc": f"{now() << 16:016x}", "schema": 2}, **members)
    return line


def wait_for(condition, what):
    """Waits for something that another process does; without pause, for it is a file or a socket
    that is looked at."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        true(time.monotonic() < deadline, what)
        os.sched_yield()


def equal(got, wanted, where=""):
    if got != wanted:
        raise AssertionError(f"{where!r:.1500}\n  wanted: {wanted!r:.1500}\n     got: {got!r:.1500}")


def true(truth, where=""):
    if not truth:
        raise AssertionError(str(where))


# The PostgreSQL of this run, for a test that takes it down.
CLUSTER = []


@contextlib.contextmanager
def open_backend():
    """Gives a function that makes a new database for a folder."""
    if BACKEND == "sqlite":
        yield lambda folder: os.path.join(folder, "server.db")
        return
    cluster = postgres.Postgres()
    with cluster as url:
        CLUSTER.append(cluster)

        def make(_folder):
            name = "t" + secrets.token_hex(6)
            subprocess.run(["psql", "-q", "-d", url, "-c", f"create database {name}"], check=True)
            return url.rsplit("/", 1)[0] + "/" + name
        yield make


def run(names, one_house=False):
    """Runs all tests, each in a house of its own or all in one."""
    tests = [(name, test) for name, test in names.items() if name.startswith("test_")]
    failed = 0
    try:
        with open_backend() as make:
            print(f"1..{len(tests)}", flush=True)
            with contextlib.ExitStack() as stack:
                house = stack.enter_context(open_house(make)) if one_house else None
                for number, (name, test) in enumerate(tests, 1):
                    failed += run_one(number, name, test, house, make)
    except postgres.Missing as missing:
        print(f"1..0 # SKIP {missing}")
    sys.exit(1 if failed else 0)


@contextlib.contextmanager
def open_house(make):
    folder = tempfile.mkdtemp(prefix="tsu-server-")
    house = House(folder, make(folder))
    try:
        yield house
    finally:
        house.close()
        shutil.rmtree(folder, ignore_errors=True)


def run_one(number, name, test, house, make):
    with contextlib.ExitStack() as stack:
        house = house or stack.enter_context(open_house(make))
        try:
            test(house)
            print(f"ok {number} {name[5:]}", flush=True)
            return 0
        except Exception:
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            with contextlib.suppress(OSError):
                for line in house.read_log().splitlines()[-8:]:
                    print(f"# log: {line}")
            print(f"not ok {number} {name[5:]}", flush=True)
            return 1


def connect(address):
    """A bare connection, for what no honest program sends."""
    return socket.create_connection(address, timeout=DEADLINE)
