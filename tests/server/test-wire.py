# SPDX-License-Identifier: GPL-3.0-or-later
"""What honest clients do: pushing, pulling, waiting, first syncs, and a server that ends or has a
twin."""
import gzip
import signal
import threading
import urllib.parse

from servertest import (BACKEND, CLUSTER, Desk, change, connect, equal, frame, run, true, unchunk,
                        wait_for)


def start(house, *options):
    house.add_user("hana", 1, "coordinator")
    house.add_user("jun", 1, "coordinator")
    return house.serve("--requests-per-second", "10000", *options)


def test_there_and_back(house):
    server = start(house)
    one, two = Desk(server, "hana").login(), Desk(server, "jun").login()
    lines = [change({"name": f"group {number}", "kind": "association"}) for number in range(20)]
    for at in range(0, 20, 4):
        one.save(*lines[at:at + 4])
    for desk in (one, two):
        got = desk.pull_all()
        equal([line["id"] for line in got], [line["id"] for line in lines])
        equal([line["seq"] for line in got], list(range(1, 21)))
        equal({line["ward"] for line in got}, {1})
        for sent, line in zip(lines, got, strict=True):
            equal({name: line[name] for name in sent}, sent)
        equal(desk.pull_all(), [])
    server.stop()


def test_pages(house):
    """A page ends where a transaction ends, and the next begins there."""
    server = start(house)
    desk = Desk(server, "hana").login()
    for _ in range(7):
        desk.save(*[change({"note": "x"}) for _ in range(5)])
    seqs, more = [], True
    desk.pull()
    while more:
        head, lines = desk.pull(limit=8)
        more = head["more"]
        page = [line["seq"] for line in lines if "record" in line]
        true(len(page) % 5 == 0 and len(page) <= 10, page)
        seqs += page
    equal(seqs, list(range(1, 36)))
    server.stop()


