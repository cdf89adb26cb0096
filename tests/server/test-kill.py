# SPDX-License-Identifier: GPL-3.0-or-later
"""The server is killed in the midst of pushes, again and again: nothing that was acknowledged may
be lost, nothing may be there twice, and whoever was not told sends the same again.

    test-kill.py PROGRAM sqlite|postgres POLICY-TABLE [--rounds N] [--seed N]"""
import argparse
import http.client
import random
import sys
import threading

from servertest import BACKEND, Desk, change, equal, run, true

WRITERS = 3


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(sys.argv[4:])


class Writer:
    """A desk that never gives up: it sends the same body until it is told what became of it."""

    def __init__(self, server, name):
        self.desk = Desk(server, name).login()
        self.desk.know_epoch()
        self.outbox, self.told = [], {}

    def work(self, heard):
        """Pushes until the server is gone. heard(n) is called with what was acknowledged."""
        while True:
            while len(self.outbox) < 3:
                self.outbox.append(self.desk.txn(*[change({"note": "x" * 50}) for _ in range(4)]))
            try:
                answer = self.desk.ask("POST", "/v1/push", self.desk.body(self.outbox))
            except (OSError, http.client.HTTPException):
                self.desk.line.close()
                return
            if answer.status == 503:
                continue
            equal(answer.status, 200, answer.body)
            for txn, receipt in zip(self.outbox, answer.lines()[1:], strict=True):
                true(receipt["verdict"] in ("ok", "dup"), receipt)
                self.told[txn[0]["txn"]] = receipt["seq"], [line["id"] for line in txn[1:]]
            heard(len(self.outbox))
            self.outbox = []


def run_round(server, writers, kill_after):
    """Kills the server when so many transactions were acknowledged, the others in flight."""
    lock, count = threading.Lock(), [0]

    def heard(number):
        with lock:
            count[0] += number
            if count[0] >= kill_after and server.process.poll() is None:
                server.process.kill()

    threads = [threading.Thread(target=writer.work, args=(heard,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.kill()


def check(desk, writers):
    """Every transaction that was told is there, whole, once, at its place."""
    desk.cursor = 0
    lines = {line["seq"]: line["id"] for line in desk.pull_all()}
    equal(sorted(lines), list(range(1, len(lines) + 1)), "numbers have gaps")
    equal(len(set(lines.values())), len(lines), "something is there twice")
    for writer in writers:
        for seq, ids in writer.told.values():
            equal([lines.get(seq - len(ids) + 1 + at) for at in range(len(ids))], ids,
                  "what was acknowledged is lost")
    return len(lines)


def test_nothing_acknowledged_is_lost(house):
    wanted = read_arguments()
    chance = random.Random(wanted.seed)
    names = [f"writer{number}" for number in range(WRITERS)]
    for name in names:
        house.add_user(name, 1, "coordinator")
    options = ("--requests-per-second", "100000")
    server = house.serve(*options)
    writers = [Writer(server, name) for name in names]
    reader = Desk(server, names[0]).login()
    for number in range(wanted.rounds):
        run_round(server, writers, chance.randrange(1, 40))
        server = house.serve(*options)
        for writer in writers:
            writer.desk.move(server)
        reader.move(server)
        if number % 50 == 49:
            print(f"# {number + 1} kills, {check(reader, writers)} changes", flush=True)
    n_changes = check(reader, writers)
    for writer in writers:
        if writer.outbox:
            verdicts = {receipt["verdict"] for receipt in writer.desk.push(*writer.outbox)}
            true(verdicts <= {"ok", "dup"}, verdicts)
    server.stop()
    house.ok("audit", "verify")
    print(f"# {wanted.rounds} kills of a server on {BACKEND}, seed {wanted.seed}: "
          f"{n_changes} changes, none lost", flush=True)


run(globals())
