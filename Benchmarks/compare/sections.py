"""What is measured beside encoding: MaxSim, a rerank, and the start of a process."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

import measure
import places
import systems
import workers
from measure import Contestant, Run
from prepare import remove

Fail = Callable[[str, str], None]
Record = Callable[[Run], None]

MAXSIM_PEERS = {
    1024: ("flagembedding-loop", "torch-flat-fp32", "torch-flat-bf16", "numpy-loop"),
    128: ("numpy-loop", "torch-flat-fp32"),
}
MAXSIM_OURS = ("float32", "float16", "int8")
# Short calls are repeated for so long in each round.
AT_LEAST_SECONDS = 0.5
START_TEXT = "the time from the start of a process to its first vector"
PRECISIONS = ("exact", "balanced", "fast")


def maxsim(threads: int, count: int, record: Record, fail: Fail, with_peers: bool) -> None:
    ours = workers.runner("maxsim-trefoil", threads, None, "dense")
    peers = workers.peer("maxsim", threads) if with_peers else None
    try:
        for dimension, ways in MAXSIM_PEERS.items():
            field = [(f"trefoil-{way}", ours, way) for way in MAXSIM_OURS]
            field += [(way, peers, way) for way in ways] if peers else []
            contestants = [
                Contestant(
                    name,
                    worker,
                    {"do": "maxsim", "way": way, "dimension": dimension,
                     "at_least": AT_LEAST_SECONDS},
                )
                for name, worker, way in field
            ]  # fmt: skip
            measure.rounds(
                f"maxsim-{dimension}", contestants, count, lambda: 1 + measure.EXTRA_TRIES,
                record, lambda one, why: fail(f"MaxSim {one.name}", why),
            )  # fmt: skip
    finally:
        for worker in (ours, peers):
            if worker:
                worker.end()


def rerank(threads: int, count: int, names: list[str], record: Record, fail: Fail) -> None:
    contestants = []
    try:
        for name in names:
            worker = workers.start(systems.BY_NAME[name], threads)
            contestants.append(Contestant(name, worker, {"do": "rerank"}))
            try:
                worker.ask({"do": "load"})
            except workers.WorkerFailed as failure:
                fail(f"rerank {name}", str(failure))
        measure.rounds(
            "rerank", contestants, count, lambda: 1 + measure.EXTRA_TRIES,
            record, lambda one, why: fail(f"rerank {one.name}", why),
        )  # fmt: skip
    finally:
        for contestant in contestants:
            contestant.worker.end()


def knows(command: str, option: str) -> bool:
    """Whether a subcommand of ours has an option."""
    asked = [str(places.COMMAND), command, "--help"]
    return option in subprocess.run(asked, capture_output=True, text=True, check=False).stdout


def packed(precision: str) -> Path:
    """The seeded checkpoint packed for a precision; made again when the command is newer."""
    directory = places.MODELS / f"packed-{precision}"
    if directory.exists():
        if directory.stat().st_mtime > places.COMMAND.stat().st_mtime:
            return directory
        remove(directory)
    print(f"packing the checkpoint for {precision} …", file=sys.stderr, flush=True)
    source, command = str(places.CHECKPOINT), [str(places.COMMAND), "convert"]
    subprocess.run(
        [*command, "--precision", precision, source, str(directory)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    directory.touch()
    return directory


def first_vector_seconds(model: Path, precision: str | None, threads: int) -> float:
    """From the start of a process of ours to its end, one short text encoded."""
    command = [str(places.COMMAND), "encode", "--quiet", "--model", str(model)]
    command += ["--threads", str(threads)]
    command += ["--precision", precision] if precision else []
    begin = time.perf_counter()
    subprocess.run([*command, "-"], input=START_TEXT, capture_output=True, text=True, check=True)
    return time.perf_counter() - begin


def startup(threads: int, count: int, fail: Fail) -> dict[str, list[float]]:
    """Times of whole processes without the first, which brings the file into the page cache."""
    models: list[tuple[str, Path, str | None]] = []
    has_precision = knows("encode", "--precision")
    for precision in PRECISIONS if has_precision else (None,):
        label = f"fp16 file, {precision}" if precision else "fp16 file"
        models.append((label, places.CHECKPOINT, precision))
    if not knows("convert", "--precision"):
        fail("start-up, packed", "trefoil convert has no --precision")
    else:
        for precision in PRECISIONS:
            try:
                models.append((f"packed, {precision}", packed(precision), precision))
            except subprocess.CalledProcessError as error:
                fail(f"start-up, packed {precision}", error.stderr.strip()[-300:])
    found: dict[str, list[float]] = {}
    for label, model, precision in models:
        try:
            times = [first_vector_seconds(model, precision, threads) for _ in range(count + 1)]
        except subprocess.CalledProcessError as error:
            fail(f"start-up, {label}", error.stderr.strip()[-300:])
            continue
        found[label] = times[1:]
        print(f"start-up, {label}: {min(times[1:]):.2f} s", file=sys.stderr, flush=True)
    return found
