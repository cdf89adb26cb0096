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
    "list there": "settled_ms",
    "wheel": "longest_wheel_ms",
    "jumps": "longest_jump_ms",
    "memory": "memory_kb",
}


def measure(program, *arguments):
    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1366x768x24",
         program, *arguments],
        env={**os.environ, "GTK_A11Y": "none"}, capture_output=True, text=True, check=True)
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
    parser.add_argument("--runs", type=int, default=5)
    options, _ = parser.parse_known_args()
    program = os.path.join(os.path.dirname(options.program), "measure-window")
    ctl = os.path.join(os.path.dirname(options.program), "..", "..", "src", "ctl", "tsunagictl")

    with tempfile.TemporaryDirectory(prefix="tsunagi-bench-") as folder:
        empty = os.path.join(folder, "empty.db")
        large = os.path.join(folder, "large.db")
        subprocess.run([ctl, "put", "theme", "--database", empty], input='{"name":"x"}\n',
                       text=True, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([ctl, "demo", "--actors", str(options.rows), "--database", large],
                       check=True, stdout=subprocess.DEVNULL)
        runs = {"bare": [], "empty": [], "large": []}
        for _ in range(options.runs):
            runs["bare"].append(measure(program, empty, "--bare"))
            runs["empty"].append(measure(program, empty))
            runs["large"].append(measure(program, large))

    medians = {kind: {name: statistics.median(r[name] for r in found)
                      for name in found[0]} for kind, found in runs.items()}
    for kind, rows in (("empty", 0), ("large", options.rows)):
        for name, value in medians[kind].items():
            line = {"figure": f"window_{name}", "rows": rows, "value": value}
            if name in medians["bare"]:
                line["bare"] = medians["bare"][name]
            if kind == "large" and name in medians["empty"]:
                line["empty"] = medians["empty"][name]
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
