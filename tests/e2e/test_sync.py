#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows and the real server: what is written in one appears in the other, the network goes
and comes back, and a conflict is told and settled by keyboard."""
import json
import os

from desk import BUILD, DEADLINE, Atspi, run, wait_for
from laptop import PASSWORD, Laptop
from syncserver import Server


def phone_of(laptop):
    return laptop.person("大野 一葉").get("phone")


def with_server(test):
    def inner(desk):
        server = Server(os.path.join(BUILD, "src", "server", "tsunagi-server"), desk.home,
                        dict(os.environ))
        server.add_user("hana")
        server.add_user("yuki")
        server.start()
        a, b = (Laptop(desk.home, name, server.url) for name in ("a", "b"))
        try:
            test(server, a, b)
        finally:
            a.picture("sync-a-" + test.__name__)
            for laptop in (a, b):
                laptop.turn_off()
            server.kill()
    inner.__name__ = test.__name__
    return inner


def both_at_work(a, b):
    """Both windows on the same person."""
    a.login("hana")
    b.login("yuki")
    a.ctl("put", "actor", stdin=json.dumps({"name": "大野 一葉", "reading": "おおの かずは",
                                            "kind": "person", "phone": "044-000-0002"}))
    a.ctl("sync")
    b.ctl("sync")
    for laptop in (a, b):
        laptop.start()
        laptop.key("ctrl+2")
        laptop.press("大野 一葉、個人")
        laptop.foot("すべて共有済み")


@with_server
def test_what_one_writes_the_other_sees(server, a, b):
    both_at_work(a, b)
    a.write_phone("044-000-7777")
    wait_for(lambda: phone_of(b) == "044-000-7777", "the number on the other computer", 3 * DEADLINE)
    b.expect("044-000-7777")
    a.foot("すべて共有済み")
    # While a question of each waits with the server.
    a.stop()
    b.stop()


@with_server
def test_work_goes_on_without_the_network(server, a, b):
    both_at_work(a, b)
    server.kill()
    a.write_phone("044-000-8888")
    a.foot("から未接続で作業中")
    assert phone_of(a) == "044-000-8888"
    server.start()
    a.key("F5")
    a.foot("すべて共有済み")
    b.key("F5")
    wait_for(lambda: phone_of(b) == "044-000-8888", "the number on the other computer", 3 * DEADLINE)


@with_server
def test_a_conflict_is_settled_by_keyboard(server, a, b):
    both_at_work(a, b)
    server.kill()
    a.write_phone("044-000-1111")
    b.write_phone("044-000-2222")
    for laptop in (a, b):
        laptop.foot("から未接続で作業中")
    server.start()
    for laptop in (a, b):
        laptop.key("F5")
    # Whoever shared first hears of it with the other's change.
    for laptop in (a, b):
        laptop.foot("要確認 1 件")
    a.key("ctrl+0")
    a.expect("044-000-1111")
    a.expect("yukiさんがそれを見ずに「044-000-2222」と書きました")
    wait_for(lambda: a.find("自分のものにする").get_state_set().contains(Atspi.StateType.FOCUSED),
             "the keyboard on the first choice")
    a.key("Tab")
    a.key("Return")
    a.expect("確認の必要なものはありません")
    assert phone_of(a) == "044-000-2222"
    a.foot("すべて共有済み")
    b.foot("すべて共有済み")
    assert phone_of(b) == "044-000-2222"
    a.key("ctrl+z")
    a.expect("相手のものにする")


@with_server
def test_a_program_that_is_too_old_says_so(server, a, b):
    a.login("hana")
    b.login("yuki")
    server.stop()
    server.start("--oldest-schema", "1000")
    a.ctl("put", "actor", stdin=json.dumps({"name": "大野 一葉", "kind": "person"}))
    a.start()
    a.foot("つなぎを更新してください")
    a.key("ctrl+0")
    a.expect("サーバーには新しい版のつなぎが必要です。")
    a.expect("ここに保存したものは共有されますが、他の人の変更は更新するまで届きません。")
    a.picture("sync-too-old")
    server.stop()
    server.start()
    a.key("F5")
    a.foot("すべて共有済み")
    assert b.ctl("sync")[0]["pulled"] == 1


@with_server
def test_who_leads_the_ward_sees_what_was_held_back(server, a, b):
    server.add_user("mori", role="ward-lead")
    server.add_user("jun", role="viewer")
    a.login("mori")
    b.login("jun")
    stored, = a.ctl("put", "actor", stdin=json.dumps({"name": "さくら台町内会",
                                                      "kind": "neighbourhood-association"}))
    a.ctl("sync")
    b.ctl("sync")
    b.ctl("put", "actor", stdin=json.dumps({"id": stored["id"], "note": "<b>会長</b>が代わった"}))
    b.ctl("sync")
    a.start()
    a.foot("すべて共有済み")
    a.key("ctrl+0")
    a.expect("ほかの人が書いて、保留になっているもの")
    a.expect("<b>会長</b>が代わった")
    a.expect("この利用者には、この区に書く権限がないか、なくなりました。")


@with_server
def test_sign_in_from_the_window(server, a, b):
    a.ctl("put", "actor", stdin=json.dumps({"name": "大野 一葉", "kind": "person",
                                            "phone": "044-000-0002"}))
    a.start()
    a.foot("このパソコンに保存済み")
    a.come_forward()
    a.action("win.sign-in")
    a.find("サインイン", role=Atspi.Role.PUSH_BUTTON, contains=True)
    a.write("サーバーの住所", server.url)
    a.write("利用者名", "hana")
    a.write("パスワード", "違うパスワード")
    a.click("サインイン(S)", contains=True)
    a.expect("利用者名とパスワードの組み合わせが違います")
    a.write("パスワード", PASSWORD)
    a.click("サインイン(S)", contains=True)
    a.foot("すべて共有済み")
    b.login("yuki")
    assert b.ctl("sync")[0]["pulled"] == 1


if __name__ == "__main__":
    run(test_what_one_writes_the_other_sees,
        test_work_goes_on_without_the_network,
        test_a_conflict_is_settled_by_keyboard,
        test_a_program_that_is_too_old_says_so,
        test_who_leads_the_ward_sees_what_was_held_back,
        test_sign_in_from_the_window)
