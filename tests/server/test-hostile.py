# SPDX-License-Identifier: GPL-3.0-or-later
"""What no honest client sends. Each gets the answer of the table in PROTOCOL.md; the server goes
on, grows by nothing, and what it holds is what it held."""
import contextlib
import gzip
import hashlib
import json
import sqlite3

from servertest import (BACKEND, SANITIZED, Desk, change, connect, equal, frame, new_id, now, run,
                        true, unframe, wait_for)

MEBIBYTE = 1024 * 1024


def start(house, *options):
    house.add_user("hana", 1, "coordinator")
    server = house.serve("--requests-per-second", "10000", *options)
    desk = Desk(server, "hana").login()
    desk.save(change({"note": "what was there before"}))
    return server, desk


def push(desk, body, **headers):
    return desk.ask("POST", "/v1/push", body, **headers)


def code(answer):
    return answer.status, answer.json().get("error") if answer.status != 200 else None


BAD = (400, "bad_frame")
TOO_LARGE = (413, "too_large")


def spoil_frame(good):
    """Bodies whose frame is wrong; nothing of them may be believed."""
    lines = good[:-1].split(b"\n")
    head, rest = lines[0], lines[1:-1]
    data = b"".join(line + b"\n" for line in (head, *rest))
    yield b""
    yield b"\n"
    yield good + good
    yield good[:-1]
    yield good + b"\n"
    yield good + b" "
    yield b"\n" + good
    yield good.replace(b"\n", b"\r\n")
    yield good[::-1]
    yield from (good[:at] for at in range(1, len(good), 23))
    yield from (good[:at] + bytes([good[at] ^ 1]) + good[at + 1:] for at in range(0, len(good), 31))
    for end in ({"end": len(lines) - 2, "sha256": hashlib.sha256(data).hexdigest()},
                {"end": len(lines), "sha256": hashlib.sha256(data).hexdigest()},
                {"end": len(lines) - 1, "sha256": hashlib.sha256(b"").hexdigest()},
                {"end": len(lines) - 1}, {"sha256": hashlib.sha256(data).hexdigest()}, {}, [], 7):
        yield data + json.dumps(end).encode() + b"\n"
    yield data + b"[" * 100000 + b"\n"
    yield b"[" * 100000
    yield b"\0" * 1000
    yield b"\x1f\x8b" + good


def spoil_lines(desk):
    """Bodies whose frame is right and whose lines are not."""
    hello = desk.hello()
    txn, line = desk.txn(change({"note": "a note"}))
    desk.dseq -= 1

    def with_hello(**members):
        return [{**hello, **members}, txn, line]

    def with_txn(**members):
        return [hello, {**txn, **members}, line]

    def with_line(**members):
        return [hello, txn, {**line, **members}]

    def raw(old, new):
        text = json.dumps(line).encode()
        true(old in text, old)
        return [hello, txn, text.replace(old, new)]

    yield []
    yield [txn, line]
    yield [hello, txn]
    yield [hello, line, txn]
    yield [hello, line]
    yield [hello, txn, line, line]
    yield [hello, hello, txn, line]
    yield with_hello(push=0)
    yield with_hello(push="1")
    yield with_hello(push=99)
    yield with_hello(device="")
    yield with_hello(device=7)
    yield with_hello(ward=-1)
    yield with_hello(ward=2**40)
    yield with_hello(incarnation="x")
    yield with_txn(n=0)
    yield with_txn(n=2)
    yield with_txn(n=-1)
    yield with_txn(n=501)
    yield with_txn(n=2**53)
    yield with_txn(txn="x")
    yield with_txn(txn=None)
    yield with_txn(dseq="1")
    yield with_line(id="x")
    yield with_line(id=None)
    yield with_line(record="../../etc/passwd")
    yield with_line(op="drop table")
    yield with_line(fields=[])
    yield with_line(fields="x")
    yield with_line(fields=None)
    yield with_line(seen=7)
    yield with_line(hlc="x")
    yield with_line(hlc="-1")
    yield with_line(fields={"note": 1.5})
    yield with_line(fields={"note": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {}}}}}}}}})
    yield with_line(fields={f"x{number}": "y" for number in range(300)})
    yield with_line(fields={"x" * 300: "y"})
    for number in (b"1e400", b"18446744073709551615", b"9007199254740993", b"-9007199254740993",
                   b"0x10", b"01", b"+1", b"1.0", b"NaN", b"Infinity", b"-", b"9" * 10000):
        yield raw(b'"a note"', number)
    for text in (b'"\\u0000"', b'"\0"', b'"\\ud800"', b'"\xff"', b'"\xed\xa0\x80"', b'"\xc0\x80"',
                 b'"\n"', b'"\\x"', b'"', b"'a'", b"[" * 100000, b"[" * 9 + b"]" * 9,
                 b'{"a":1,"a":2}'):
        yield raw(b'"a note"', text)
    yield raw(b'"op"', b'"record": "%s", "op"' % new_id().encode())
    yield raw(b'"op"', b'"op": "set", "op"')
    yield [json.dumps(hello).encode() + b"{}", txn, line]
    yield [b"", hello, txn, line]
    yield [b"\xef\xbb\xbf" + json.dumps(hello).encode(), txn, line]


