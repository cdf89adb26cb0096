#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counter through the real window: a consultation by keys alone, counted; somebody unnamed who
is linked later; a draft that nothing loses; and the day that reminds of it, done and taken back."""
import datetime
import json

from desk import Atspi, GLib, run, wait_for
from gi.repository import Gio

WISH = "団地の一人暮らしのお年寄りが集まれる場所がほしい。月に二回、お茶と体操をしたい。"
PEOPLE = [
    {"name": "髙津 みどり", "reading": "たかつ みどり", "kind": "person"},
    {"name": "大野 一葉", "reading": "おおの かずは", "kind": "person"},
]
MOST_KEYS = 40


def today(days=0):
    return (datetime.datetime.now() + datetime.timedelta(days=days)).strftime("%Y-%m-%d")


def fill(desk):
    desk.ctl("put", "actor", stdin="\n".join(json.dumps(p) for p in PEOPLE))


class Fingers:
    """Presses keys and counts them; a chord counts as many as it has keys."""

    def __init__(self, desk):
        self.desk = desk
        self.pressed = 0

    def press(self, *chords):
        for chord in chords:
            self.pressed += len(chord.split("+"))
            self.desk.key(chord)


def open_slip(desk, fingers):
    """Presses again where the window was not there yet to hear it, as anybody would."""
    for _ in range(3):
        fingers.press("ctrl+n")
        try:
            return wait_for(lambda: desk.has_keys("相談した方"), "the slip under the fingers", 5)
        except AssertionError:
            desk.take_keyboard()
    return wait_for(lambda: desk.has_keys("相談した方"), "the slip under the fingers")


def has_focus(desk, name):
    return any(n.get_name() == name and n.get_state_set().contains(Atspi.StateType.FOCUSED)
               for n in desk.all())


def go_to(desk, fingers, name):
    """The key of the page leads to the first thing to do."""
    desk.find(name, role=Atspi.Role.LIST_ITEM)
    fingers.press("ctrl+1")
    wait_for(lambda: has_focus(desk, name), f"the focus on {name!r}")


def consultation(desk):
    return desk.ctl("list", "log")[0]


def wait_for_consultation(desk):
    wait_for(lambda: len(desk.ctl("list", "log")) == 1, "the consultation in the ledger")


def test_eight_fields_by_keys(desk):
    """Who, what, form, route, subjects, result, consent, and what becomes of it."""
    fill(desk)
    fingers = Fingers(desk)
    desk.start()
    open_slip(desk, fingers)
    desk.type("takatu")  # the name is text; picking it is a key
    desk.find("髙津 みどり", role=Atspi.Role.LIST_ITEM)
    fingers.press("Return")
    desk.write("相談の内容", WISH)
    fingers.press("Tab", "2", "1")      # by telephone, herself
    fingers.press("3", "2", "Return")   # a place, and companions
    fingers.press("5", "1")             # continuing; may be introduced
    fingers.press("1", "Return", "2")   # for introductions; a need of each
    desk.picture("slip")
    fingers.press("ctrl+Return")
    wait_for_consultation(desk)
    assert fingers.pressed <= MOST_KEYS, f"{fingers.pressed} keys"
    print(f"# {fingers.pressed} keys beside the text", flush=True)

    log = consultation(desk)
    person = next(a for a in desk.ctl("list", "actor") if a["name"] == "髙津 みどり")
    assert log["kind"] == "consultation" and log["actor"] == person["id"], log
    assert (log["channel"], log["route"], log["result"]) == ("phone", "self", "continuing"), log
    assert sorted(log["subjects"]) == ["people", "place"], log
    assert log["consent"] == "introduce" and log["consent_purposes"] == ["introduction"], log
    assert log["follow_up"] == today(7), log
    assert "welfare" in log["themes"], log
    needs = desk.ctl("list", "need")
    assert sorted(n["kinds"][0] for n in needs) == ["people", "place"], needs
    assert all(n["log"] == log["id"] and n["actor"] == person["id"] for n in needs), needs
    assert person["consents"] == ["introduce"], person
    desk.picture("slip-saved")

    desk.action("win.undo")
    wait_for(lambda: not desk.ctl("list", "log") and not desk.ctl("list", "need"),
             "the whole slip taken back as one")
    desk.expect(WISH)  # and what was written is on the slip again
    desk.picture("slip-back")
    desk.stop()


def test_unnamed_then_linked(desk):
    fill(desk)
    fingers = Fingers(desk)
    desk.begin_with("today")
    desk.start()
    open_slip(desk, fingers)
    fingers.press("Tab")
    desk.write("相談の内容", "机と椅子を貸してもよい")
    fingers.press("Tab", "1", "1", "4", "Return", "Tab", "Tab", "Tab", "3", "ctrl+Return")
    wait_for_consultation(desk)
    log = consultation(desk)
    assert "actor" not in log, log
    offer = desk.ctl("list", "offer")[0]
    assert offer["kinds"] == ["things"] and "actor" not in offer, offer

    desk.press("机と椅子を貸してもよい", role=Atspi.Role.LIST_ITEM, contains=True)
    desk.click("相談した方を結びつける", contains=True)
    desk.find("だれから探す", contains=True)
    fingers.press("Escape")  # it opens, and closes again
    desk.expect_no("だれから探す")
    desk.click("相談した方を結びつける", contains=True)
    desk.write("だれから探す", "おおの")
    desk.press("大野 一葉", role=Atspi.Role.LIST_ITEM)
    person = next(a for a in desk.ctl("list", "actor") if a["name"] == "大野 一葉")
    wait_for(lambda: consultation(desk).get("actor") == person["id"], "the consultation linked")
    assert desk.ctl("list", "offer")[0]["actor"] == person["id"]
    desk.action("win.undo")
    wait_for(lambda: "actor" not in consultation(desk), "the link taken back")
    assert "actor" not in desk.ctl("list", "offer")[0]
    desk.stop()


def test_somebody_new(desk):
    fill(desk)
    fingers = Fingers(desk)
    desk.start()
    open_slip(desk, fingers)
    desk.write("相談した方", "新島 朋")
    fingers.press("Return")
    desk.expect("新島 朋（新しく登録）")
    desk.write("相談の内容", "地域で何か手伝いたい")
    fingers.press("ctrl+Return")
    wait_for_consultation(desk)
    person = next(a for a in desk.ctl("list", "actor") if a["name"] == "新島 朋")
    assert person["kind"] == "person" and consultation(desk)["actor"] == person["id"]
    desk.stop()


def test_nothing_typed_is_lost(desk):
    """Left, closed, killed: the slip is as it was."""
    fingers = Fingers(desk)
    desk.start()
    open_slip(desk, fingers)
    desk.write("相談の内容", WISH)
    fingers.press("Escape")
    desk.find("主体から探す", contains=True)
    open_slip(desk, fingers)
    desk.expect(WISH)
    desk.stop()

    desk.start()
    open_slip(desk, fingers)
    desk.expect(WISH)
    desk.write("相談の内容", WISH + "急ぎです。")
    # What was typed is on the disk as soon as the settings of the ledger say so.
    desk.find("下書き保存済み")
    wait_for(lambda: "急ぎです" in draft(desk), "the draft on the disk")
    desk.kill()

    desk.start()
    open_slip(desk, fingers)
    desk.expect(WISH + "急ぎです。")
    fingers.press("ctrl+Return")
    wait_for_consultation(desk)
    desk.kill()
    desk.start()
    open_slip(desk, fingers)
    desk.expect_no(WISH)
    desk.stop()


def draft(desk):
    import sqlite3

    with sqlite3.connect(f"file:{desk.database}?mode=ro", uri=True) as ledger:
        row = ledger.execute("SELECT value FROM meta WHERE key LIKE '%:slip'").fetchone()
    return row[0] if row else ""


def test_today_reminds(desk):
    fill(desk)
    person = desk.ctl("list", "actor")[0]
    desk.ctl("put", "log", stdin=json.dumps({
        "kind": "consultation", "name": "畑を借りたい", "actor": person["id"], "result": "continuing",
        "starts": today(-10), "follow_up": today(-3)}))
    fingers = Fingers(desk)
    desk.begin_with("today")
    desk.start()
    go_to(desk, fingers, "畑を借りたい")
    desk.picture("today")
    fingers.press("d")
    wait_for(lambda: consultation(desk).get("followed_up") is True, "it to be marked done")
    desk.expect("今日連絡する相手はいません")
    desk.action("win.undo")
    desk.find("畑を借りたい", role=Atspi.Role.LIST_ITEM)
    assert not consultation(desk).get("followed_up")

    go_to(desk, fingers, "畑を借りたい")
    fingers.press("p")
    wait_for(lambda: consultation(desk)["follow_up"] == today(7), "it to be put off for a week")
    desk.stop()


def test_unanswered(desk):
    """A consultation without a result waits on the day until somebody answered."""
    desk.ctl("put", "log", stdin=json.dumps({
        "kind": "consultation", "name": "ごみ出しの相談", "starts": today(-1)}))
    fingers = Fingers(desk)
    desk.begin_with("today")
    desk.start()
    desk.find("回答していない相談（1件）")
    go_to(desk, fingers, "ごみ出しの相談")
    fingers.press("p")
    desk.expect("次の連絡：")
    go_to(desk, fingers, "ごみ出しの相談")
    fingers.press("d")
    desk.expect("すべての相談に回答しています")
    desk.action("win.undo")
    desk.find("ごみ出しの相談", role=Atspi.Role.LIST_ITEM)
    desk.stop()


class Notifications:
    """Stands in for the desktop's notifications on the session bus."""

    XML = """<node><interface name="org.freedesktop.Notifications">
      <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
        <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
        <arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
        <arg type="u" direction="out"/></method>
      <method name="CloseNotification"><arg type="u" direction="in"/></method>
      <method name="GetCapabilities"><arg type="as" direction="out"/></method>
      <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
      </interface></node>"""
    PATH = "/org/freedesktop/Notifications"
    NAME = "org.freedesktop.Notifications"

    def __init__(self):
        self.told = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(self.XML).interfaces[0]
        self.object = self.bus.register_object(self.PATH, interface, self.answer, None, None)
        self.owner = Gio.bus_own_name_on_connection(self.bus, self.NAME, 0, None, None)

    def answer(self, bus, sender, path, interface, method, arguments, invocation):
        if method == "Notify":
            self.told.append(arguments.unpack())
            invocation.return_value(GLib.Variant("(u)", (len(self.told),)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        else:
            invocation.return_value(None)

    def press(self, number):
        self.bus.emit_signal(None, self.PATH, self.NAME, "ActionInvoked",
                             GLib.Variant("(us)", (number, "default")))

    def go(self):
        Gio.bus_unown_name(self.owner)
        self.bus.unregister_object(self.object)


def test_desktop_is_told_once(desk):
    """How many, and not who; pressed, it leads to the day; not twice a day."""
    fill(desk)
    person = desk.ctl("list", "actor")[0]
    desk.ctl("put", "log", stdin=json.dumps({
        "kind": "consultation", "name": "畑を借りたい", "actor": person["id"], "result": "continuing",
        "starts": today(-10), "follow_up": today(-1)}))
    notifications = Notifications()
    try:
        desk.start()
        wait_for(lambda: notifications.told, "a notification")
        said = " ".join(notifications.told[0][3:5])
        assert "1件" in said, said
        assert person["name"] not in said and "畑" not in said, said
        notifications.press(1)
        desk.find("今日の連絡（1件）")
        desk.stop()
        desk.start()
        desk.find("今日の連絡（1件）")
        desk.stop()
        assert len(notifications.told) == 1, notifications.told
    finally:
        notifications.go()


if __name__ == "__main__":
    run(test_eight_fields_by_keys, test_unnamed_then_linked, test_somebody_new,
        test_nothing_typed_is_lost, test_today_reminds, test_unanswered,
        test_desktop_is_told_once)
