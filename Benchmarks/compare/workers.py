"""A system in a process of its own that answers requests, a JSON object a line."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from typing import Any

import places
from systems import System

# A fp32 engine reads workload e in minutes where the machine is slow.
ANSWER_SECONDS = 1800.0
CHUNK = 1 << 20


class WorkerFailed(Exception):
    """The system answered with an error, too late, or not at all."""


class Worker:
    def __init__(self, name: str, command: list[str], threads: int) -> None:
        self.name = name
        self.buffer = b""
        places.LOGS.mkdir(parents=True, exist_ok=True)
        limits = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
        settings = {**{limit: str(threads) for limit in limits}, "HF_HUB_OFFLINE": "1"}
        with (places.LOGS / f"worker-{name}.log").open("w") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=places.COMPARE,
                env={**os.environ, **settings},
                start_new_session=True,
            )

    def ask(self, request: dict[str, Any], seconds: float = ANSWER_SECONDS) -> dict[str, Any]:
        """Sends a request and waits for its answer."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise WorkerFailed(f"{self.name} has ended; see {places.LOGS}") from error
        answer = json.loads(self.line(time.monotonic() + seconds))
        if "error" in answer:
            raise WorkerFailed(answer["error"])
        return answer

    def line(self, deadline: float) -> bytes:
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise WorkerFailed(f"{self.name} does not answer")
            read = os.read(descriptor, CHUNK)
            if not read:
                raise WorkerFailed(f"{self.name} has ended; see {places.LOGS}")
            self.buffer += read
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line

    def end(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def runner(name: str, threads: int, precision: str | None, outputs: str) -> Worker:
    command = [str(places.RUNNER), "--model", str(places.CHECKPOINT)]
    command += ["--workloads", str(places.WORKLOADS), "--threads", str(threads)]
    command += ["--precision", precision or "exact", "--outputs", outputs]
    return Worker(name, command, threads)


def peer(name: str, threads: int) -> Worker:
    command = [str(places.peers_python()), "-m", "peers.worker", "--system", name]
    command += ["--models", str(places.MODELS), "--workloads", str(places.WORKLOADS)]
    return Worker(name, [*command, "--threads", str(threads)], threads)


def start(system: System, threads: int) -> Worker:
    if system.ours:
        return runner(system.name, threads, system.precision, system.outputs)
    return peer(system.name, threads)
