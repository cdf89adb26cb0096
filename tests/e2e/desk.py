# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a screen reader sees it (AT-SPI), with real keys where a person would
press keys (xdotool). Everything waits for a condition with a deadline; nothing sleeps blindly."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

BUILD = os.environ["TSU_BUILD"]
SLOW = float(os.environ.get("TSU_SLOW", "1"))
DEADLINE = 15 * SLOW

# A test and the programs it drives agree on what day it is, wherever the machine stands.
os.environ["TZ"] = "Asia/Tokyo"
time.tzset()


class Gone(Exception):
    """A widget died under our hands; look it up again."""


def take_turn():
    """Lets the accessibility bus speak for a moment."""
    loop = GLib.MainLoop()
    GLib.timeout_add(30, loop.quit)
    loop.run()


def wait_for(condition, what, seconds=DEADLINE):
    """Returns the first true result of condition; fails in words when the deadline passes."""
    end = time.monotonic() + seconds
    while True:
        try:
            result = condition()
            if result:
                return result
        except (GLib.GError, Gone):
            pass
        if time.monotonic() > end:
            raise AssertionError(f"did not come within {seconds:.0f} s: {what}")
        take_turn()


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def walk(node):
    """A node and all below that is not hidden, as a page behind another is."""
    yield node
    if node.get_state_set().contains(Atspi.StateType.VISIBLE):
        for child in children(node):
            yield from walk(child)


def is_showing(node):
    """GTK 4.8 says SHOWING of toplevels alone; what is on the screen has an extent in its window."""
    if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return False
    component = node.get_component_iface()
    if not component:
        return True
    box = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
    return box.width > 0 and box.height > 0


def text_of(node):
    """What a node says: its text where it has one, else its name."""
    text = node.get_text_iface()
    if text:
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    return node.get_name() or ""


