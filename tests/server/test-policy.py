# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what, every cell of the table over HTTP: role x ward (own, other, city) x sharing x
type x class x verb x endpoint. In each record each field holds a string found nowhere else, and
every byte that leaves the server is searched for those that its reader has no right to.

    test-policy.py PROGRAM sqlite|postgres POLICY-TABLE"""
import json
import subprocess
import sys

from servertest import Desk, change, equal, new_id, run, true

POLICY = json.loads(subprocess.run(sys.argv[3], capture_output=True, check=True).stdout)
ROLES, TYPES = POLICY["roles"], POLICY["types"]

# The table itself, as it was decided: it may not change unnoticed.
DECIDED = {
    "viewer": {"read": 0, "write": -1, "read-shared": 0, "oversee": -1, "administer": -1},
    "staff": {"read": 1, "write": 1, "read-shared": 0, "oversee": -1, "administer": -1},
    "coordinator": {"read": 2, "write": 2, "read-shared": 0, "oversee": -1, "administer": -1},
    "ward-lead": {"read": 2, "write": 2, "read-shared": 0, "oversee": 2, "administer": -1},
    "city-reader": {"read": -1, "write": -1, "read-shared": 0, "oversee": -1, "administer": -1},
    "administrator": {"read": -1, "write": -1, "read-shared": -1, "oversee": -1, "administer": 0},
}
OWN, OTHER, CITY = 1, 2, 0
WARDS = (OWN, OTHER, CITY)
SHARINGS = (None, "ward", "city", "public")


def field_of(type_name, level):
    """A field of that class; one that no program knows has the highest."""
    for name, has in TYPES.get(type_name, {}).items():
        if has == level:
            return name
    return "x_unheard" if level == 2 else None


def canary(*words):
    return "canary." + ".".join(str(word) for word in words) + "."


def read_level(role, ward, shared):
    """What the table says of a reader with that role in the ward OWN."""
    level = ROLES[role]["read"] if ward == OWN else -1
    return max(level, ROLES[role]["read-shared"]) if shared else level


class Cast:
    """Who takes part, signed in once: a keeper in each ward, and somebody of each role in OWN."""

    def __init__(self, house):
        for ward in WARDS:
            house.add_user(f"keeper{ward}", ward, "coordinator")
        for role in ROLES:
            house.add_user(f"the {role}", OWN, role)
        self.server = house.serve("--requests-per-second", "10000")
        self.keepers = {ward: Desk(self.server, f"keeper{ward}").login() for ward in WARDS}
        self.desks = {role: Desk(self.server, f"the {role}").login() for role in ROLES}
        self.planted = plant(self.keepers)


CAST = []


def assemble(house):
    """The cast; every desk has read nothing and sent nothing that is remembered here."""
    if not CAST:
        CAST.append(Cast(house))
    cast, = CAST
    for desk in [*cast.keepers.values(), *cast.desks.values()]:
        desk.cursor, desk.scope = 0, ""
        desk.line.seen.clear()
    return cast


def plant(keepers):
    """One record for each ward, sharing and type, with a canary of each class. Gives
    {canary: (ward, shared, level)} and {(ward, sharing, type): record}."""
    canaries, records = {}, {}
    for ward, keeper in keepers.items():
        for sharing in SHARINGS:
            lines = []
            for type_name in [*TYPES, "unheard"]:
                fields = {"sharing": sharing} if sharing else {}
                for level in range(3):
                    field = field_of(type_name, level)
                    if field:
                        word = canary("planted", ward, sharing, type_name, level)
                        fields[field] = word
                        canaries[word] = (ward, sharing in ("city", "public"), level)
                lines.append(change(fields, type_name=type_name))
                records[ward, sharing, type_name] = lines[-1]
            keeper.save(*lines, ward=ward)
    return canaries, records


def check_bytes(desk, role, canaries, what):
    """Every canary is in what came if and only if the table says so."""
    for word, (ward, shared, level) in canaries.items():
        wanted = level <= read_level(role, ward, shared)
        equal(word.encode() in desk.line.seen, wanted, f"{role} by {what}: {word}")
    return len(canaries)


def test_the_table_is_the_one_that_was_decided(_house):
    equal(ROLES, DECIDED)
    true(len(TYPES) >= 13, TYPES)
    for type_name in TYPES:
        true(sum(field_of(type_name, level) is not None for level in range(3)) >= 2, type_name)


def test_reading(house):
    cast = assemble(house)
    canaries, _ = cast.planted
    n_cells = 0
    for role, desk in cast.desks.items():
        desk.pull_all()
        n_cells += check_bytes(desk, role, canaries, "pull")
        desk.line.seen.clear()
        index, _ = desk.snapshot()
        n_cells += check_bytes(desk, role, canaries, "snapshot")
        desk.line.seen.clear()
        desk.cursor, desk.epoch, desk.scope = index["seq"], index["epoch"], index["scope"]
        equal(desk.pull_all(), [], role)
        # What is no record tells nothing of records.
        for path in ("/v1/config", "/metrics", "/healthz", "/v1/snapshot", "/v1/nothing"):
            desk.ask("GET", path)
        true(b"canary" not in desk.line.seen, role)
    print(f"# {n_cells} cells", flush=True)
    true("canary" not in house.read_log(), "the log tells values")


def test_reading_files_of_others(house):
    """A file of a snapshot is given only to those who may read all of it."""
    cast = assemble(house)
    canaries, _ = cast.planted
    paths = set()
    for keeper in cast.keepers.values():
        _, *files = keeper.ask("GET", "/v1/snapshot").lines()
        paths |= {file["path"] for file in files}
    true(len(paths) >= 3, paths)
    for role, desk in cast.desks.items():
        for path in paths:
            for headers in ({}, {"Range": "bytes=0-"}):
                desk.ask("GET", path, **headers)
        for word, (ward, shared, level) in canaries.items():
            true(word.encode() not in desk.line.seen or level <= read_level(role, ward, shared),
                 f"{role}: {word}")


def check_writing(desk, role, ward, cells):
    """Pushes one transaction for each cell; each must be taken or held as the table says."""
    writes = ROLES[role]["write"] if ward == OWN else -1
    receipts = desk.push(*(desk.txn(line) for _, line in cells), ward=ward)
    for (level, line), receipt in zip(cells, receipts, strict=True):
        where = f"{role}, ward {ward}, {line['type']}, level {level}: {receipt}"
        equal(receipt["verdict"], "ok" if level <= writes else "held", where)
        reason = None if level <= writes else "write" if writes >= 0 else "ward"
        equal(receipt.get("reason"), reason, where)
    return {line["id"] for (level, line) in cells if level <= writes}


def test_writing_new_records(house):
    cast = assemble(house)
    allowed, pushed, n_cells = set(), set(), 0
    for role, desk in cast.desks.items():
        for ward in WARDS:
            cells = [(level, change({field_of(name, level): canary("new", role, ward)},
                                    type_name=name))
                     for name in [*TYPES, "unheard"] for level in range(3)
                     if field_of(name, level)]
            allowed |= check_writing(desk, role, ward, cells)
            pushed |= {line["id"] for _, line in cells}
            n_cells += len(cells)
    seen = {line["id"] for keeper in cast.keepers.values() for line in keeper.pull_all()}
    true(allowed <= seen and len(allowed) > 100, len(allowed))
    true(not (pushed - allowed) & seen, "what was held was given out")
    print(f"# {n_cells} cells", flush=True)


def test_writing_to_records_of_others(house):
    """Whatever ward the pusher claims, a record stays in its own; so does the right to change it.
    What was refused changes nothing."""
    cast = assemble(house)
    _, records = cast.planted
    n_cells = 0
    for role, desk in cast.desks.items():
        for ward in WARDS:
            cells = []
            for name in TYPES:
                former = records[ward, "ward", name]
                for level in range(3):
                    if field_of(name, level):
                        cells.append((level, change({field_of(name, level): canary("edit", role)},
                                                    record=former["record"], type_name=name,
                                                    seen=[former["id"]])))
            writes = ROLES[role]["write"] if ward == OWN else -1
            receipts = desk.push(*(desk.txn(line) for _, line in cells), ward=OWN)
            for (level, line), receipt in zip(cells, receipts, strict=True):
                equal(receipt["verdict"], "ok" if level <= writes else "held",
                      f"{role}, ward {ward}, {line['type']}, level {level}: {receipt}")
            n_cells += len(cells)
    for role in ("viewer", "city-reader", "administrator"):
        for keeper in cast.keepers.values():
            true(canary("edit", role).encode() not in keeper.line.seen, role)
    for ward in (OTHER, CITY):
        cast.keepers[ward].pull_all()
        true(b"canary.edit" not in cast.keepers[ward].line.seen, ward)
    print(f"# {n_cells} cells", flush=True)


def test_deleting(house):
    cast = assemble(house)
    _, records = cast.planted
    for role, desk in cast.desks.items():
        for ward in WARDS:
            former = records[ward, "city", "actor"]
            for op in ("delete", "restore"):
                receipt, = desk.push(desk.txn(change(None, record=former["record"], op=op,
                                                     seen=[former["id"]])), ward=OWN)
                may = ward == OWN and ROLES[role]["write"] >= 0
                equal(receipt["verdict"], "ok" if may else "held", f"{role} {ward} {op}")


def test_relaying(house):
    """What is handed on for another device after a restore is judged by the rights of whoever hands
    it on: otherwise anybody could write in anybody's name. What is held for that is taken when its
    author, or somebody with the right, sends it."""
    cast = assemble(house)
    n_cells = 0
    for role, desk in cast.desks.items():
        for ward in WARDS:
            author = cast.keepers[ward]
            for level in range(3):
                line = change({field_of("actor", level): canary("relayed", role, ward, level)},
                              device=author.device, user=author.user)
                receipt, = desk.push([{"txn": new_id(), "dseq": 7, "device": author.device,
                                       "label": "", "time": 1, "n": 1, "relay": True}, line],
                                     ward=ward)
                may = ward == OWN and level <= ROLES[role]["write"]
                equal((receipt["verdict"], receipt["dseq"]), ("ok" if may else "held", 0),
                      f"{role} {ward} {level}")
                receipt, = author.push(author.txn(line), ward=ward)
                equal(receipt["verdict"], "dup" if may else "ok", f"{role} {ward} {level}")
                n_cells += 1
    print(f"# {n_cells} cells", flush=True)


def test_overseeing(house):
    """Who looks after a ward is shown what was held back there, and of a transaction that touches
    several wards no more than belongs there; nobody else is shown anything."""
    cast = assemble(house)
    _, records = cast.planted
    viewer = cast.desks["viewer"]
    lines = []
    for ward in WARDS:
        former = records[ward, "ward", "actor"]
        lines.append(change({"note": canary("held", ward)}, record=former["record"],
                            seen=[former["id"]]))
    lines.append(change({"note": canary("held", "new")}))
    lines.append(change({"note": canary("held", "elsewhere")}, ward=OTHER))
    receipt, = viewer.push(viewer.txn(*lines), ward=OWN)
    equal(receipt["verdict"], "held")
    own_words = {canary("held", OWN).encode(), canary("held", "new").encode()}
    all_words = own_words | {canary("held", word).encode() for word in (OTHER, CITY, "elsewhere")}
    for role, desk in cast.desks.items():
        for ward in WARDS:
            desk.line.seen.clear()
            answer = desk.ask("GET", f"/v1/held?ward={ward}&limit=500")
            may = ward == OWN and ROLES[role]["oversee"] >= 0
            equal(answer.status, 200 if may else 403, f"{role}, ward {ward}")
            seen = {word for word in all_words if word in desk.line.seen}
            equal(seen, own_words if may else set(), f"{role}, ward {ward}")
    answer = cast.desks["ward-lead"].ask("GET", f"/v1/held?ward={OWN}&limit=1")
    head, held, *changes = answer.lines()
    equal((head["held"], head["ward"]), (1, OWN))
    equal((held["user"], held["device"], held["n"], held["reason"]),
          (viewer.user, viewer.device, 2, "ward"))
    equal([line["id"] for line in changes], [lines[WARDS.index(OWN)]["id"], lines[3]["id"]])
    for query in ("", "?ward=x", "?ward=-1", f"?ward={OWN}&limit=0"):
        equal(cast.desks["ward-lead"].ask("GET", f"/v1/held{query}").status, 400, query)
    equal(cast.server.ask("GET", f"/v1/held?ward={OWN}").status, 401)


def test_one_bad_change_holds_the_whole_transaction(house):
    cast = assemble(house)
    desk = cast.desks["staff"]
    good = change({"note": canary("good")}, type_name="log")
    bad = change({"x_unheard": canary("bad")}, type_name="log")
    receipt, after = desk.push(desk.txn(good, bad), desk.txn(change({"note": canary("after")})))
    equal([receipt["verdict"], after["verdict"]], ["held", "ok"])
    cast.keepers[OWN].pull_all()
    true(canary("good").encode() not in cast.keepers[OWN].line.seen)
    true(canary("after").encode() in cast.keepers[OWN].line.seen)


def test_names_of_persons_and_of_groups(house):
    """A person's name is personal, an association's is open: the class of the same field hangs on
    the kind of the record, and what may be a person is one."""
    cast = assemble(house)
    for kind in ("person", "association", None):
        fields = {"name": canary("name", kind), "sharing": "city"}
        cast.keepers[OTHER].save(change({**fields, "kind": kind} if kind else fields))
    for role, desk in cast.desks.items():
        desk.pull_all()
        desk.snapshot()
        for kind in ("person", "association", None):
            wanted = kind == "association" and ROLES[role]["read-shared"] >= 0
            equal(canary("name", kind).encode() in desk.line.seen, wanted, f"{role}: {kind}")


def test_a_group_that_turns_out_to_be_a_person(house):
    cast = assemble(house)
    record = new_id()
    first = change({"name": canary("before"), "kind": "association", "sharing": "city"}, record)
    cast.keepers[OTHER].save(first)
    cast.keepers[OTHER].save(change({"kind": "person"}, record, seen=[first["id"]]))
    cast.keepers[OTHER].save(change({"name": canary("after")}, record, seen=[first["id"]]))
    desk = cast.desks["city-reader"]
    desk.pull_all()
    desk.snapshot()
    true(canary("after").encode() not in desk.line.seen, "the name of a person")


def test_granting_and_revoking(house):
    """A right that was given brings what was missed; one that was taken is said, and nothing comes
    any more, not even to one who was waiting."""
    cast = assemble(house)
    canaries, _ = cast.planted
    desk = cast.desks["city-reader"]
    desk.pull_all()
    house.ok("user", "grant", "the city-reader", "--ward", str(OTHER), "--role", "coordinator")
    head, lines = desk.pull()
    true({"scope": "grant", "ward": OTHER, "level": 2} in lines, lines)
    desk.line.seen.clear()
    desk.cursor = 0
    desk.pull_all()
    for word, (ward, shared, level) in canaries.items():
        wanted = ward == OTHER or (shared and level == 0)
        equal(word.encode() in desk.line.seen, wanted, word)
    house.ok("user", "revoke", "the city-reader", "--ward", str(OTHER), "--role", "coordinator")
    cast.keepers[OTHER].save(change({"note": canary("late")}), ward=OTHER)
    head, lines = desk.pull()
    true({"scope": "drop", "ward": OTHER, "level": -1} in lines, lines)
    desk.pull_all()
    true(canary("late").encode() not in desk.line.seen)
    equal(head["scope"], desk.scope)


def test_sharing_and_unsharing(house):
    cast = assemble(house)
    desk = cast.desks["viewer"]
    record = new_id()
    first = change({"name": canary("shop"), "kind": "company", "note": canary("secret")}, record)
    cast.keepers[OTHER].save(first)
    desk.pull_all()
    true(canary("shop").encode() not in desk.line.seen)
    shared = change({"sharing": "city"}, record)
    cast.keepers[OTHER].save(shared)
    _, lines = desk.pull()
    true({"scope": "in", "record": record, "ward": OTHER} in lines, lines)
    true(canary("shop").encode() in desk.line.seen)
    true(canary("secret").encode() not in desk.line.seen)
    cast.keepers[OTHER].save(change({"sharing": "ward"}, record, seen=[shared["id"]]))
    _, lines = desk.pull()
    true({"scope": "out", "record": record} in lines, lines)


def test_metrics_are_for_administrators(house):
    cast = assemble(house)
    far = {"X-Real-IP": "192.0.2.1"}
    equal(cast.server.ask("GET", "/metrics").status, 200)
    equal(cast.server.ask("GET", "/metrics", headers=far).status, 401)
    for role, desk in cast.desks.items():
        got = desk.line.ask("GET", "/metrics",
                            headers={**far, "Authorization": f"Bearer {desk.token}"})
        equal(got.status, 200 if ROLES[role]["administer"] >= 0 else 403, role)


run(globals(), one_house=True)
