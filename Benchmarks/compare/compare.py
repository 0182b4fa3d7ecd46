#!/usr/bin/env python3
"""Measures Trefoil and its peers interleaved in one run.

    python3 Benchmarks/compare/compare.py --quick
    python3 Benchmarks/compare/compare.py --json results.json --plot speed.svg

What a run needs is made first and kept in the cache; see --prepare-only. Progress goes to stderr,
the tables to stdout as Markdown. Ctrl-C prints what was measured so far.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import accuracy
import goals
import machine
import measure
import places
import plot
import report
import sections
import systems
import workers
from measure import Contestant, Run
from prepare import Preparation
from results import Results
from systems import System
from trefoil_tools.json_file import write_json

WORKS = ("a", "b", "c", "d", "e")
SECTIONS = ("maxsim", "rerank", "startup")
ROUNDS = {"a": 5, "b": 3, "c": 3, "d": 2, "e": 1, "maxsim": 5, "rerank": 3, "startup": 5}
QUICK_ROUNDS = {"a": 3, "b": 2, "c": 1, "d": 1, "maxsim": 3, "rerank": 1, "startup": 3}
# A quick run repeats nothing for quiet's sake after so long, so that it ends within ten minutes.
QUICK_PATIENCE_SECONDS = 240
# One text is encoded again and again for so long in each round.
SHORT_SECONDS = 0.6
# Texts of different shapes, or a long one, are not worth a warming up of their own.
WARMED = ("a", "b", "c")
RERANKERS = ("trefoil-fast", "onnxruntime-int8")
PACKAGES = [
    "torch",
    "transformers",
    "FlagEmbedding",
    "onnxruntime",
    "openvino",
    "nncf",
    "bge-m3-lite",
    "numpy",
]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ", ".join(system.name for system in systems.SYSTEMS)
    parser.add_argument("--quick", action="store_true", help="under 10 minutes: fewer rounds and "
                        "peers, without e")  # fmt: skip
    parser.add_argument(
        "--only", metavar="WHAT,…", help="of a, b, c, d, e, maxsim, rerank, startup"
    )
    parser.add_argument("--peers", metavar="NAME,…", help=f"the systems beside ours, of {names}; "
                        "none for ours alone")  # fmt: skip
    parser.add_argument("--rounds", type=int, metavar="N", help="of each workload")
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="default: %(default)s")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number there")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw speed over accuracy")
    parser.add_argument("--prepare-only", action="store_true", help="make what is missing, and end")
    parser.add_argument("--list", action="store_true", help="name the systems, and end")
    options = parser.parse_args()
    parts = options.only.split(",") if options.only else [*WORKS, *SECTIONS]
    options.parts = [p for p in parts if not (options.quick and p == "e" and not options.only)]
    options.peers = options.peers.split(",") if options.peers is not None else None
    unknown = set(options.parts) - {*WORKS, *SECTIONS}
    unknown |= set(options.peers or []) - {*systems.BY_NAME, "none"}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


class Comparison:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.begin = time.monotonic()
        self.preparation = Preparation()
        self.systems: list[System] = []
        self.results = Results(machine.description(), {}, options.threads)

    # MARK: what is needed

    def prepare(self) -> None:
        for system in systems.chosen(self.options.peers, self.options.quick):
            if why := self.preparation.missing(system.needs):
                self.leave_out(system.name, why)
            else:
                self.systems.append(system)
        self.preparation.ensure("reference")
        if "startup" in self.options.parts:
            self.preparation.ensure("command")
        if places.WORKLOADS.exists():
            works = json.loads(places.WORKLOADS.read_text(encoding="utf-8"))
            self.results.tokens = {name: sum(map(len, w["ids"])) for name, w in works.items()}
        self.results.versions = versions()

    def leave_out(self, name: str, why: str) -> None:
        self.results.left_out[name] = why
        measure.note(f"left out: {name}: {why}")

    # MARK: encoding

    def rounds(self, part: str) -> int:
        if self.options.rounds:
            return self.options.rounds
        return (QUICK_ROUNDS if self.options.quick else ROUNDS).get(part, 1)

    def tries(self) -> int:
        late = time.monotonic() - self.begin > QUICK_PATIENCE_SECONDS
        return 1 if self.options.quick and late else 1 + measure.EXTRA_TRIES

    def encode(self) -> None:
        works = [work for work in WORKS if work in self.options.parts]
        if not works:
            return
        for group in systems.groups(self.systems, works, machine.available_mib()):
            started: dict[str, workers.Worker] = {}
            try:
                for system in group:
                    self.start(system, started)
                for work in works:
                    self.measure(work, started)
            finally:
                for worker in started.values():
                    worker.end()

    def start(self, system: System, started: dict[str, workers.Worker]) -> None:
        worker = workers.start(system, self.options.threads)
        try:
            self.results.loading[system.name] = worker.ask({"do": "load"})
            if found := accuracy.measure(worker):
                self.results.accuracy[system.name] = found
            started[system.name] = worker
            measure.note(f"{system.name} is loaded")
        except (workers.WorkerFailed, ValueError) as failure:
            worker.end()
            self.leave_out(system.name, str(failure))
        except BaseException:
            worker.end()
            raise

    def measure(self, work: str, started: dict[str, workers.Worker]) -> None:
        request: dict[str, Any] = {"do": "run", "work": work}
        if work == "a":
            request["at_least"] = SHORT_SECONDS
        field = []
        for name, worker in started.items():
            if not systems.BY_NAME[name].takes_part(work):
                continue
            try:
                if work in WARMED:
                    worker.ask({"do": "warm", "work": work})
                field.append(Contestant(name, worker, request))
            except workers.WorkerFailed as failure:
                self.leave_out(f"{name}, {work}", str(failure))
        measure.rounds(
            work, field, self.rounds(work), self.tries, self.record,
            lambda one, why: self.leave_out(f"{one.name}, {work}", why),
        )  # fmt: skip

    def record(self, run: Run) -> None:
        self.results.runs.append(run)

    # MARK: the other sections

    def beside(self) -> None:
        threads, parts = self.options.threads, self.options.parts
        if "maxsim" in parts and "runner" in self.preparation.done:
            with_peers = self.preparation.ensure("environment") and self.options.peers != ["none"]
            sections.maxsim(threads, self.rounds("maxsim"), self.record, self.leave_out, with_peers)
        names = [system.name for system in self.systems if system.name in RERANKERS]
        if "rerank" in parts and names:
            sections.rerank(threads, self.rounds("rerank"), names, self.record, self.leave_out)
        if "startup" in parts and "command" in self.preparation.done:
            self.results.startup = sections.startup(threads, self.rounds("startup"), self.leave_out)

    # MARK: what comes out

    def write(self) -> None:
        sys.stdout.write(report.markdown(self.results))
        if self.options.json:
            found = self.results.as_json()
            found["goals"] = [goal.as_json() for goal in goals.all_goals(self.results)]
            write_json(self.options.json, found, indent=1)
        if self.options.plot:
            self.options.plot.write_text(plot.svg(self.results), encoding="utf-8")


def versions() -> dict[str, str]:
    """The commit of ours, and the peers' packages that are there."""
    script = (
        "import json, importlib.metadata as m\n"
        "def v(p):\n try: return m.version(p)\n except m.PackageNotFoundError: return None\n"
        f"print(json.dumps({{p: v(p) for p in {PACKAGES!r}}}))"
    )
    commit = output(["git", "-C", str(places.REPOSITORY), "describe", "--always", "--dirty"])
    found = json.loads(output([str(places.peers_python()), "-c", script]) or "{}")
    return {"trefoil": commit or "unknown", **{name: v for name, v in found.items() if v}}


def output(command: list[str]) -> str | None:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def list_systems() -> None:
    for system in systems.SYSTEMS:
        marks = ["not in a quick run"] if system.slow else []
        marks += ["by name only"] if system.extra else []
        print(f"{system.name:28}{system.label:28}{', '.join(marks)}".rstrip())


def main() -> int:
    options = arguments()
    if options.list:
        list_systems()
        return 0
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (places.COMPARE, places.TOOLS)))
    comparison = Comparison(options)
    interrupted = False
    try:
        comparison.prepare()
        if options.prepare_only:
            return 1 if comparison.preparation.failed else 0
        comparison.encode()
        comparison.beside()
    except KeyboardInterrupt:
        interrupted = True
        measure.note("interrupted; this is what was measured")
    comparison.write()
    measure.note(f"took {time.monotonic() - comparison.begin:.0f} s")
    return 130 if interrupted else 0


if __name__ == "__main__":
    sys.exit(main())
