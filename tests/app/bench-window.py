#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times the window on an empty and on a large ledger beside a bare libadwaita window, in turn, so
that a busy machine counts against all alike. One JSON line a figure: the medians.

  bench-window.py PROGRAM [--rows N] [--runs K]

PROGRAM names the folder of measure-window, as build-aux/bench hands it over."""
import argparse
import json
import os
import re
import statistics
import subprocess
import tempfile

FIGURES = {
    "first frame": "first_frame_ms",
    "settled": "settled_ms",
    "wheel": "longest_wheel_ms",
    "jumps": "longest_jump_ms",
    "memory": "memory_kb",
}


def measure(program, *arguments):
    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1366x768x24",
         program, *arguments],
        env={**os.environ, "GTK_A11Y": "none"}, capture_output=True, text=True, check=True,
        timeout=120)
    figures = {}
    for line in done.stdout.splitlines():
        for words, name in FIGURES.items():
            if line.startswith(words):
                figures[name] = float(re.findall(r"[\d.]+", line[len(words):])[0])
        typed = re.match(r" *typed .*?(\d+) ms$", line)
        if typed:
            figures["longest_typing_ms"] = float(typed.group(1))
    return figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=100000)
    parser.add_argument("--ledger", help="one of that many actors, instead of making it")
    parser.add_argument("--runs", type=int, default=5)
    options, _ = parser.parse_known_args()
    program = os.path.join(os.path.dirname(options.program), "measure-window")
    ctl = os.path.join(os.path.dirname(options.program), "..", "..", "src", "ctl", "tsunagictl")

    with tempfile.TemporaryDirectory(prefix="tsunagi-bench-") as folder:
        empty = os.path.join(folder, "empty.db")
        large = options.ledger or os.path.join(folder, "large.db")
        subprocess.run([ctl, "put", "theme", "--database", empty], input='{"name":"x"}\n',
                       text=True, check=True, stdout=subprocess.DEVNULL)
        if not options.ledger:
            subprocess.run([ctl, "demo", "--actors", str(options.rows), "--database", large],
                           check=True, stdout=subprocess.DEVNULL)
        kinds = {"bare": (empty, "bare"), "empty": (empty, "actors"), "large": (large, "actors"),
                 "empty_today": (empty, "today"), "large_today": (large, "today")}
        runs = {kind: [] for kind in kinds}
        for _ in range(options.runs):
            for kind, arguments in kinds.items():
                runs[kind].append(measure(program, *arguments))

    medians = {kind: {name: statistics.median(r[name] for r in found)
                      for name in found[0]} for kind, found in runs.items()}
    for kind in list(kinds)[1:]:
        today = kind.endswith("today")
        rows = options.rows if kind.startswith("large") else 0
        for name, value in medians[kind].items():
            line = {"figure": f"window_{'today_' if today else ''}{name}", "rows": rows,
                    "value": value}
            if name in medians["bare"]:
                line["bare"] = medians["bare"][name]
            empty = medians["empty_today" if today else "empty"]
            if rows and name in empty:
                line["empty"] = empty[name]
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
