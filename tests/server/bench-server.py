#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shared server costs: pushing, first syncs of ledgers of growing size by the real client,
a crowd, what somebody else notices of all that, memory, bytes a record; on SQLite and, where it is
installed, PostgreSQL, both durable. Beside each figure the raw limit in the same run: the same bytes
over loopback into SQLite in one transaction. One JSON line a figure.

    bench-server.py PROGRAM [--records N]... [--backend sqlite|postgres]..."""
import argparse
import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("program")
ARGUMENTS.add_argument("--records", type=int, action="append")
ARGUMENTS.add_argument("--backend", choices=("sqlite", "postgres"), action="append")
WANTED = ARGUMENTS.parse_args()

# The program lies with the sources' folders; what is given is the tests'.
DESK = os.path.join(os.path.dirname(WANTED.program), "desk")
PROGRAM = WANTED.program.replace(os.sep + "tests" + os.sep, os.sep + "src" + os.sep)
sys.argv = [sys.argv[0], PROGRAM, "sqlite"]
import servertest  # noqa: E402 (it reads the arguments)

EDITS = 10000
BATCH = 500
CLIENTS = 50
PART = 4 << 20
DISTRICTS = ("溝口", "久本", "二子", "坂戸", "下作延", "梶ヶ谷", "末長", "子母口")


def say(what, value, unit, backend, **more):
    print(json.dumps({"bench": "server", "what": what, "backend": backend,
                      "value": round(value, 3), "unit": unit, **more}, ensure_ascii=False),
          flush=True)


def make_record(number):
    district = DISTRICTS[number % len(DISTRICTS)]
    return servertest.change({
        "kind": "association", "name": f"{district}第{number}町内会",
        "reading": f"ちょうないかい{number}", "address": f"川崎市高津区{district}{number % 900}番地",
        "phone": f"044-{number % 900 + 100}-{number % 9000 + 1000}", "note": "毎月第二土曜日に集まる",
        "themes": {"add": ["防災", "子育て"], "remove": []}})


def make_bodies(desk, numbers, size=1):
    """Bodies of at most BATCH new records, in transactions of so many; one after the other, for a
    million of them at once would fill the memory."""
    for at in range(0, len(numbers), BATCH):
        part = [make_record(number) for number in numbers[at:at + BATCH]]
        yield desk.body([desk.txn(*part[first:first + size])
                         for first in range(0, len(part), size)])


def push_all(desk, bodies):
    begun = time.monotonic()
    for body in bodies:
        answer = desk.ask("POST", "/v1/push", body)
        servertest.equal(answer.status, 200, answer.body)
    return time.monotonic() - begun


def measure_raw(parts):
    """The same bytes over loopback, line by line into SQLite in one durable transaction."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        def send():
            with socket.create_connection(server.getsockname()) as sender:
                for part in parts:
                    sender.sendall(part)
        thread = threading.Thread(target=send)
        database = sqlite3.connect(os.path.join(folder, "raw.db"))
        database.executescript("pragma journal_mode=wal; pragma synchronous=full;"
                               "create table line (id integer primary key, text blob)")
        begun = time.monotonic()
        thread.start()
        with server.accept()[0] as receiver, receiver.makefile("rb", 1 << 20) as lines, database:
            database.executemany("insert into line (text) values (?)", ((line,) for line in lines))
        taken = time.monotonic() - begun
        thread.join()
        database.close()
        return taken


def bench_push(server, backend, first, size):
    desk = servertest.Desk(server, "hana").login()
    bodies = list(make_bodies(desk, range(first, first + EDITS), size))
    cpu = server.cpu()
    taken = push_all(desk, bodies)
    say(f"{EDITS} new records pushed, {size} in a transaction", taken, "s", backend,
        raw=round(measure_raw(bodies), 3), changes_per_second=round(EDITS / taken),
        server_cpu=round(server.cpu() - cpu, 3))


