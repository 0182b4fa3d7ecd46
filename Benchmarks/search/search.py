#!/usr/bin/env python3
"""Measures Trefoil's index and its peers on the same vectors, in one run.

    python3 Benchmarks/search/search.py --quick --data FOLDER
    python3 Benchmarks/search/search.py --data FOLDER --json results.json

FOLDER holds data sets in BEIR's layout: scifact, xquad, qmsum. What a run needs is made first and
kept in the cache. Progress goes to stderr, the tables to stdout as Markdown. Ctrl-C prints what was
measured so far.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import contenders
import goals
import measures
import places
import processes
import report
from compare import machine
from contenders import EXACT, Contender
from ours import Ours, remove
from processes import Failed, note
from sets import QUICK_PASSAGES, REAL_SETS, RealSet
from trefoil_tools.json_file import write_json

SIZES = [20_000, 100_000, 1_000_000]
QUICK_SIZES = [5_000]
# Queries that are compared with a search of all passages, which reads every token vector.
EXHAUSTIVE = {20_000: 200, 100_000: 50}
FEW_EXHAUSTIVE = 10
SCAN_ROWS, QUICK_SCAN_ROWS = 1_000_000, 100_000
PATIENCE_SECONDS = 3600.0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ", ".join(contenders.BY_NAME)
    parser.add_argument("--quick", action="store_true", help="5,000 made passages, 500 of SciFact")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="of scifact, xquad, qmsum; "
                        "without it the made passages are of no real text")  # fmt: skip
    parser.add_argument("--passages", metavar="N,…", help="sizes of the made corpora, or none; "
                        "default: 20000,100000,1000000")  # fmt: skip
    parser.add_argument("--sets", metavar="NAME,…", help="of scifact, xquad, qmsum, or none")
    parser.add_argument("--peers", metavar="NAME,…", help=f"of {names}; none for ours alone")
    parser.add_argument("--queries", type=int, default=200, metavar="N", help="made queries")
    parser.add_argument("--threads", type=int, default=2, metavar="N")
    parser.add_argument("--model", type=Path, default=places.MODEL, metavar="FOLDER")
    parser.add_argument("--patience", type=float, default=PATIENCE_SECONDS, metavar="SECONDS",
                        help="for each peer and corpus; default: %(default).0f")  # fmt: skip
    parser.add_argument("--reuse", action="store_true", help="take indexes of made passages, and "
                        "what building them took, from an earlier run")  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number there")
    parser.add_argument("--prepare-only", action="store_true", help="make what is missing, and end")
    options = parser.parse_args()
    sizes = QUICK_SIZES if options.quick else SIZES
    if options.passages is not None:
        named = split(options.passages)
        if not all(name.isdigit() for name in named):
            parser.error(f"--passages: “{options.passages}” is no list of numbers")
        sizes = sorted(map(int, named))
    options.sizes = sizes
    known = {one.name for one in REAL_SETS}
    options.sets = split(options.sets) if options.sets is not None else (
        ["scifact"] if options.quick else sorted(known)
    )  # fmt: skip
    options.peers = split(options.peers) if options.peers is not None else None
    unknown = set(options.sets) - known | set(options.peers or []) - set(contenders.BY_NAME)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if options.data is not None:
        options.data = options.data.resolve()
    return options


def split(names: str) -> list[str]:
    return [] if names == "none" else names.split(",")


class Benchmark:
    """One run: what it is told, and what it has found so far."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.peers: list[Contender] = []
        self.folders: dict[str, Path] = {}
        self.ours = Ours(options.model, options.threads, [], options.reuse)
        self.results: dict[str, Any] = {
            "machine": machine.description(),
            "threads": options.threads,
            "queries": options.queries,
            "versions": {"trefoil": {"trefoil": commit()}},
            "sizes": {},
            "sets": {},
            "scans": None,
            "left_out": {},
        }

    def leave_out(self, name: str, why: str) -> None:
        self.results["left_out"][name] = why
        note(f"failed: {name}: {why}")

    # MARK: what is needed

    def prepare(self) -> None:
        self.build()
        if why := EXACT.prepare():
            raise SystemExit(f"Nothing can be compared without NumPy and SciPy: {why}")
        for contender in contenders.chosen(self.options.peers):
            note(f"installing {contender.name} …")
            if why := contender.prepare():
                self.leave_out(contender.name, why)
            else:
                self.peers.append(contender)
                self.results["versions"][contender.name] = contenders.versions(contender)
        self.encode()

    def build(self) -> None:
        for product in ("Searches", "Scans"):
            command = ["swift", "build", "-c", "release", "--product", product]
            subprocess.run(
                command, cwd=places.REPOSITORY, env={**os.environ, "TREFOIL_BENCHMARKS": "1"},
                stdout=sys.stderr, check=True,
            )  # fmt: skip

    def encode(self) -> None:
        limit = QUICK_PASSAGES if self.options.quick else None
        for one in REAL_SETS:
            if one.name not in self.options.sets:
                continue
            if self.options.data is None or not (self.options.data / one.name).is_dir():
                self.leave_out(one.label, "its folder is not there; see --data")
                continue
            try:
                self.folders[one.name] = self.ours.encode(one, self.options.data, limit)
            except Failed as failure:
                self.leave_out(one.label, str(failure))
        self.ours.real = list(self.folders.values())

    # MARK: what is measured

    def measure(self) -> None:
        self.attempt("scans", self.scans)
        for one in REAL_SETS:
            if one.name in self.folders:
                self.attempt(one.label, lambda one=one: self.real(one))
        for size in self.options.sizes:
            self.attempt(f"{size:,} passages", lambda size=size: self.made(size))

    def attempt(self, name: str, body: Any) -> None:
        try:
            body()
        except Failed as failure:
            self.leave_out(name, str(failure))

    def scans(self) -> None:
        rows = QUICK_SCAN_ROWS if self.options.quick else SCAN_ROWS
        self.results["scans"] = {"rows": rows, "rates": self.ours.scans(rows, 384)}

    def real(self, one: RealSet) -> None:
        folder = self.folders[one.name]
        judged = measures.Judged(folder)
        label = one.label + (f", {len(judged.passages):,} rows of it" if self.options.quick else "")
        codecs = self.ours.codecs(folder, one.cut)
        top = measures.TOP * (5 if one.cut else 1)
        weights = ",".join(map(str, codecs["int8"]["weights"]))
        truth = self.exact(folder, f"exact-{folder.name}", "--weights", weights, "--top", str(top))
        exact = measures.read(truth)
        kinds = ("dense", "sparse", "late", "hybrid")
        found: dict[str, Any] = {
            "label": label,
            "passages": len(judged.passages),
            "exact": {kind: judged.ndcg(exact[kind]) for kind in kinds},
            "codecs": {name: codec_figures(ours, judged, exact) for name, ours in codecs.items()},
            "peers": {},
        }
        self.results["sets"][one.name] = found
        for contender in self.peers:
            if contender.holds == "late" and not one.has_late:
                continue
            peer = self.contend(contender, folder, truth, one.cut)
            if "found" in peer:
                peer["ndcg"] = judged.ndcg(peer.pop("found"))
                peer["queries_a_second"] = 1e3 / peer["settings"][-1]["mean"]
            found["peers"][contender.name] = peer

    def made(self, size: int) -> None:
        folder = self.ours.make(size, self.options.queries)
        truth = self.exact(folder, f"exact-{folder.name}")
        index, built = self.ours.build(size, "int8")
        exhaustive = min(self.options.queries, EXHAUSTIVE.get(size, FEW_EXHAUSTIVE))
        if size < min(EXHAUSTIVE):
            exhaustive = self.options.queries
        ours = self.ours.measure(index, self.options.queries, exhaustive)
        found: dict[str, Any] = {"built": built, "peers": {}, **ours}
        self.results["sizes"][size] = found
        exact = measures.read(truth)
        found["posting_bytes"] = exact["posting_bytes"]
        for kind in ("dense", "sparse"):
            found[f"{kind}_recall"] = measures.overlap(
                ours["modes"][kind]["found"], exact[kind], exact.get(f"{kind}_ties")
            )
        found["overlap"] = measures.overlap(
            ours["modes"]["hybrid"]["found"], ours["exhaustive"]["found"]
        )
        for searching in (*ours["modes"].values(), ours["exhaustive"]):
            del searching["found"]
        for kind, words in (("dense", ("--outputs", "dense")), ("bits2", ("--codec", "bits2"))):
            # The size of 2-bit codes is the same a passage in every corpus.
            if kind == "bits2" and size != self.options.sizes[0]:
                continue
            other, built = self.ours.build(size, kind, *words)
            found[f"built_{kind}"] = built
            if not self.options.reuse:
                remove(other)
        if not self.options.reuse:
            remove(index)
        for contender in self.peers:
            if contender.holds in ("dense", "sparse"):
                peer = self.contend(contender, folder, truth)
                peer.pop("found", None)
                found["peers"][contender.name] = peer

    def exact(self, folder: Path, name: str, *words: str) -> Path:
        """The exact rankings of a corpus; made once."""
        path = folder / "exact.json"
        if not path.exists():
            making = folder / ".making-exact.json"
            command = [EXACT.environment.python, "-m", "peers.exact", "--set", folder]
            command += ["--out", making, *words]
            processes.ask(name, command, self.options.threads, 4 * 3600.0)
            making.rename(path)
        return path

    def contend(
        self, contender: Contender, folder: Path, truth: Path, is_cut: bool = False
    ) -> dict[str, Any]:
        """Measures a peer on a corpus in a process of its own; a failure is a row of its own."""
        work = places.CACHE / "work" / contender.name
        remove(work)
        command = [contender.environment.python, "-m", "peers.worker", "--peer", contender.module]
        command += ["--set", folder, "--folder", work, "--holds", contender.holds]
        command += ["--threads", str(self.options.threads)]
        # Late interaction and texts are judged by nDCG, not by what an exact search finds.
        if contender.holds in ("dense", "sparse"):
            command += ["--truth", truth]
        if is_cut:
            command.append("--cut")
        name = f"{contender.name}-{folder.name}"
        try:
            return processes.ask(name, command, self.options.threads, self.options.patience)
        except Failed as failure:
            self.leave_out(f"{contender.label}, {folder.name}", str(failure))
            return {"failed": str(failure)}
        finally:
            remove(work)

    # MARK: what comes out

    def write(self) -> None:
        self.results["others"] = processes.others
        reached = goals.all_goals(self.results)
        self.results["goals"] = [goal.as_json() for goal in reached]
        sys.stdout.write(report.markdown(self.results, reached))
        if self.options.json:
            write_json(self.options.json, self.results, indent=1)