def check_unharmed(server, desk, before, memory):
    equal(server.process.poll(), None)
    desk.cursor = 0
    equal([line["id"] for line in desk.pull_all()], before)
    receipt = desk.save(change({"note": "life goes on"}))
    true(receipt["seq"] > 0)
    grown = server.memory() - memory
    true(SANITIZED or grown < 24 * 1024, f"the server grew by {grown} KiB")


def everything(desk):
    desk.cursor = 0
    return [line["id"] for line in desk.pull_all()]


def test_spoilt_frames(house):
    server, desk = start(house)
    before, memory = everything(desk), server.memory()
    good = desk.body([desk.txn(change({"note": "never whole"}))])
    desk.dseq -= 1
    for body in spoil_frame(good):
        equal(code(push(desk, body)), BAD, body)
    check_unharmed(server, desk, before, memory)
    server.stop()


def test_spoilt_lines(house):
    server, desk = start(house)
    before, memory = everything(desk), server.memory()
    for lines in spoil_lines(desk):
        equal(code(push(desk, frame(lines))), BAD, lines)
    check_unharmed(server, desk, before, memory)
    server.stop()


def test_spoilt_packing(house):
    server, desk = start(house)
    before, memory = everything(desk), server.memory()
    good = gzip.compress(desk.body([desk.txn(change({"note": "packed"}))]))
    desk.dseq -= 1
    for body in (b"", b"x", good[:-1], good[:-5], good[: len(good) // 2], good + b"x", good + good,
                 good[:30] + b"x" + good[31:], gzip.compress(b"x" * 1000)):
        equal(code(push(desk, body, Content_Encoding="gzip")), BAD, body)
    for size in (7 * MEBIBYTE, 200 * MEBIBYTE):
        bomb = gzip.compress(b"\0" * size, 9)
        equal(code(push(desk, bomb, Content_Encoding="gzip")), TOO_LARGE, size)
    twice = gzip.compress(gzip.compress(b"\0" * 200 * MEBIBYTE, 9), 9)
    true(code(push(desk, twice, Content_Encoding="gzip")) in (BAD, TOO_LARGE))
    for coding in ("br", "deflate", "gzip, gzip", "x"):
        equal(push(desk, good, Content_Encoding=coding).status, 415, coding)
    check_unharmed(server, desk, before, memory)
    server.stop()


def test_too_much(house):
    server, desk = start(house)
    before, memory = everything(desk), server.memory()
    desk.know_epoch()
    wide = [change({"note": "x"}) for _ in range(260)]
    long = [change({"note": "x" * 60000}) for _ in range(10)]
    for changes in (wide, long):
        txns = [desk.txn(*changes), desk.txn(*changes)]
        desk.dseq -= 2
        equal(code(push(desk, desk.body(txns))), TOO_LARGE)
    equal(code(push(desk, b"x" * (66 * MEBIBYTE))), TOO_LARGE)
    check_unharmed(server, desk, before, memory + 70 * 1024)
    # One transaction cannot be halved: it passes alone.
    desk.save(*[change({"note": "x" * 6000}) for _ in range(400)])
    server.stop()


def test_wrong_places(house):
    """Numbers, epochs, devices and records that are not the sender's."""
    server, desk = start(house)
    good = desk.txn(change({"note": "one"}))
    desk.push(good)

    repeated, = desk.push(good)
    equal(repeated["verdict"], "dup")
    forked = [{**good[0]}, {**good[1], "id": new_id(), "fields": {"note": "another"}}]
    equal(code(push(desk, desk.body([forked]))), (409, "device_fork"))
    gap = [{**desk.txn(change({"note": "x"}))[0], "dseq": 17}, change({}, device=desk.device, user="")]
    desk.dseq -= 1
    answer = push(desk, desk.body([gap]))
    equal(code(answer), (409, "dseq_gap"))
    equal(answer.json()["expected"], desk.dseq + 1)
    both = [desk.txn(change({"note": "a"})), desk.txn(change({"note": "b"}))]
    equal(code(push(desk, desk.body(both[::-1]))), (409, "dseq_gap"))
    desk.dseq -= 2

    for epoch in ("0" * 32, "x"):
        answer = push(desk, desk.body([desk.txn(change({"note": "x"}))], epoch=epoch))
        desk.dseq -= 1
        equal(code(answer), (409, "epoch"), epoch)
        equal((answer.json()["epoch"], answer.json()["common"]), (desk.epoch, 0))
    foreign = push(desk, desk.body([desk.txn(change({"note": "x"}))], device="f" * 16))
    desk.dseq -= 1
    equal(code(foreign), (401, "login"))

    other = change({"note": "as if from elsewhere"})
    other["device"] = "f" * 16
    receipt, = desk.push(desk.txn(other))
    equal((receipt["verdict"], receipt["reason"]), ("held", "invalid"))
    reused = change({"note": "an id that is taken"})
    reused["id"] = good[1]["id"]
    desk.push(desk.txn(reused, change({"note": "beside it"})))
    kept, = [line for line in everything_of(desk) if line["id"] == reused["id"]]
    equal(kept["fields"], {"note": "one"})
    retyped = change({"note": "another type"}, record=good[1]["record"], type_name="event")
    receipt, = desk.push(desk.txn(retyped))
    equal((receipt["verdict"], receipt["reason"]), ("held", "invalid"))
    for ward in (0, 2, 9999):
        receipt, = desk.push(desk.txn(change({"note": "x"})), ward=ward)
        equal((receipt["verdict"], receipt["reason"]), ("held", "ward"), ward)
    desk.save(change({"note": "and on"}))
    server.stop()


def test_wrong_queries(house):
    server, desk = start(house)
    desk.know_epoch()
    for query in ("seq=-1", "seq=x", "seq=1.5", "seq=99999999999999999999", "seq=", "limit=0",
                  "limit=-1", "limit=x", "wait=-1", "wait=x", "seq=0x1", "seq=%00"):
        equal(code(desk.ask("GET", f"/v1/pull?{query}")), BAD, query)
    equal(code(desk.ask("GET", f"/v1/pull?epoch={desk.epoch}&seq=999999")), (410, "resnapshot"))
    equal(code(desk.ask("GET", f"/v1/pull?epoch={'0' * 32}&seq=1")), (409, "epoch"))
    for scope in ("x" * 5000, "1.2-" * 400, "%00", "-1.5", "s9", "9.9", "'"):
        equal(desk.ask("GET", f"/v1/pull?scope={scope}").status, 200, scope)
    for path in ("/v1/snapshot/../../etc/passwd", "/v1/snapshot/%2e%2e/x", "/v1/snapshot/x",
                 "/v1/snapshot//", "/v1/snapshot/" + "x" * 4000, "/v2/push", "/", "/v1", "/v1/pull/",
                 "/V1/pull", "//v1/pull"):
        equal(desk.ask("GET", path).status, 404, path)
    true(desk.ask("GET", "/v1/push%00").status in (400, 404))
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "BREW"):
        answer = desk.ask(method, "/v1/push")
        true(answer.status in (400, 404, 405), f"{method}: {answer.status}")
    server.stop()


