"""Builds one peer and times its searches; the answer is the last line, as JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from peers.peer import Peer
from peers.vectors import Texts

# A setting that finds this share of the exact best ends the sweep.
WANTED_RECALL = 0.99
TOP = 10
# Searches before those that count, and the time after which there are enough of them.
WARM_UP, WARM_UP_SECONDS = 10, 2.0
# Where documents are cut, so many rows are needed for ten of them.
TOP_OF_CUT = 50


class Truth:
    """The exact best of each query, and what ties with the tenth of them."""

    def __init__(self, path: Path, kind: str) -> None:
        answer = json.loads(path.read_text())
        self.best: list[list[int]] = [rows[:TOP] for rows in answer[kind]]
        self.ties: list[list[int]] = answer.get(f"{kind}_ties", [[] for _ in self.best])

    def recall(self, found: list[list[int]]) -> float:
        """The share of the exact best that was found."""
        shares = [
            min(len(set(rows[:TOP]) & {*best, *ties}), len(best)) / len(best)
            for rows, best, ties in zip(found, self.best, self.ties)
            if best
        ]
        return float(np.mean(shares)) if shares else 1.0


def measure(peer: Peer, queries: list[Any], top: int) -> tuple[list[float], list[list[int]]]:
    """The time of each search in milliseconds, and what it found."""
    end = time.perf_counter() + WARM_UP_SECONDS
    for query in queries[:WARM_UP]:
        peer.search(query, top)
        if time.perf_counter() > end:
            break
    times, found = [], []
    for query in queries:
        begin = time.perf_counter()
        rows = peer.search(query, top)
        times.append(1e3 * (time.perf_counter() - begin))
        found.append([int(row) for row in rows])
    return times, found


def sweep(
    peer: Peer, queries: list[Any], truth: Truth | None, top: int
) -> tuple[list[dict[str, Any]], list[list[int]]]:
    """Every setting until one is exact enough, the best of them last, and what that one found."""
    results: list[dict[str, Any]] = []
    best: list[list[int]] = []
    for setting in peer.settings():
        peer.take(setting)
        times, found = measure(peer, queries, top)
        result = {
            "setting": setting,
            "recall": truth.recall(found) if truth is not None else None,
            "p50": float(np.percentile(times, 50)),
            "p99": float(np.percentile(times, 99)),
            "mean": float(np.mean(times)),
        }
        print(result, file=sys.stderr, flush=True)
        exact = result["recall"]
        if results and exact is not None and exact < results[-1]["recall"]:
            results.insert(-1, result)
            continue
        results.append(result)
        best = found
        if exact is not None and exact >= WANTED_RECALL:
            break
    return results, best


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", required=True)
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--holds", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cut", action="store_true", help="rows may be of one document")
    options = parser.parse_args()
    truth = Truth(options.truth, options.holds) if options.truth else None
    passages, queries = Texts(options.set / "passages"), Texts(options.set / "queries")
    options.folder.mkdir(parents=True, exist_ok=True)

    peer: Peer = importlib.import_module(f"peers.{options.peer}").Engine(
        options.folder, options.threads
    )
    begin = time.perf_counter()
    peer.build(passages)
    seconds = time.perf_counter() - begin
    print(f"built in {seconds:.1f} s", file=sys.stderr, flush=True)
    asked = [peer.query(queries, place) for place in range(queries.count)]
    top = TOP_OF_CUT if options.cut else TOP
    settings, found = sweep(peer, asked, truth, top)
    answer = {
        "passages": passages.count,
        "built_with": peer.built_with,
        "build_seconds": seconds,
        "bytes": folder_bytes(options.folder),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "settings": settings,
        "found": found,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
