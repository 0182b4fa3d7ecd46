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
# Searches before those that count.
WARM_UP = 10
# Where documents are cut, so many rows are needed for ten of them.
TOP_OF_CUT = 50


def recall(found: list[list[int]], truth: list[list[int]]) -> float:
    """The share of the exact best that was found."""
    shares = [len(set(f[:TOP]) & set(t[:TOP])) / len(t[:TOP]) for f, t in zip(found, truth) if t]
    return float(np.mean(shares)) if shares else 1.0


def measure(peer: Peer, queries: list[Any], top: int) -> tuple[list[float], list[list[int]]]:
    """The time of each search in milliseconds, and what it found."""
    for query in queries[:WARM_UP]:
        peer.search(query, top)
    times, found = [], []
    for query in queries:
        begin = time.perf_counter()
        rows = peer.search(query, top)
        times.append(1e3 * (time.perf_counter() - begin))
        found.append([int(row) for row in rows])
    return times, found


def sweep(
    peer: Peer, queries: list[Any], truth: list[list[int]] | None, top: int
) -> tuple[list[dict[str, Any]], list[list[int]]]:
    """Every setting until one is exact enough, and what the last one found."""
    results: list[dict[str, Any]] = []
    found: list[list[int]] = []
    for setting in peer.settings():
        peer.take(setting)
        times, found = measure(peer, queries, top)
        result = {
            "setting": setting,
            "recall": recall(found, truth) if truth is not None else None,
            "p50": float(np.percentile(times, 50)),
            "p99": float(np.percentile(times, 99)),
            "mean": float(np.mean(times)),
        }
        print(result, file=sys.stderr, flush=True)
        results.append(result)
        if result["recall"] is not None and result["recall"] >= WANTED_RECALL:
            break
    return results, found


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
    truth = json.loads(options.truth.read_text()).get(options.holds) if options.truth else None
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
