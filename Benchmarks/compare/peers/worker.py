"""One peer in one process: requests on stdin, answers on stdout, a JSON object a line.

usage: python -m peers.worker --system NAME --models DIR --workloads FILE --threads N
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import numpy as np

from . import batches, engines


def reset_peak() -> None:
    """Lets the kernel count this process's peak memory from here."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mib() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measured(body: Callable[[], Any], at_least: float) -> dict[str, Any]:
    """Runs `body` until `at_least` seconds are over, once at the least."""
    reset_peak()
    times: list[float] = []
    cpu, start = cpu_seconds(), time.perf_counter()
    while not times or time.perf_counter() - start < at_least:
        begin = time.perf_counter()
        body()
        times.append(time.perf_counter() - begin)
    wall = time.perf_counter() - start
    return {
        "times": times,
        "seconds": wall,
        "cpu_seconds": cpu_seconds() - cpu,
        "peak_mib": peak_mib(),
    }


def encoded(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode()


class Worker:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.works = json.loads(Path(options.workloads).read_text(encoding="utf-8"))
        self.engine: engines.Engine | None = None
        self.reranker: Any = None
        self.maxsim: dict[int, Any] = {}

    def load(self, request: dict[str, Any]) -> dict[str, Any]:
        begin = time.perf_counter()
        models = Path(self.options.models)
        if self.options.system in engines.ENGINES:
            self.engine = engines.ENGINES[self.options.system](models, self.options.threads)
        return {"seconds": time.perf_counter() - begin, "peak_mib": peak_mib()}

    def warm(self, request: dict[str, Any]) -> dict[str, Any]:
        """Encodes a workload's first batch, so that what is made once is made."""
        ids = self.works[request["work"]]["ids"]
        begin = time.perf_counter()
        self.engine.encode([ids[number] for number in batches.plan(ids)[0]])
        return {"seconds": time.perf_counter() - begin}

    def run(self, request: dict[str, Any]) -> dict[str, Any]:
        ids = self.works[request["work"]]["ids"]
        return measured(lambda: self.engine.encode(ids), request.get("at_least", 0))

    def vectors(self, request: dict[str, Any]) -> dict[str, Any]:
        rows = self.engine.encode(self.works[request["work"]]["ids"])
        return {"dense": [encoded(row) for row in rows]}

    def rerank(self, request: dict[str, Any]) -> dict[str, Any]:
        from .rerank import Reranker

        if self.reranker is None:
            models = Path(self.options.models)
            self.reranker = Reranker(self.engine.forward, models, self.options.threads)
        query, passages = (self.works[name]["ids"] for name in ("query", "passages"))
        scores: list[float] = []

        def body() -> None:
            scores[:] = self.reranker.scores(query[0], passages)

        return {**measured(body, request.get("at_least", 0)), "scores": scores}

    def late(self, request: dict[str, Any]) -> dict[str, Any]:
        from .maxsim import MaxSim

        dimension = request["dimension"]
        if dimension not in self.maxsim:
            self.maxsim = {dimension: MaxSim(dimension, self.options.threads)}
        way = self.maxsim[dimension].ways()[request["way"]]
        scores = way().tolist()
        return {**measured(way, request.get("at_least", 0)), "scores": scores}

    def quit(self, request: dict[str, Any]) -> dict[str, Any]:
        raise SystemExit(0)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        calls = {
            "load": self.load,
            "warm": self.warm,
            "run": self.run,
            "vectors": self.vectors,
            "rerank": self.rerank,
            "maxsim": self.late,
            "quit": self.quit,
        }
        try:
            return calls[request["do"]](request)
        except Exception as error:
            traceback.print_exc()
            return {"error": f"{type(error).__name__}: {error}"[:500]}


def requests() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--system", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--workloads", required=True)
    parser.add_argument("--threads", type=int, required=True)
    worker = Worker(parser.parse_args())
    # What libraries print goes to stderr; stdout is the answers' alone.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for request in requests():
        print(json.dumps(worker.answer(request)), file=answers, flush=True)


if __name__ == "__main__":
    main()