def test_bare_sockets(house):
    """What is not HTTP, or two things at once."""
    server, desk = start(house)
    before, memory = everything(desk), server.memory()
    token = desk.token.encode()
    for data in (b"\0" * 100000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 10000,
                 b"GET / HTTP/1.1\r\n" + b"x: " + b"y" * 500000 + b"\r\n\r\n",
                 b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 50000 + b"\r\n",
                 b"GET /" + b"x" * 300000 + b" HTTP/1.1\r\n\r\n",
                 b"POST /v1/push HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                 b"POST /v1/push HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                 b"POST /v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
                 b"POST /v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
                 b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"):
        with connect(server.address) as bare:
            try:
                bare.sendall(data)
                bare.shutdown(1)
                while bare.recv(65536):
                    pass
            except OSError:
                pass
    # A body with two lengths must not become a second request.
    with connect(server.address) as bare:
        bare.sendall(b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                     b"Transfer-Encoding: chunked\r\nAuthorization: Bearer " + token +
                     b"\r\n\r\n0\r\n\r\nDELETE /v1/session HTTP/1.1\r\nHost: x\r\n"
                     b"Authorization: Bearer nothing\r\n\r\n")
        bare.shutdown(1)
        while bare.recv(65536):
            pass
    check_unharmed(server, desk, before, memory)
    server.stop()


def test_slow_senders(house):
    """Whoever does not get on is dropped, before and in the body, and others are served meanwhile."""
    server, desk = start(house, "--patience", "1")
    before, memory = everything(desk), server.memory()
    starts = [b"", b"G", b"GET /healthz HTTP/1.1\r\nX: ",
              b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
              b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + b"x" * 2000,
              b"POST /v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"]
    slow = [connect(server.address) for _ in range(10) for _ in starts]
    for bare, text in zip(slow, starts * 10, strict=True):
        bare.sendall(text)
    desk.move(server)
    equal(desk.ask("GET", "/v1/config").status, 200)
    for bare in slow:
        equal(bare.recv(1000), b"")
        bare.close()
    check_unharmed(server, desk.move(server), before, memory)
    server.stop()


def test_too_many_connections(house):
    server, _ = start(house, "--max-connections", "20", "--patience", "2")
    crowd = [connect(server.address) for _ in range(40)]
    closed = 0
    for bare in crowd[25:]:
        closed += bare.recv(1) == b""
    true(closed >= 15, closed)
    for bare in crowd:
        bare.close()
    wait_for(lambda: answers(server), "the server does not answer any more")
    server.stop()


def answers(server):
    try:
        return server.ask("GET", "/healthz").status == 200
    except OSError:
        return False


def test_doubled_reordered_and_lost(house):
    """The same set of transactions, sent in any way a bad network may, is there once."""
    server, desk = start(house)
    txns = [desk.txn(change({"note": f"{number}"})) for number in range(12)]
    bodies = [desk.body(txns[at:at + 3]) for at in range(0, 12, 3)]
    order = [1, 0, 0, 2, 1, 3, 2, 0, 3, 3]
    answers_got = [code(push(desk, bodies[at])) for at in order]
    gap, good = (409, "dseq_gap"), (200, None)
    equal(answers_got, [gap, good, good, gap, good, gap, good, good, good, good])
    desk.cursor = 0
    ids = [line["id"] for line in desk.pull_all()]
    equal(len(ids), len(set(ids)))
    equal(ids[1:], [txn[1]["id"] for txn in txns])
    server.stop()


def test_a_database_that_is_held(house):
    """Another program holds the database: whoever pushes is told to wait, and the same bytes go in
    afterwards. Readers notice nothing. (Of PostgreSQL test-wire tries that it goes away.)"""
    server, desk = start(house)
    body = desk.body([desk.txn(change({"note": "while it was held"}))])
    if BACKEND == "sqlite":
        with contextlib.closing(sqlite3.connect(house.database)) as other:
            other.execute("begin immediate")
            answer = push(desk, body)
            equal(code(answer), (503, "busy"))
            true(int(answer.headers["Retry-After"]) >= 1)
            equal(len(everything(desk)), 1)
    equal(code(push(desk, body)), (200, None))
    equal(len(everything(desk)), 2)
    server.stop()


def test_clocks(house):
    """A clock of the far future is kept, but may not win for ever."""
    server, desk = start(house)
    years = 100 * 365 * 86400 * 1000
    future = change({"note": "from 2126"})
    future["hlc"] = f"{(now() + years) << 16:016x}"
    desk.save(future)
    line = next(line for line in everything_of(desk) if line["id"] == future["id"])
    equal(line["hlc"], future["hlc"])
    true(int(line["ohlc"], 16) >> 16 <= now() + 61000, line)
    server.stop()


def everything_of(desk):
    desk.cursor = 0
    return desk.pull_all()


def test_unknown_things_come_back_byte_for_byte(house):
    server, desk = start(house)
    fields = '{"x_new":{"add":["\\u00e9","é"],"remove":[]},"note":"\\/","zz":[1,[2,{"a":null}]]}'
    line = json.dumps(change({}, type_name="newtype", device=desk.device, user="x"))
    line = line.replace('"fields": {}', f'"fields": {fields}').encode()
    head = desk.txn(change({}))[0]
    answer = push(desk, frame([desk.hello(), head, line]))
    equal(unframe(answer.body)[1]["verdict"], "ok")
    desk.pull()
    got = desk.ask("GET", f"/v1/pull?limit=100&scope={desk.scope}")
    true(fields.encode() in got.body, got.body)
    server.stop()


run(globals())
