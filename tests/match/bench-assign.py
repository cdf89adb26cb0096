#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures tsunagi-assign against SciPy on the same instances, in turns, several times.

    bench-assign.py PATH-OF-tsunagi-assign [RUNS]

Prints one JSON line a figure: the medians of both, their ratio, and whether the totals agree; the
same by LEMON's network simplex and igraph, and what a greedy choice comes to, in the same run.
Needs python3-numpy and python3-scipy; liblemon-dev and libigraph-dev are for the references alone,
and a line says so where they are missing. Reading files is not counted on any side.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

# Larger ones take them minutes.
DENSE_FOR_OTHERS = 2000
COSTS_FOR_IGRAPH = 100
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


HERE = os.path.dirname(os.path.abspath(__file__))
COMPILERS = {
    "lemon": ["g++", "reference-lemon.cc"],
    "igraph": ["gcc", "-I/usr/include/igraph", "reference-igraph.c", "-ligraph", "-lm"],
}


def build_references(folder):
    """Other solvers as programs, where their libraries are installed."""
    built = {}
    for name, (compiler, *rest) in COMPILERS.items():
        path = f"{folder}/reference-{name}"
        done = shutil.which(compiler) and subprocess.run(
            [compiler, "-O2", *rest, "-o", path], cwd=HERE, capture_output=True, check=False)
        if done and done.returncode == 0:
            built[name] = path
        else:
            print(json.dumps({"skipped": name, "because": f"lib{name}-dev or {compiler} is missing"}),
                  flush=True)
    return built


def by_others(references, names, path, n, m, runs, total):
    """Median seconds of each reference, and whether its total is ours."""
    found = {}
    for name in names:
        if name not in references:
            continue
        answers = [json.loads(subprocess.run([references[name], path, str(n), str(m)], check=True,
                                             capture_output=True).stdout) for _ in range(runs)]
        found[f"{name}_seconds"] = round(statistics.median(a["seconds"] for a in answers), 4)
        found[f"{name}_same_total"] = all(a["total"] == total for a in answers)
    return found


def greedy(rows, columns, costs, n, m):
    """The cheapest pair first, then the cheapest that is still free: pairs and total."""
    row_taken, column_taken = np.zeros(n, bool), np.zeros(m, bool)
    total = pairs = 0
    for k in np.argsort(costs, kind="stable"):
        if not row_taken[rows[k]] and not column_taken[columns[k]]:
            row_taken[rows[k]] = column_taken[columns[k]] = True
            total += int(costs[k])
            pairs += 1
            if pairs == min(n, m):
                break
    return {"greedy_pairs": pairs, "greedy_total": total}


def dense(program, folder, n, high, runs, references):
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
    more = {}
    if n <= DENSE_FOR_OTHERS:
        edges = f"{folder}/dense.csv"
        rows, columns = np.divmod(np.arange(n * n), n)
        np.savetxt(edges, np.c_[rows, columns, costs.ravel()], fmt="%d", delimiter=",")
        names = ["lemon", "igraph"] if high <= COSTS_FOR_IGRAPH else ["lemon"]
        more = by_others(references, names, edges, n, n, 1, answer["total"])
        more.update(greedy(rows, columns, costs.ravel(), n, n))
    report(f"dense {n}x{n} costs below {high}", pairs, same,
           reference="scipy linear_sum_assignment", total=answer["total"], **more)


def candidates(n, m, degree, high):
    rows = np.repeat(np.arange(n), degree)
    columns = RNG.integers(0, m, n * degree)
    # A full matching must exist for the reference: a ring of candidates is among the others.
    columns[::degree] = np.arange(n) % m
    keys = np.unique(rows * m + columns)
    return keys // m, keys % m, RNG.integers(1, high, len(keys))


def sparse(program, folder, n, m, degree, high, runs, reference, references):
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
           reference="scipy min_weight_full_bipartite_matching" if reference else "own proof",
           total=answer["total"], **greedy(rows, columns, costs, n, m),
           **by_others(references, ["lemon"] if n == m else [], path, n, m, 1, answer["total"]))


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
        references = build_references(folder)
        for n in (1000, 2000, 5000):
            for high in (100, 1000000):
                dense(program, folder, n, high, runs, references)
        ward(program, folder, 1, 1, 0, runs)
        ward(program, folder, 3, 6, 50, runs)
        sparse(program, folder, 20000, 20000, 20, 1000000, runs, True, references)
        sparse(program, folder, 20000, 22000, 20, 1000, runs, True, references)
        sparse(program, folder, 60000, 50000, 20, 1000, runs, False, references)
        sparse(program, folder, 100000, 100000, 20, 1000000, runs, True, references)


if __name__ == "__main__":
    main()