class Desk:
    """One running Tsunagi on a ledger file of its own."""

    def __init__(self, *arguments, database=None, home=None, page="actors"):
        self.home = home or tempfile.mkdtemp(prefix="tsunagi-")
        self.database = database or os.path.join(self.home, "ward.db")
        self.arguments = list(arguments)
        self.process = None
        self.settings = os.path.join(self.home, "config", "glib-2.0", "settings", "keyfile")
        if not os.path.exists(self.settings):
            self.begin_with(page)

    def begin_with(self, page):
        """Which page the next window shows first."""
        os.makedirs(os.path.dirname(self.settings), exist_ok=True)
        with open(self.settings, "w", encoding="utf-8") as file:
            file.write(f"[jp/tsunagi/Tsunagi]\npage='{page}'\n")

    def environment(self):
        return {
            **os.environ,
            "HOME": self.home,
            "XDG_DATA_HOME": os.path.join(self.home, "data"),
            "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
            "XDG_CACHE_HOME": os.path.join(self.home, "cache"),
            "GSETTINGS_BACKEND": "keyfile",
            "GSETTINGS_SCHEMA_DIR": os.path.join(BUILD, "data"),
            "TSU_LOCALE_DIR": os.path.join(BUILD, "po"),
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi",
            "LANG": "ja_JP.UTF-8",
            "LC_ALL": "ja_JP.UTF-8",
        }

    def start(self, *arguments):
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "src", "app", "tsunagi"), "--database", self.database,
             *self.arguments, *arguments],
            env=self.environment())
        self.window()
        # Keys that are pressed before are lost, as they are for a person who does not wait.
        self.find("画面", role=Atspi.Role.LIST)
        return self

    def application(self):
        desktop = Atspi.get_desktop(0)
        for app in children(desktop):
            if app.get_process_id() == self.process.pid:
                return app
        return None

    def window(self):
        def first_frame():
            if self.process.poll() is not None:
                raise AssertionError(f"tsunagi ended with {self.process.returncode}")
            app = self.application()
            return next((c for c in children(app) if is_showing(c)), None) if app else None

        return wait_for(first_frame, "the window")

    def windows(self):
        app = self.application()
        return [c for c in children(app)] if app else []

    def all(self):
        for window in self.windows():
            yield from walk(window)

    def find(self, name, role=None, contains=False):
        """A showing node by its name (or text); waits for it."""
        def look():
            for node in self.all():
                said = node.get_name() or ""
                if (said == name or (contains and name in said)) and is_showing(node):
                    if role is None or node.get_role() == role:
                        return node
            return None

        return wait_for(look, f"{role.value_nick if role else 'something'} called {name!r}")

    def says(self, words):
        """Whether any showing node says the words, in its name or its text."""
        for node in self.all():
            if is_showing(node) and (words in (node.get_name() or "") or words in text_of(node)):
                return True
        return False

    def expect(self, words):
        wait_for(lambda: self.says(words), f"the words {words!r}")

    def expect_no(self, words):
        wait_for(lambda: not self.says(words), f"the words {words!r} to go")

    def click(self, name, contains=False):
        node = self.find(name, contains=contains)
        action = node.get_action_iface()
        assert action and Atspi.Action.get_n_actions(action) > 0, f"{name!r} cannot be pressed"
        Atspi.Action.do_action(action, 0)

    def try_action(self, name):
        for window in self.windows():
            action = window.get_action_iface()
            if not action:
                continue
            for i in range(Atspi.Action.get_n_actions(action)):
                if Atspi.Action.get_action_name(action, i) == name:
                    return Atspi.Action.do_action(action, i)
        return False

    def action(self, name):
        """Activates an action of the window, as menu and shortcut do."""
        wait_for(lambda: self.try_action(name), f"the action {name}")

    def write(self, name, text):
        """Sets the text of an entry by its label."""
        def do():
            for node in self.all():
                if node.get_editable_text_iface() and is_showing(node) and name in (
                        node.get_name() or ""):
                    return Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), text)
            return False

        wait_for(do, f"an entry called {name!r}")

    def press(self, name, role=None, contains=False):
        """Presses the middle of a widget with the mouse, as a hand would."""
        node = self.find(name, role=role, contains=contains)
        box = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
        self.press_at(box.x + box.width // 2, box.y + box.height // 2)

    def press_at(self, x, y):
        place = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--class", "tsunagi", "getwindowgeometry", "--shell"],
            capture_output=True, text=True, check=True).stdout
        at = dict(line.split("=") for line in place.splitlines() if "=" in line)
        subprocess.run(["xdotool", "mousemove", str(int(at["X"]) + x), str(int(at["Y"]) + y),
                        "click", "1"], check=True)

    def take_keyboard(self):
        """Whether a window of the program has the keys. Gives them to its topmost where none has,
        for there is no window manager to do so when a dialog has closed."""
        if any(w.get_state_set().contains(Atspi.StateType.ACTIVE) for w in self.windows()):
            return True
        seen = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                              capture_output=True, text=True, check=False).stdout.split()
        if seen:
            subprocess.run(["xdotool", "windowfocus", seen[-1]], check=False)
        return False

    def has_keys(self, name):
        """Whether the keys go to the window where something is called that."""
        return any(window.get_state_set().contains(Atspi.StateType.ACTIVE)
                   and any(n.get_name() == name and is_showing(n) for n in walk(window))
                   for window in self.windows())

    def key(self, *keys):
        """Presses keys on the focused window, as fingers would."""
        wait_for(self.take_keyboard, "the keyboard")
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        wait_for(self.take_keyboard, "the keyboard")
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def picture(self, name):
        folder = os.environ.get("TSU_PICTURES")
        if folder:
            subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")],
                           check=True)

    def ctl(self, *arguments, stdin=None):
        """The same ledger through tsunagictl; returns its lines of JSON."""
        done = subprocess.run(
            [os.path.join(BUILD, "src", "ctl", "tsunagictl"), *arguments, "--database",
             self.database, "--json"],
            input=stdin, capture_output=True, text=True, env=self.environment(), check=False)
        assert done.returncode == 0, f"tsunagictl {arguments}: {done.stderr}"
        return [json.loads(line) for line in done.stdout.splitlines()]

    def stop(self):
        """Closes as the session does at logout."""
        if self.process and self.process.poll() is None:
            # A window that closes at once may be gone before it can answer that it did, and the
            # bus then waits long for the answer.
            wait_for(lambda: self.process.poll() is not None or self.try_action("window.close"),
                     "the window to close", seconds=4 * DEADLINE)
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("tsunagi did not quit") from None
        code = self.process.returncode
        assert code == 0, f"tsunagi ended with {code}"

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def clean_up(self):
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)


def run(*tests):
    """Runs test functions, each with a fresh desk; speaks TAP."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        desk = Desk()
        try:
            test(desk)
            print(f"ok {number} {test.__name__}", flush=True)
        except Exception as error:  # every failure is one line of TAP and the next test goes on
            failed += 1
            desk.picture("failed-" + test.__name__)
            print(f"not ok {number} {test.__name__}", flush=True)
            print("# " + f"{type(error).__name__}: {error}".replace("\n", "\n# "), flush=True)
        finally:
            desk.clean_up()
    raise SystemExit(1 if failed else 0)
