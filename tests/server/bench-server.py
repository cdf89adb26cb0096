#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shared server costs: pushing, pulling, first syncs, a crowd, memory, bytes a record; on
SQLite and, where it is installed, PostgreSQL. Beside each figure the raw limit in the same run: the
same bytes over loopback into SQLite in one transaction. One JSON line a figure.

    bench-server.py PROGRAM [--records N] [--backend sqlite|postgres]"""
import argparse
import contextlib
import json
import os
import socket
import sqlite3
import sys
import tempfile
import threading
import time

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("program")
ARGUMENTS.add_argument("--records", type=int, default=100000)
ARGUMENTS.add_argument("--backend", choices=("sqlite", "postgres"), action="append")
WANTED = ARGUMENTS.parse_args()

# The program lies with the sources' folders; what is given is the tests'.
PROGRAM = WANTED.program.replace(os.sep + "tests" + os.sep, os.sep + "src" + os.sep)
sys.argv = [sys.argv[0], PROGRAM, "sqlite"]
import servertest  # noqa: E402 (it reads the arguments)

EDITS = 10000
BATCH = 500
CLIENTS = 50
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


def make_bodies(desk, changes, size=1):
    """Bodies of at most BATCH changes, in transactions of so many."""
    bodies = []
    for at in range(0, len(changes), BATCH):
        part = changes[at:at + BATCH]
        bodies.append(desk.body([desk.txn(*part[first:first + size])
                                 for first in range(0, len(part), size)]))
    return bodies


def push_all(desk, bodies):
    begun = time.monotonic()
    for body in bodies:
        answer = desk.ask("POST", "/v1/push", body)
        servertest.equal(answer.status, 200, answer.body)
    return time.monotonic() - begun


def measure_raw(bodies):
    """The same bytes over loopback, line by line into SQLite in one durable transaction."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        def send():
            with socket.create_connection(server.getsockname()) as sender:
                for body in bodies:
                    sender.sendall(body)
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


def bench_push(server, backend, size):
    desk = servertest.Desk(server, "hana").login()
    bodies = make_bodies(desk, [make_record(number) for number in range(EDITS)], size)
    raw, taken = measure_raw(bodies), push_all(desk, bodies)
    say(f"{EDITS} queued edits pushed, {size} in a transaction", taken, "s", backend,
        raw=round(raw, 3), changes_per_second=round(EDITS / taken))


def bench_pull(server, backend, n_records):
    desk = servertest.Desk(server, "hana").login()
    begun = time.monotonic()
    pulled = 0
    while True:
        query = f"/v1/pull?seq={desk.cursor}&scope={desk.scope}"
        body = desk.ask("GET", query).body
        head = json.loads(body[:body.index(b"\n")])
        pulled += body.count(b'"record":')
        desk.cursor, desk.scope, desk.epoch = head["next"], head["scope"], head["epoch"]
        if not head["more"]:
            break
    say("everything pulled", pulled / (time.monotonic() - begun), "changes/s", backend,
        changes=pulled)
    query = f"/v1/pull?epoch={desk.epoch}&seq={desk.cursor}&scope={desk.scope}"
    latencies, size = [], 0
    for _ in range(200):
        begun = time.monotonic()
        answer = desk.ask("GET", query)
        latencies.append(time.monotonic() - begun)
        size = len(answer.raw) + len(str(answer.headers)) + 17
    say("pull of nothing", size, "bytes", backend,
        median_ms=round(sorted(latencies)[100] * 1000, 2))


def bench_snapshot(server, backend):
    desk = servertest.Desk(server, "hana").login()
    begun = time.monotonic()
    index, *files = desk.ask("GET", "/v1/snapshot").lines()
    built = time.monotonic() - begun
    bodies, n_changes = [], sum(file["changes"] for file in files)
    begun = time.monotonic()
    for file in files:
        offset = 0
        while offset < file["bytes"]:
            part = desk.ask("GET", file["path"], Range=f"bytes={offset}-{offset + (1 << 20) - 1}")
            bodies.append(part.body)
            offset += len(part.body)
    taken = time.monotonic() - begun
    size = sum(len(body) for body in bodies)
    say(f"first sync of {n_changes} records: files made", built, "s", backend)
    say(f"first sync of {n_changes} records: files sent", n_changes / taken, "records/s", backend,
        raw=round(n_changes / measure_raw(bodies)), bytes_per_record=round(size / n_changes, 1))
    return index


def bench_crowd(server, backend):
    desks = [servertest.Desk(server, "hana").login() for _ in range(CLIENTS)]
    work = [make_bodies(desk, [make_record(number) for number in range(100)], 10)
            for desk in desks]
    threads = [threading.Thread(target=push_all, args=(desk, bodies))
               for desk, bodies in zip(desks, work, strict=True)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.monotonic() - begun
    say(f"{CLIENTS} clients push 100 changes each at once", taken, "s", backend,
        changes_per_second=round(CLIENTS * 100 / taken))


def bench(backend, make_database):
    servertest.BACKEND = backend
    with tempfile.TemporaryDirectory() as folder:
        house = servertest.House(folder, make_database(folder))
        house.add_user("hana", 1, "coordinator")
        server = house.serve("--requests-per-second", "1000000")
        say("memory, empty", server.memory() / 1024, "MiB", backend)
        bench_push(server, backend, 1)
        bench_push(server, backend, 100)
        bench_crowd(server, backend)
        filler = servertest.Desk(server, "hana").login()
        rest = range(2 * EDITS + 100 * CLIENTS, WANTED.records)
        push_all(filler, make_bodies(filler, [make_record(number) for number in rest], 100))
        bench_pull(server, backend, WANTED.records)
        bench_snapshot(server, backend)
        say("memory, after all that", server.memory() / 1024, "MiB", backend)
        if backend == "sqlite":
            say("database", os.path.getsize(house.database) / max(WANTED.records, 25000),
                "bytes/record", backend)
        server.stop()


def main():
    for backend in WANTED.backend or ("sqlite", "postgres"):
        servertest.BACKEND = backend
        with contextlib.suppress(servertest.postgres.Missing), \
                servertest.open_backend() as make_database:
            bench(backend, make_database)


main()