def bench_crowd(server, backend, first):
    """Fifty who push at the same moment, each a hundred records."""
    desks = [servertest.Desk(server, "hana").login() for _ in range(CLIENTS)]
    work = [list(make_bodies(desk, range(first + 100 * at, first + 100 * at + 100), 10))
            for at, desk in enumerate(desks)]
    taken = []
    threads = [threading.Thread(target=lambda *what: taken.append(push_all(*what)), args=what)
               for what in zip(desks, work, strict=True)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.monotonic() - begun
    servertest.equal(len(taken), CLIENTS, "somebody was not served")
    say(f"{CLIENTS} clients push 100 changes each at once", whole, "s", backend,
        raw=round(measure_raw([body for bodies in work for body in bodies]), 3),
        changes_per_second=round(CLIENTS * 100 / whole), slowest_client=round(max(taken), 3))


class Bystander(threading.Thread):
    """Somebody who is up to date and asks for news all the while."""

    def __init__(self, desk):
        super().__init__()
        desk.pull(limit=1)
        desk.cursor = desk.save(servertest.change({"note": "the last so far"}))["seq"]
        self.desk = desk
        self.over, self.waits = threading.Event(), []

    def run(self):
        while not self.over.wait(0.02):
            begun = time.monotonic()
            self.desk.pull(limit=1)
            self.waits.append((time.monotonic() - begun) * 1000)

    def finish(self):
        self.over.set()
        self.join()
        waits = sorted(self.waits)
        return {"median_ms": round(waits[len(waits) // 2], 1),
                "of_100_one_ms": round(waits[len(waits) * 99 // 100], 1),
                "worst_ms": round(waits[-1], 1)}


def read_parts(desk, files):
    for file in files:
        offset = 0
        while offset < file["bytes"]:
            part = desk.ask("GET", file["path"], Range=f"bytes={offset}-{offset + PART - 1}")
            offset += len(part.body)
            yield part.body


def run_desk(house, server, ledger, edits):
    address = "http://{}:{}".format(*server.address)
    done = subprocess.run([DESK, ledger, address, "hana", "password of hana", str(edits)],
                          capture_output=True, check=True, env=house.env)
    return json.loads(done.stdout)


def bench_first_sync(house, server, backend):
    """The real client with an empty ledger, while somebody else asks for news."""
    bystander = Bystander(servertest.Desk(server, "hana").login())
    ledger = os.path.join(tempfile.mkdtemp(dir=house.folder), "desk.db")
    cpu = server.cpu()
    bystander.start()
    got = run_desk(house, server, ledger, 0)
    noticed = bystander.finish()
    n = got["changes"]
    cpu = round(server.cpu() - cpu, 2)
    _, *files = bystander.desk.ask("GET", "/v1/snapshot?schema=2").lines()
    raw = measure_raw(read_parts(bystander.desk, files))
    size = sum(file["bytes"] for file in files) / sum(file["changes"] for file in files)
    what = f"first sync of {n} records"
    for until in ("listed", "searched"):
        say(f"{what} until they are {until}", n / got[until], "records/s", backend,
            seconds=got[until], raw=round(n / raw), client_cpu=got[f"{until}_cpu"], server_cpu=cpu)
    say(f"{what}: what somebody else waits for news meanwhile", noticed["worst_ms"], "ms", backend,
        **noticed)
    say(f"{what}: bytes on the wire", size, "bytes/record", backend)
    say(f"{what}: memory of the server at most so far", server.memory("VmHWM") / 1024, "MiB",
        backend, now=round(server.memory() / 1024, 1))
    say(f"{what}: memory of the client at most", got["memory"] / 1024, "MiB", backend)
    cpu = server.cpu()
    got = run_desk(house, server, ledger, EDITS)
    say(f"{EDITS} queued edits pushed by the client, one in a transaction", got["pushed"], "s",
        backend, until_all_is_pulled=got["shared"], client_cpu=got["shared_cpu"],
        server_cpu=round(server.cpu() - cpu, 2), ledger_of=n)


def bench_nothing(server, backend):
    """A pull of nothing, every byte of it."""
    desk = servertest.Desk(server, "hana").login()
    desk.pull_all()
    request = (f"GET /v1/pull?seq={desk.cursor}&limit=5000&schema=2&epoch={desk.epoch}"
               f"&scope={desk.scope} HTTP/1.1\r\nHost: ledger.example.jp\r\n"
               f"Authorization: Bearer {desk.token}\r\nAccept-Encoding: gzip, deflate, br\r\n"
               "User-Agent: tsunagi\r\nConnection: Keep-Alive\r\n\r\n").encode()
    waits = []
    for _ in range(200):
        begun = time.monotonic()
        with servertest.connect(server.address) as bare:
            bare.sendall(request)
            answer = b"".join(iter(lambda: bare.recv(4096), b""))
        waits.append(time.monotonic() - begun)
    servertest.true(b" 200 " in answer, answer)
    say("pull of nothing, asked and answered", len(request) + len(answer), "bytes", backend,
        median_ms=round(sorted(waits)[100] * 1000, 2))


def measure_database(house, backend):
    if backend == "sqlite":
        return sum(os.path.getsize(house.database + suffix) for suffix in ("", "-wal")
                   if os.path.exists(house.database + suffix))
    done = subprocess.run(["psql", "-qAt", "-d", house.database, "-c",
                           "select pg_database_size(current_database())"], capture_output=True,
                          check=True)
    return int(done.stdout)


def bench(backend, make_database, sizes):
    with tempfile.TemporaryDirectory() as folder:
        house = servertest.House(folder, make_database(folder))
        house.add_user("hana", 1, "coordinator")
        server = house.serve("--requests-per-second", "1000000")
        say("memory of the server, empty", server.memory() / 1024, "MiB", backend)
        empty = measure_database(house, backend)
        bench_push(server, backend, 0, 1)
        have, crowd = EDITS, True
        for size in sizes:
            if size > have and crowd:
                bench_push(server, backend, have, 100)
                bench_crowd(server, backend, have + EDITS)
                have, crowd = have + EDITS + 100 * CLIENTS, False
            filler = servertest.Desk(server, "hana").login()
            push_all(filler, make_bodies(filler, range(have, size), 100))
            have = max(have, size)
            say(f"database of {have} records", (measure_database(house, backend) - empty) / have,
                "bytes/record", backend)
            bench_first_sync(house, server, backend)
        bench_nothing(server, backend)
        server.stop()


def main():
    sizes = sorted(WANTED.records or (10000, 100000, 1000000))
    for backend in WANTED.backend or ("sqlite", "postgres"):
        servertest.BACKEND = backend
        with contextlib.suppress(servertest.postgres.Missing), \
                servertest.open_backend() as make_database:
            bench(backend, make_database, sizes)


main()
