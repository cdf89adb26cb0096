# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop: a window, a ledger and a session bus of its own, and the cable to the server."""
import json
import os
import subprocess
import sys

from desk import BUILD, DEADLINE, Atspi, Desk, is_showing, text_of, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ctl"))
from syncserver import PASSWORD  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402


def accessibility_bus():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    answer = bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                           GLib.VariantType("(s)"), Gio.DBusCallFlags.NONE, -1)
    return answer.unpack()[0]


class Laptop(Desk):
    """A computer of its own: other files, and a session bus that knows no other Tsunagi."""

    def __init__(self, folder, name, url, page="actors"):
        home = os.path.join(folder, name)
        os.makedirs(home)
        super().__init__(home=home, page=page)
        self.url = url
        self.extra = {}
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.bus_address = self.bus.stdout.readline().strip()

    def environment(self):
        return {**super().environment(), "AT_SPI_BUS_ADDRESS": accessibility_bus(),
                "DBUS_SESSION_BUS_ADDRESS": self.bus_address, **self.extra}

    def turn_off(self):
        self.kill()
        self.bus.terminate()
        self.bus.wait()
        self.bus.stdout.close()

    def login(self, user, *more):
        done = subprocess.run(
            [os.path.join(BUILD, "src", "ctl", "tsunagictl"), "login", self.url, "--user",
             user, "--password-stdin", "--database", self.database, *more],
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

    def take_keyboard(self):
        """Two windows share the screen: each takes it when it is its turn."""
        self.come_forward()
        return True

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

    def foot(self, words, seconds=3 * DEADLINE):
        wait_for(lambda: self.says(words), f"{words!r} at the foot", seconds=seconds)

    def give_password(self):
        """In the dialog of signing in."""
        def press():
            for node in self.all():
                action = node.get_action_iface()
                if action and (node.get_name() or "").startswith("サインイン(") and is_showing(node):
                    return Atspi.Action.do_action(action, 0)
            return False

        self.write("パスワード", PASSWORD)
        wait_for(press, "the button that signs in")

    def person(self, name):
        return next((r for r in self.ctl("list", "actor") if r["name"] == name), {})

    def has_focus(self, name):
        return any(name in (node.get_name() or "") and
                   node.get_state_set().contains(Atspi.StateType.FOCUSED) for node in self.all())

    def open_person(self, name):
        """His page beside the list of actors, ready to be written in."""
        self.key("ctrl+2")
        self.press(name + "、個人", role=Atspi.Role.LABEL)
        wait_for(lambda: self.entry_says("名前", name), f"the page of {name}")

    def entries(self, name):
        return [node for node in self.all() if node.get_editable_text_iface() and
                is_showing(node) and node.get_name() == name]

    def entry_says(self, name, text):
        return any(text_of(node) == text for node in self.entries(name))

    def write_note(self, name, text):
        """As an input method gives it, and left as a field is left."""
        self.open_person(name)
        notes = self.entries("メモ")
        if notes:  # its beginning: the middle of a long one may be out of sight
            box = Atspi.Component.get_extents(notes[0].get_component_iface(),
                                              Atspi.CoordType.WINDOW)
            self.press_at(box.x + 12, box.y + 12)
        else:
            self.press("メモ", role=Atspi.Role.LIST_ITEM)
        wait_for(lambda: self.has_focus("メモ"), "the keyboard in the note")
        self.write("メモ", text)
        self.press("よみ", role=Atspi.Role.TEXT)
        last = text.splitlines()[-1]
        wait_for(lambda: last in (self.person(name).get("note") or ""), f"the note of {name} saved")

    def write_phone(self, number):
        """With the keys, as everything that is short."""
        self.press("電話", role=Atspi.Role.TEXT)
        self.key("ctrl+a")
        self.type(number)
        self.key("Return")

    def write_slip(self, words):
        """A consultation at the counter."""
        self.key("ctrl+n")
        self.find("相談した方")
        self.write("相談の内容", words)
        self.key("ctrl+Return")
        wait_for(lambda: words in json.dumps(self.ctl("list", "log"), ensure_ascii=False),
                 "the slip saved")
        self.key("Escape")
        self.find("主体から探す")
