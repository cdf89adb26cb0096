#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tie through the real window: who could help and why, proposed, agreed by both sides, under way,
closed with what came of it; and the whole ward planned at once and taken back at once."""
import json

from desk import run, wait_for

PEOPLE = [
    {"name": "ひだまり子ども食堂", "reading": "ひだまりこどもしょくどう", "kind": "civic-group"},
    {"name": "北原 さくら", "reading": "きたはら さくら", "kind": "person",
     "consents": ["introduce"]},
    {"name": "川端 いずみ", "reading": "かわばた いずみ", "kind": "person",
     "consents": ["introduce"]},
]


def put(desk, kind, *records):
    return desk.ctl("put", kind, stdin="\n".join(json.dumps(r) for r in records))


def fill(desk, needs=1):
    ids = [r["id"] for r in put(desk, "actor", *PEOPLE)]
    put(desk, "need", *[{"name": f"調理を手伝ってくれる人{i}", "kinds": ["people"], "actor": ids[0],
                         "status": "open", "description": "土曜の昼に子ども食堂で調理を手伝う人がほしい"}
                        for i in range(1, needs + 1)])
    put(desk, "offer",
        {"name": "調理の手伝いができます", "kinds": ["people"], "actor": ids[1], "status": "available",
         "description": "土曜の昼なら子ども食堂で調理を手伝えます"},
        {"name": "配膳の手伝いができます", "kinds": ["people"], "actor": ids[2], "status": "available",
         "description": "子ども食堂の配膳や片付けを手伝えます"})


def status(desk, kind):
    return [r.get("status") for r in desk.ctl("list", kind)]


def test_proposed_agreed_and_closed(desk):
    fill(desk)
    desk.start()
    show_matches(desk)
    desk.press("調理を手伝ってくれる人1、", contains=True)
    desk.expect("力になれそうな相手")
    desk.expect("調理の手伝いができます")
    desk.click("提案する")
    wait_for(lambda: status(desk, "match") == ["proposed"], "a match that is proposed")
    assert status(desk, "need") == ["proposed"]
    match = desk.ctl("list", "match")[0]
    assert match["reasons"], "the reasons are kept with the proposal"
    desk.press("日・北原 さくら", contains=True)  # its line in the story
    desk.click("双方が承諾した", contains=True)
    wait_for(lambda: status(desk, "match") == ["accepted"], "both agree")
    desk.click("活動が始まった", contains=True)
    wait_for(lambda: status(desk, "match") == ["under-way"], "it has begun")
    desk.click("成果を書いて終了", contains=True)
    desk.write("成果", "毎月第２土曜に来てくれることになった")
    desk.click("マッチングを終了", contains=True)
    wait_for(lambda: status(desk, "match") == ["done"], "closed")
    assert len(desk.ctl("list", "tie")) == 1, "what worked leaves a tie"
    desk.action("win.undo")
    wait_for(lambda: desk.ctl("list", "tie") == [], "the close taken back as one")
    assert status(desk, "match") == ["under-way"]
    desk.stop()
    assert desk.ctl("check")[-1]["ok"]


def show_matches(desk):
    desk.key("ctrl+5")
    desk.expect("ニーズから探す")


def test_the_whole_ward_at_once(desk):
    fill(desk, needs=2)
    desk.start()
    desk.action("win.plan")
    desk.expect("計画の前と後")
    desk.click("2件を提案する", contains=True)
    wait_for(lambda: status(desk, "match") == ["proposed"] * 2, "both lines proposed")
    desk.action("win.undo")
    wait_for(lambda: desk.ctl("list", "match") == [], "the plan taken back as a whole")
    assert status(desk, "need") == ["open"] * 2
    desk.stop()


if __name__ == "__main__":
    run(test_proposed_agreed_and_closed, test_the_whole_ward_at_once)
