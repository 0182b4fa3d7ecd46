#!/usr/bin/env python3
"""Retrieval quality of a model by `trefoil eval`, as the tables of the README show it.

    swift build -c release --product trefoil      # in the folder above
    python3 Benchmarks/quality.py FOLDER [--precision fast] [--only scifact]

FOLDER holds data sets in BEIR's layout: scifact, xquad, qmsum; one that is not there is left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tools"))
from trefoil_tools import places  # noqa: E402

MODES = ("dense", "sparse", "colbert", "sparse+dense", "all")
# Every sixth question of a language, and its own paragraphs or the English ones.
SIXTH = ("--by", "lang", "--every", "6")
WHOLE = ("--max-query-length", "512", "--max-passage-length", "512")


class Case(NamedTuple):
    """A row of the table: its name, the set's folder, and what `trefoil eval` is told."""

    name: str
    folder: str
    options: tuple[str, ...]


CASES = (
    Case("SciFact", "scifact", (*WHOLE, "--split", "test")),
    Case("XQuAD, own language", "xquad", (*WHOLE, *SIXTH, "--split", "mono", "--same", "lang")),
    Case(
        "XQuAD, English paragraphs",
        "xquad",
        (*WHOLE, *SIXTH, "--split", "cross-en", "--passages", "lang=en"),
    ),
    Case("QMSum, the first 512 tokens", "qmsum", (*WHOLE, "--split", "test")),
    Case(
        "QMSum, windows of 512, max",
        "qmsum",
        ("--windows", "512", "--pooling", "max", "--split", "test"),
    ),
)


def evaluate(case: Case, options: argparse.Namespace) -> dict:
    command = [
        str(options.command),
        "eval",
        str(options.folder / case.folder),
        *case.options,
        "--json",
        "--quiet",
    ]
    for name in ("model", "precision", "weights", "cache"):
        if value := getattr(options, name):
            command += [f"--{name}", value]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def row(case: Case, result: dict) -> str:
    cells = [f"{result['modes'][mode]['ndcg@10']:.4f}" for mode in MODES if mode in result["modes"]]
    gain = next(
        (
            one
            for one in result["comparisons"]
            if (one["baseline"], one["other"], one["measure"]) == ("dense", "all", "ndcg@10")
        ),
        None,
    )
    told = (
        "–"
        if gain is None
        else "{:+.4f} ({:+.4f} to {:+.4f})".format(gain["difference"], *gain["interval"])
    )
    recall = f"{result['modes']['dense']['recall@100']:.4f}"
    return f"| {case.name} | {result['queries']} | {' | '.join(cells)} | {told} | {recall} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--command", type=Path, default=places.COMMAND)
    parser.add_argument("--only", help="the cases of this set alone")
    for name in ("model", "precision", "weights", "cache"):
        parser.add_argument(f"--{name}", help="as trefoil eval has it")
    options = parser.parse_args()
    print(f"| nDCG@10 | queries | {' | '.join(MODES)} | all over dense | dense, recall@100 |")
    print("|---" * (len(MODES) + 4) + "|")
    for case in CASES:
        if options.only in (None, case.folder) and (options.folder / case.folder).is_dir():
            print(row(case, evaluate(case, options)), flush=True)


if __name__ == "__main__":
    main()
