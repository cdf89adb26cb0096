#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a table of organisations, in CP932 with quoted fields, into an empty ledger with history and
search index, beside the sqlite3 shell that reads the same table in UTF-8 and makes a trigram index
of it, in turn. One JSON line a figure: the medians. "ratio" is of the time on the clock, which is
what somebody waits for: the import reads ahead on a second thread. "cpu_ratio" is of the processor
time of both threads, which a busy machine alters less.

  bench-import.py PROGRAM [--rows N] [--runs K]

PROGRAM lies in the folder of the tests of the build, as build-aux/bench hands it over; TSU_BUILD
names the build instead."""
import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time

KANJI = "高橋田中山川井上石原木村森林池本島野大小東西南北"
KANA = "たかはしなやまいうえいしもりけほんのおきみ"
HEADER = "名称,名称_カナ,種別,電話番号,郵便番号,住所,代表者氏名,設立年月日,会員数,備考\r\n"
REFERENCE = """.mode csv
.import '{table}' t
CREATE VIRTUAL TABLE f USING fts5 (a, b, c, d, e, f1, g, h, i, j, tokenize = trigram);
INSERT INTO f SELECT * FROM t;
"""


def make_row(chance, i):
    def pick(letters, n):
        return "".join(chance.choice(letters) for _ in range(n))

    name = pick(KANJI, 3)
    reading = pick(KANA, 6)
    return (f'"{name}の会{i}","{reading}","市民活動団体","044-{i // 10000:03d}-{i % 10000:04d}",'
            f'"213-{i % 10000:04d}","川崎市高津区{pick(KANJI, 2)}{i % 9 + 1}丁目'
            f'{i % 30 + 1}-{i % 7 + 1}","{pick(KANJI, 2)} {pick(KANJI, 1)}子",'
            f'"R{i % 7 + 1}.{i % 12 + 1}.{i % 28 + 1}",{i % 300},'
            f'"毎週{pick("月火水木金土日", 1)}曜、""公園""で\n活動。{name}{reading}"\r\n')


def write_tables(folder, rows):
    chance = random.Random(5)
    text = HEADER + "".join(make_row(chance, i) for i in range(rows))
    paths = {}
    for encoding in "cp932", "utf-8":
        paths[encoding] = os.path.join(folder, encoding + ".csv")
        with open(paths[encoding], "w", encoding=encoding, newline="") as table:
            table.write(text)
    return paths


def measure(arguments, text=""):
    """Seconds of processor, seconds on the clock, MB at most."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    process.stdin.write(text.encode())
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{arguments[0]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024


def clear(folder, name):
    """A file without what stood in it, or stands beside it, from the run before."""
    for old in os.listdir(folder):
        if old.startswith(name):
            os.remove(os.path.join(folder, old))
    return os.path.join(folder, name)


def report(figure, rows, runs, reference):
    cpu, wall, peak = (statistics.median(values) for values in zip(*runs))
    reference_cpu, reference_wall, _ = (statistics.median(values) for values in zip(*reference))
    ratio = statistics.median(run[1] / other[1] for run, other in zip(runs, reference))
    print(json.dumps({
        "figure": figure, "rows": rows, "cpu_s": round(cpu, 2), "wall_s": round(wall, 2),
        "reference_cpu_s": round(reference_cpu, 2), "reference_wall_s": round(reference_wall, 2),
        "ratio": round(ratio, 2), "cpu_ratio": round(cpu / reference_cpu, 2),
        "peak_mb": round(peak),
    }), flush=True)


def measure_office(folder, table):
    """LibreOffice reading the table (CP932 is its 64) and writing it as a workbook."""
    return measure(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office",
                    "--infilter=CSV:44,34,64", "--convert-to", "xlsx", "--outdir", folder, table])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=100000)
    parser.add_argument("--runs", type=int, default=3)
    options, _ = parser.parse_known_args()
    build = os.environ.get("TSU_BUILD") or os.path.join(os.path.dirname(options.program), "..", "..")
    ctl = os.path.join(build, "src", "ctl", "tsunagictl")

    with tempfile.TemporaryDirectory(prefix="tsunagi-bench-") as folder:
        tables = write_tables(folder, options.rows)
        runs = {"import": [], "reference": [], "office": []}
        for _ in range(options.runs):
            runs["import"].append(measure(
                [ctl, "import", "--database", clear(folder, "ledger.db"), tables["cp932"]]))
            runs["reference"].append(measure(
                ["sqlite3", clear(folder, "reference.db")],
                REFERENCE.format(table=tables["utf-8"])))
            if shutil.which("soffice"):
                runs["office"].append(measure_office(folder, tables["cp932"]))
        report("import", options.rows, runs["import"], runs["reference"])
        if runs["office"]:
            report("import_beside_office", options.rows, runs["import"], runs["office"])


if __name__ == "__main__":
    main()