def test_a_pull_of_nothing_is_small(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    desk.save(change({"note": "x"}))
    desk.pull_all()
    query = urllib.parse.urlencode({"epoch": desk.epoch, "seq": desk.cursor, "scope": desk.scope})
    request = (f"GET /v1/pull?{query} HTTP/1.1\r\nHost: ledger\r\nAuthorization: Bearer {desk.token}"
               "\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n").encode()
    with connect(server.address) as bare:
        bare.sendall(request)
        answer = b"".join(iter(lambda: bare.recv(4096), b""))
    true(b" 200 " in answer)
    true(len(request) + len(answer) <= 1024, f"{len(request)} + {len(answer)} bytes")
    print(f"# {len(request)} bytes asked, {len(answer)} answered", flush=True)
    server.stop()


def test_packed_both_ways(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    body = desk.body([desk.txn(*[change({"note": "again and again " * 20}) for _ in range(200)])])
    answer = desk.ask("POST", "/v1/push", gzip.compress(body), Content_Encoding="gzip")
    equal((answer.status, answer.lines()[1]["verdict"]), (200, "ok"))
    scope = desk.pull()[0]["scope"]
    plain = desk.ask("GET", f"/v1/pull?scope={scope}")
    packed = desk.ask("GET", f"/v1/pull?scope={scope}", Accept_Encoding="gzip")
    equal(packed.headers["Content-Encoding"], "gzip")
    equal(packed.lines()[1:], plain.lines()[1:])
    true(len(packed.raw) * 3 < len(plain.raw), (len(packed.raw), len(plain.raw)))
    for refused in ("identity", "gzip;q=0", "br"):
        answer = desk.ask("GET", f"/v1/pull?scope={scope}", Accept_Encoding=refused)
        equal(answer.headers["Content-Encoding"], None, refused)
    server.stop()


def wait_in_thread(desk, wait):
    got = []
    thread = threading.Thread(target=lambda: got.append(desk.pull(wait=wait)))
    thread.start()
    return thread, got


def figure(server, name):
    for line in server.ask("GET", "/metrics").body.decode().splitlines():
        if line.startswith(name + " "):
            return int(line.split()[1])
    raise AssertionError(name)


def test_waiting(house):
    """Many wait without a thread each; a push wakes them all, and nothing is woken for ever."""
    server = start(house)
    writer = Desk(server, "hana").login()
    readers = [Desk(server, "jun").login() for _ in range(12)]
    for desk in readers:
        desk.pull_all()
    waiting = [wait_in_thread(desk, 25) for desk in readers]
    wait_for(lambda: figure(server, "tsunagi_waiting_pulls") == len(readers), "they do not wait")
    line = change({"note": "news"})
    writer.save(line)
    for thread, got in waiting:
        thread.join()
        equal([one["id"] for one in got[0][1] if "record" in one], [line["id"]])
    equal(figure(server, "tsunagi_waiting_pulls"), 0)
    server.stop()


def test_waiting_for_nothing(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    desk.pull_all()
    head, lines = desk.pull(wait=1)
    equal((lines, head["more"]), ([], False))
    server.stop()


def test_news_for_others_only(house):
    """A push that a reader may not see wakes nobody for good, and tells nothing."""
    house.add_user("far", 2, "coordinator")
    server = start(house)
    desk, far = Desk(server, "hana").login(), Desk(server, "far").login()
    desk.pull_all()
    thread, got = wait_in_thread(desk, 2)
    wait_for(lambda: figure(server, "tsunagi_waiting_pulls") == 1, "it does not wait")
    far.save(change({"note": "canary of ward 2"}))
    thread.join()
    equal([line for line in got[0][1] if "record" in line], [])
    true(b"canary" not in desk.line.seen)
    server.stop()


def test_a_waiting_reader_that_leaves(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    writer = Desk(server, "jun").login()
    for _ in range(5):
        desk.pull_all()
        query = urllib.parse.urlencode({"epoch": desk.epoch, "seq": desk.cursor,
                                        "scope": desk.scope, "wait": 25})
        bare = connect(server.address)
        bare.sendall(f"GET /v1/pull?{query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                     f"{desk.token}\r\n\r\n".encode())
        wait_for(lambda: figure(server, "tsunagi_waiting_pulls") >= 1, "it does not wait")
        bare.close()
        writer.save(change({"note": "x"}))
        wait_for(lambda: figure(server, "tsunagi_waiting_pulls") == 0, "it waits for ever")
    server.stop()


def test_first_sync(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    records = [change({"name": f"{number}", "kind": "association"}) for number in range(300)]
    for at in range(0, 300, 100):
        desk.save(*records[at:at + 100])
    edits = [change({"name": "anew"}, record=line["record"], seen=[line["id"]])
             for line in records[:250]]
    for line in edits[:50]:
        desk.save(line)
    desk.save(*edits[50:])
    index, changes = Desk(server, "jun").login().snapshot()
    equal(index["seq"], 550)
    equal(len({line["record"] for line in changes}), 300)
    equal(sum(line["fields"].get("name") == "anew" for line in changes), 250)
    # Of those that were edited the name is no head any more, only the kind.
    equal(sum(line.get("z") == ["name"] for line in changes), 250)
    server.stop()


def fill(desk, n):
    """So many records, enough for a file that is not given out whole."""
    for _ in range(0, n, 500):
        desk.save(*[change({"note": "x" * 300}) for _ in range(500)])


def test_first_syncs_hold_up_nobody(house):
    """A crowd that begins anew waits for its file, which is built once; who asks for little does not
    wait behind them. A large file is given in parts only."""
    server = start(house)
    desk = Desk(server, "hana").login()
    desk.pull_all()
    fill(Desk(server, "hana").login(), 20000)
    crowd = [Desk(server, "jun").login() for _ in range(10)]
    answers = []
    threads = [threading.Thread(target=lambda one=one: answers.append(one.ask("GET", "/v1/snapshot")))
               for one in crowd]
    for thread in threads:
        thread.start()
    wait_for(lambda: figure(server, "tsunagi_connections") > len(crowd), "they do not ask")
    head, _ = desk.pull(limit=1)
    equal((answers, head["more"]), ([], True), "it waited behind a first sync")
    for thread in threads:
        thread.join()
    equal({answer.status for answer in answers}, {200})
    (file,), = {tuple(line["path"] for line in answer.lines()[1:]) for answer in answers}
    whole = desk.ask("GET", file)
    equal((whole.status, whole.json()["error"]), (413, "too_large"))
    part = desk.ask("GET", file, Range="bytes=0-")
    true(part.status == 206 and len(part.body) <= 8 << 20, part.status)
    # Another version of the file is not sent whole either: the index is asked for again.
    equal(desk.ask("GET", file, Range="bytes=9-", If_Range='"other"').status, 410)
    equal(len(desk.snapshot()[1]), 20000)
    server.stop()


def test_programs_that_are_too_old(house):
    """They give on and get nothing more; those that know the tables are served as ever."""
    server = start(house, "--oldest-schema", "2")
    desk, other = Desk(server, "hana").login(), Desk(server, "jun").login()
    desk.save(change({"note": "from the new program"}))
    for path in ("/v1/pull?seq=0", "/v1/pull?seq=0&schema=1", "/v1/snapshot",
                 "/v1/snapshot?schema=1", "/v1/pull?wait=20"):
        answer = desk.ask("GET", path)
        equal((answer.status, answer.json()["error"]), (426, "upgrade_required"), path)
    for schema in ("x", "0", "-1", "1.5", "99999999999999999999"):
        answer = desk.ask("GET", f"/v1/pull?schema={schema}")
        equal((answer.status, answer.json()["error"]), (400, "bad_frame"), schema)
    old = desk.body([desk.txn(change({"note": "from the old program"}))], schema=1)
    answer = desk.ask("POST", "/v1/push", old)
    equal((answer.status, answer.lines()[1]["verdict"]), (200, "ok"))
    equal(len(other.pull_all()), 2)
    equal(len(desk.snapshot()[1]), 2)
    equal(desk.ask("GET", "/v1/pull?schema=3").status, 200)
    server.stop()


def test_parts_of_files(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    desk.save(*[change({"note": "x" * 300}) for _ in range(400)])
    _, file, *_ = desk.ask("GET", "/v1/snapshot").lines()
    path, size = file["path"], file["bytes"]
    whole = desk.ask("GET", path)
    equal((whole.status, len(whole.body), whole.headers["Accept-Ranges"]), (200, size, "bytes"))
    etag = whole.headers["ETag"]
    true(etag.startswith('"') and file["etag"].strip('"') in etag, (etag, file))
    equal(len(unchunk(whole.body)), 400)
    parts = b""
    while len(parts) < size:
        part = desk.ask("GET", path, Range=f"bytes={len(parts)}-{len(parts) + 9999}", If_Range=etag)
        equal(part.status, 206)
        last = min(len(parts) + 9999, size - 1)
        equal(part.headers["Content-Range"], f"bytes {len(parts)}-{last}/{size}")
        parts += part.body
    equal(parts, whole.body)
    equal(desk.ask("GET", path, Range=f"bytes={size - 5}-").body, whole.body[-5:])
    for tag in (etag, file["etag"]):
        equal(desk.ask("GET", path, Range="bytes=5-9", If_Range=tag).body, whole.body[5:10], tag)
    other = desk.ask("GET", path, Range="bytes=5-9", If_Range='"other"')
    equal((other.status, len(other.body)), (200, size))
    equal(desk.ask("GET", path, Range=f"bytes={size}-").status, 416)
    equal(desk.ask("GET", path, If_None_Match=etag).status, 304)
    for odd in ("bytes=9-5", "bytes=x", "lines=1-2", "bytes=-5", "bytes=0-1,3-4"):
        true(desk.ask("GET", path, Range=odd).status in (200, 206, 416), odd)
    server.stop()


def test_ending(house):
    """What is in flight when the server is told to end is finished; waiting readers are answered."""
    server = start(house)
    desk = Desk(server, "hana").login()
    desk.pull_all()
    thread, got = wait_in_thread(desk, 25)
    wait_for(lambda: figure(server, "tsunagi_waiting_pulls") == 1, "it does not wait")
    writer = Desk(server, "jun").login()
    body = writer.body([writer.txn(change({"note": "in flight"}))])
    bare = connect(server.address)
    bare.sendall(f"POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {writer.token}\r\n"
                 f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:100])
    wait_for(lambda: figure(server, "tsunagi_connections") >= 2, "it does not begin")
    stopping = threading.Thread(target=server.stop)
    stopping.start()
    thread.join()
    equal(got[0][1], [])
    bare.sendall(body[100:])
    answer = b"".join(iter(lambda: bare.recv(4096), b""))
    true(b" 200 " in answer or b" 503 " in answer, answer)
    stopping.join()
    told = b" 200 " in answer
    desk.move(house.serve())
    equal([line["fields"]["note"] for line in desk.pull_all()], ["in flight"] if told else [])


def test_two_processes(house):
    """Two servers on one PostgreSQL: numbers without gaps, and news of one reach readers of the
    other. SQLite is for one process."""
    server = start(house)
    if BACKEND != "postgres":
        server.stop()
        return
    twin = house.serve("--requests-per-second", "10000")
    desks = [Desk(each, "hana").login() for each in (server, twin)]
    reader = Desk(twin, "jun").login()
    reader.pull_all()
    thread, got = wait_in_thread(reader, 25)
    wait_for(lambda: figure(twin, "tsunagi_waiting_pulls") == 1, "it does not wait")
    desks[0].save(change({"note": "by the other door"}))
    thread.join()
    equal(len([line for line in got[0][1] if "record" in line]), 1)
    threads = [threading.Thread(target=push_many, args=(desk, 40)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal([line["seq"] for line in reader.pull_all()], list(range(2, 82)))
    server.stop()
    twin.stop()


def test_a_database_that_restarts(house):
    """While PostgreSQL is away clients are told to wait; when it is back the same server goes on,
    and those who wait for news hear of it again."""
    server = start(house)
    if BACKEND != "postgres":
        server.stop()
        return
    writer, reader = Desk(server, "hana").login(), Desk(server, "jun").login()
    writer.save(change({"note": "before"}))
    reader.pull_all()
    CLUSTER[0].kill()
    txn = writer.txn(change({"note": "while it was away"}))
    answer = writer.ask("POST", "/v1/push", writer.body([txn]))
    equal((answer.status, answer.json()["error"]), (503, "busy"))
    true(int(answer.headers["Retry-After"]) >= 1)
    CLUSTER[0].start()
    # Every connection of the server has to find its way back.
    for _ in range(30):
        reader.ask("GET", "/v1/pull")
    wait_for(lambda: writer.ask("POST", "/v1/push", writer.body([txn])).status == 200, "no push")
    wait_for(lambda: server.ask("GET", "/healthz").status == 200, "it is not well")
    equal([line["id"] for line in reader.pull_all()], [txn[1]["id"]])
    # The ear of the server tries once a second; what it missed, the end of the wait brings.
    thread, got = wait_in_thread(reader, 5)
    wait_for(lambda: figure(server, "tsunagi_waiting_pulls") == 1, "it does not wait")
    writer.save(change({"note": "after"}))
    thread.join()
    equal(len([line for line in got[0][1] if "record" in line]), 1)
    server.stop()


def push_many(desk, n):
    for _ in range(n):
        desk.save(change({"note": "x"}))


def test_many_at_once(house):
    """Pushes of a crowd share commits; each gets its own receipts."""
    server = start(house)
    desks = [Desk(server, "hana").login() for _ in range(12)]
    threads = [threading.Thread(target=push_many, args=(desk, 10)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = Desk(server, "jun").login().pull_all()
    equal([line["seq"] for line in got], list(range(1, 121)))
    true(figure(server, "tsunagi_push_commits_total") <= 120)
    server.stop()


def test_a_crowd_at_the_door(house):
    """Whoever knocks while the server is busy elsewhere finds a place to wait in, and is served."""
    server = start(house)
    server.process.send_signal(signal.SIGSTOP)
    crowd = [connect(server.address) for _ in range(200)]
    for bare in crowd:
        bare.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    server.process.send_signal(signal.SIGCONT)
    for bare in crowd:
        true(b" 200 " in bare.recv(4096))
        bare.close()
    server.stop()


def test_nothing_to_push(house):
    server = start(house)
    desk = Desk(server, "hana").login()
    equal(desk.push(), [])
    equal(desk.ask("POST", "/v1/push", frame([])).status, 400)
    server.stop()


run(globals())
