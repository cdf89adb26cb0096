# SPDX-License-Identifier: GPL-3.0-or-later
"""Many desks write to the same records at once, over several server processes where the database
allows it, while others read: nothing is lost, nothing is twice, no number is passed over by a
reader, and every door shows the same."""
import json
import random
import threading

from servertest import BACKEND, Desk, change, equal, new_id, run, true

DOORS = 3 if BACKEND == "postgres" else 1
WRITERS = 6
RECORDS = 5
PUSHES = 25


class Writer(threading.Thread):
    """Edits records that all the others edit too, having seen whatever it has pulled by then."""

    def __init__(self, desk, seed, records):
        super().__init__()
        self.desk, self.records = desk, records
        self.chance = random.Random(seed)
        self.told, self.heads, self.fault = {}, {}, None

    def run(self):
        try:
            for number in range(PUSHES):
                self.push(number)
                if self.chance.random() < 0.4:
                    self.look()
        except Exception as fault:  # told by the main thread
            self.fault = fault

    def push(self, number):
        txns = []
        for _ in range(self.chance.randrange(1, 4)):
            lines = []
            for record in self.chance.sample(self.records, self.chance.randrange(1, 4)):
                line = change({self.chance.choice(("note", "phone", "address")): f"{number}"},
                              record=record, seen=self.heads.get(record, []))
                self.heads[record] = [line["id"]]
                lines.append(line)
            txns.append(self.desk.txn(*lines))
        for txn, receipt in zip(txns, self.desk.push(*txns), strict=True):
            equal(receipt["verdict"], "ok", receipt)
            for at, line in enumerate(txn[1:]):
                self.told[receipt["seq"] - len(txn) + 2 + at] = line["id"]

    def look(self):
        for line in self.desk.pull_all():
            if line["record"] in self.records:
                self.heads[line["record"]] = [line["id"]]


class Reader(threading.Thread):
    """Pulls all the while; every page must go on exactly where the last one ended."""

    def __init__(self, desk, last):
        super().__init__()
        self.desk, self.last, self.seen, self.fault = desk, last, {}, None

    def run(self):
        try:
            while self.last not in self.seen.values():
                head, lines = self.desk.pull(wait=5)
                for line in lines:
                    if "record" in line and "id" in line:
                        equal(line["seq"], len(self.seen) + 1, "a number was passed over")
                        self.seen[line["seq"]] = line["id"]
                equal(head["next"], len(self.seen))
        except Exception as fault:
            self.fault = fault


def join(threads):
    for thread in threads:
        thread.join()
        if thread.fault:
            raise thread.fault


def get_heads(desk):
    """What is live, as a first sync tells it."""
    return {line["id"]: (line.get("z"), json.dumps(line["fields"], sort_keys=True))
            for line in desk.snapshot()[1]}


def test_the_same_records_by_several_doors(house):
    house.add_user("hana", 1, "coordinator")
    doors = [house.serve("--requests-per-second", "100000") for _ in range(DOORS)]
    records = [new_id() for _ in range(RECORDS)]
    last = new_id()
    readers = [Reader(Desk(door, "hana").login(), last) for door in doors]
    writers = [Writer(Desk(doors[number % DOORS], "hana").login(), number, records)
               for number in range(WRITERS)]
    for thread in [*readers, *writers]:
        thread.start()
    join(writers)
    Desk(doors[0], "hana").login().save({**change({"note": "the end"}), "id": last})
    join(readers)
    told = {seq: line for writer in writers for seq, line in writer.told.items()}
    equal(len(told), sum(len(writer.told) for writer in writers), "a number was given twice")
    for reader in readers:
        equal(dict(list(reader.seen.items())[:-1]), dict(sorted(told.items())))
    heads = [get_heads(Desk(door, "hana").login()) for door in doors]
    true(all(one == heads[0] for one in heads), "the doors show different things")
    print(f"# {len(told)} changes of {WRITERS} desks by {DOORS} processes", flush=True)
    for door in doors:
        door.stop()
    house.ok("audit", "verify")


run(globals())