def codec_figures(
    ours: dict[str, Any], judged: measures.Judged, exact: dict[str, Any]
) -> dict[str, Any]:
    """What a codec's rankings are worth, and how near they are to the exact ones."""
    modes, exhaustive = ours["modes"], ours["exhaustive"]
    hybrid = modes["hybrid"]
    return {
        "ndcg": {mode: judged.ndcg(searching["found"]) for mode, searching in modes.items()},
        "exhaustive": judged.ndcg(exhaustive["found"]),
        "overlap": measures.overlap(hybrid["found"], exhaustive["found"]),
        "overlap_exact": measures.overlap(exhaustive["found"], exact["hybrid"]),
        "latency": {mode: searching["latency"] for mode, searching in modes.items()},
        "exhaustive_latency": exhaustive["latency"],
        "bytes_a_passage": ours["kept"]["bytes"] / ours["kept"]["passages"],
    }


def commit() -> str:
    command = ["git", "-C", str(places.REPOSITORY), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def main() -> int:
    options = arguments()
    begin = time.monotonic()
    os.environ["PYTHONPATH"] = str(places.SEARCH)
    benchmark = Benchmark(options)
    interrupted = False
    try:
        benchmark.prepare()
        if options.prepare_only:
            return 1 if benchmark.results["left_out"] else 0
        benchmark.measure()
    except KeyboardInterrupt:
        interrupted = True
        note("interrupted; this is what was measured")
    benchmark.write()
    note(f"took {time.monotonic() - begin:.0f} s")
    return 130 if interrupted else 0


if __name__ == "__main__":
    sys.exit(main())
