#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows and the real server: what is written in one appears in the other, the network goes
and comes back, and a conflict is told and settled by keyboard."""
import json
import os
import subprocess
import sys

from desk import BUILD, Atspi, Desk, run, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ctl"))
from syncserver import PASSWORD, Server  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402


def accessibility_bus():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    answer = bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                           GLib.VariantType("(s)"), Gio.DBusCallFlags.NONE, -1)
    return answer.unpack()[0]


class Laptop(Desk):
    """A computer of its own: other files, and a session bus that knows no other Tsunagi."""

    def __init__(self, folder, name, server):
        home = os.path.join(folder, name)
        os.makedirs(home)
        super().__init__(home=home)
        self.server = server
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.bus_address = self.bus.stdout.readline().strip()

    def environment(self):
        return {**super().environment(), "AT_SPI_BUS_ADDRESS": accessibility_bus(),
                "DBUS_SESSION_BUS_ADDRESS": self.bus_address}

    def turn_off(self):
        self.kill()
        self.bus.terminate()
        self.bus.wait()
        self.bus.stdout.close()

    def login(self, user):
        done = subprocess.run(
            [os.path.join(BUILD, "src", "ctl", "tsunagictl"), "login", self.server.url, "--user",
             user, "--password-stdin", "--database", self.database],
            input=PASSWORD + "\n", text=True, capture_output=True, env=self.environment(),
            check=False)
        assert done.returncode == 0, done.stderr

    def x_window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                str(self.process.pid)], capture_output=True, text=True, check=True)
        return found.stdout.split()[-1]

    def come_forward(self):
        """Without a window manager: above the other window, and with the keyboard."""
        window = self.x_window()
        subprocess.run(["xdotool", "windowraise", window, "windowfocus", "--sync", window],
                       check=True)

    def press_at(self, x, y):
        self.come_forward()
        place = subprocess.run(["xdotool", "getwindowgeometry", "--shell", self.x_window()],
                               capture_output=True, text=True, check=True).stdout
        at = dict(line.split("=") for line in place.splitlines() if "=" in line)
        subprocess.run(["xdotool", "mousemove", str(int(at["X"]) + x), str(int(at["Y"]) + y),
                        "click", "1"], check=True)

    def key(self, *keys):
        self.come_forward()
        super().key(*keys)

    def write_phone(self, number):
        self.press("電話", role=Atspi.Role.TEXT)
        self.key("ctrl+a")
        self.type(number)
        self.key("Return")

    def phone(self):
        return next(r.get("phone") for r in self.ctl("list", "actor") if r["name"] == "大野 一葉")

    def foot(self, words):
        wait_for(lambda: self.says(words), f"{words!r} at the foot", seconds=45)


def with_server(test):
    def inner(desk):
        server = Server(os.path.join(BUILD, "src", "server", "tsunagi-server"), desk.home,
                        dict(os.environ))
        server.add_user("hana")
        server.add_user("yuki")
        server.start()
        a, b = Laptop(desk.home, "a", server), Laptop(desk.home, "b", server)
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
    wait_for(lambda: b.phone() == "044-000-7777", "the number on the other computer", seconds=45)
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
    assert a.phone() == "044-000-8888"
    server.start()
    a.key("F5")
    a.foot("すべて共有済み")
    b.key("F5")
    wait_for(lambda: b.phone() == "044-000-8888", "the number on the other computer", seconds=45)


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
    assert a.phone() == "044-000-2222"
    a.foot("すべて共有済み")
    b.foot("すべて共有済み")
    assert b.phone() == "044-000-2222"
    a.key("ctrl+z")
    a.expect("相手のものにする")


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
    a.click("サインイン(_S)", contains=True)
    a.expect("利用者名とパスワードの組み合わせが違います")
    a.write("パスワード", PASSWORD)
    a.click("サインイン(_S)", contains=True)
    a.foot("すべて共有済み")
    b.login("yuki")
    assert b.ctl("sync")[0]["pulled"] == 1


if __name__ == "__main__":
    run(test_what_one_writes_the_other_sees,
        test_work_goes_on_without_the_network,
        test_a_conflict_is_settled_by_keyboard,
        test_sign_in_from_the_window)
