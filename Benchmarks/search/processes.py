"""A program in a process group of its own, with a time limit, whose last line is JSON."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import places
from compare.machine import Ticks

# Every library that peers count their threads by.
THREAD_LIMITS = (
    "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS",
    "NUMBA_NUM_THREADS", "TOKIO_WORKER_THREADS", "LANCE_CPU_THREADS", "LANCE_IO_THREADS",
)  # fmt: skip


# The share of the machine that went to others while each program ran.
others: dict[str, float] = {}


class Failed(Exception):
    """The program ended badly, or too late; the message says why."""


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(name: str, command: list[str | Path], threads: int, limit: float) -> str:
    """Runs a program, and returns what it wrote to its standard output.

    What it says on its standard error goes to a log. It ends with us, and with it all that it
    started.
    """
    places.LOGS.mkdir(parents=True, exist_ok=True)
    log_path = places.LOGS / f"{name}.log"
    settings = {**{limit: str(threads) for limit in THREAD_LIMITS}, "HF_HUB_OFFLINE": "1"}
    begin, ticks, own = time.monotonic(), Ticks.now(), children_seconds()
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
            cwd=places.SEARCH, env={**os.environ, **settings}, start_new_session=True,
        )  # fmt: skip
        try:
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            end(process)
            raise Failed(f"it did not end within {limit:.0f} s") from None
        except BaseException:
            end(process)
            raise
    others[name] = Ticks.now().others(ticks, children_seconds() - own)
    seconds = time.monotonic() - begin
    note(f"{name}: {seconds:.0f} s, others had {others[name]:.0%} of the machine")
    if process.returncode != 0:
        raise Failed(reason(process.returncode, log_path))
    return output.decode()


def children_seconds() -> float:
    """The processor time of all programs that ran and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ask(name: str, command: list[str | Path], threads: int, seconds: float) -> Any:
    """Runs a program whose last line is JSON."""
    lines = run(name, command, threads, seconds).strip().splitlines()
    try:
        return json.loads(lines[-1])
    except (IndexError, json.JSONDecodeError):
        raise Failed("it ended without an answer") from None


def end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def reason(status: int, log: Path) -> str:
    if status < 0:
        return f"it was ended by {signal.Signals(-status).name}"
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines()]
    lines = [line for line in lines if line]
    return lines[-1][:200] if lines else f"it ended with {status}"
