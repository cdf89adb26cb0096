#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures tsunagi-assign against SciPy on the same instances, in turns, several times.

    bench-assign.py PATH-OF-tsunagi-assign [RUNS]

Prints one JSON line a figure: the medians of both, their ratio, and whether the totals agree.
Needs python3-numpy and python3-scipy. Reading files is not counted on either side.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

RNG = np.random.default_rng(20261122)


def ours(program, path, *options):
    out = subprocess.run([program, path, *options], check=True, capture_output=True).stdout
    answer = json.loads(out)
    return answer["seconds"], answer


def timed(function, *arguments):
    begin = time.perf_counter()
    value = function(*arguments)
    return time.perf_counter() - begin, value


def report(figure, pairs, same, **more):
    mine = statistics.median(pair[0] for pair in pairs)
    line = {"figure": figure, "seconds": round(mine, 4), "runs": len(pairs), "same_total": same}
    theirs = [pair[1] for pair in pairs if pair[1] is not None]
    if theirs:
        line["reference_seconds"] = round(statistics.median(theirs), 4)
        line["ratio"] = round(mine / statistics.median(theirs), 3)
    print(json.dumps({**line, **more}), flush=True)


def dense(program, folder, n, high, runs):
    costs = RNG.integers(1, high, (n, n))
    path = f"{folder}/dense.txt"
    with open(path, "w") as file:
        file.write(f"{n}\n")
        np.savetxt(file, costs, fmt="%d")
    pairs, same = [], True
    for _ in range(runs):
        theirs, (rows, columns) = timed(linear_sum_assignment, costs)
        mine, answer = ours(program, path)
        same = same and answer["total"] == int(costs[rows, columns].sum())
        pairs.append((mine, theirs))
    report(f"dense {n}x{n} costs below {high}", pairs, same,
           reference="scipy linear_sum_assignment")


def candidates(n, m, degree, high):
    rows = np.repeat(np.arange(n), degree)
    columns = RNG.integers(0, m, n * degree)
    # A full matching must exist for the reference: a ring of candidates is among the others.
    columns[::degree] = np.arange(n) % m
    keys = np.unique(rows * m + columns)
    return keys // m, keys % m, RNG.integers(1, high, len(keys))


def sparse(program, folder, n, m, degree, high, runs, reference):
    rows, columns, costs = candidates(n, m, degree, high)
    path = f"{folder}/sparse.csv"
    np.savetxt(path, np.c_[rows, columns, costs], fmt="%d", delimiter=",")
    graph = csr_matrix((costs.astype(float), (rows, columns)), shape=(n, m))
    pairs, same = [], True
    for _ in range(runs):
        theirs = None
        mine, answer = ours(program, path, "--edges", "--minimize")
        if reference:
            theirs, (found_rows, found) = timed(min_weight_full_bipartite_matching, graph)
            same = same and answer["total"] == int(np.asarray(graph[found_rows, found]).sum())
        pairs.append((mine, theirs))
    if not reference:
        same = "proved" in ours(program, path, "--edges", "--minimize", "--check")[1]
    report(f"sparse {n}x{m}, {degree} candidates each, costs below {high}", pairs, same,
           reference="scipy min_weight_full_bipartite_matching" if reference else "own proof")


def ward(program, folder, partners, load, penalty, runs):
    """2 000 needs, 20 000 offers, 20 candidates each: no solver to compare, so the proof."""
    rows, columns, scores = candidates(2000, 20000, 20, 1000)
    path = f"{folder}/ward.csv"
    np.savetxt(path, np.c_[rows, columns, scores], fmt="%d", delimiter=",")
    options = ["--edges", "--per-row", str(partners), "--load", str(load),
               "--load-penalty", str(penalty), "--check"]
    answers = [ours(program, path, *options) for _ in range(runs)]
    report(f"ward 2000x20000x20, {partners} partners, load {load}, penalty {penalty}",
           [(seconds, None) for seconds, _ in answers],
           all(answer["proved"] for _, answer in answers), reference="own proof")


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        for n in (1000, 2000, 5000):
            for high in (100, 1000000):
                dense(program, folder, n, high, runs)
        ward(program, folder, 1, 1, 0, runs)
        ward(program, folder, 3, 6, 50, runs)
        sparse(program, folder, 20000, 20000, 20, 1000000, runs, True)
        sparse(program, folder, 20000, 22000, 20, 1000, runs, True)
        sparse(program, folder, 60000, 50000, 20, 1000, runs, False)
        sparse(program, folder, 100000, 100000, 20, 1000000, runs, True)


if __name__ == "__main__":
    main()
