"""Interleaved rounds: each system in turn, on one workload after another."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Callable

import machine
from workers import Worker, WorkerFailed

# A run in which others took more of the machine is run again.
QUIET = 0.05
EXTRA_TRIES = 2
PAUSE_SECONDS = 0.3


@dataclass
class Run:
    """One accepted measurement; `seconds` is the median of its repetitions."""

    system: str
    work: str
    round: int
    seconds: float
    repetitions: int
    cpu_share: float
    others_share: float
    peak_mib: float
    tries: int
    scores: list[float] = field(default_factory=list, repr=False)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measured(worker: Worker, request: dict[str, Any], work: str, number: int, tries: int) -> Run:
    """Asks until a run is quiet, at most `tries` times, and keeps the quietest."""
    runs: list[Run] = []
    while len(runs) < tries and not (runs and runs[-1].others_share <= QUIET):
        time.sleep(PAUSE_SECONDS)
        before = machine.Ticks.now()
        answer = worker.ask(request)
        after = machine.Ticks.now()
        total = max(after.total - before.total, 0.01)
        runs.append(
            Run(
                system=worker.name,
                work=work,
                round=number,
                seconds=median(answer["times"]),
                repetitions=len(answer["times"]),
                cpu_share=answer["cpu_seconds"] / total,
                others_share=after.others(before, answer["cpu_seconds"]),
                peak_mib=answer["peak_mib"],
                tries=len(runs) + 1,
                scores=answer.get("scores", []),
            )
        )
    best = min(runs, key=lambda run: run.others_share)
    best.tries = len(runs)
    return best


@dataclass
class Contestant:
    """A worker with the request that it gets in every round of one workload."""

    name: str
    worker: Worker
    request: dict[str, Any]


def rounds(
    work: str,
    contestants: list[Contestant],
    count: int,
    tries: Callable[[], int],
    record: Callable[[Run], None],
    fail: Callable[[Contestant, str], None],
) -> None:
    """Every contestant once a round, in an order that turns round from one to the next."""
    field_of = list(contestants)
    for number in range(count):
        for contestant in field_of if number % 2 == 0 else reversed(list(field_of)):
            try:
                run = measured(contestant.worker, contestant.request, work, number, tries())
            except WorkerFailed as failure:
                fail(contestant, str(failure))
                field_of = [other for other in field_of if other is not contestant]
                continue
            run.system = contestant.name
            record(run)
            note(
                f"{work} round {number + 1}: {run.system} {run.seconds:.4g} s, "
                f"others {run.others_share:.0%}, tries {run.tries}"
            )


@dataclass
class Summary:
    """The rounds of one system on one workload."""

    seconds: float
    least: float
    most: float
    rounds: int
    cpu_share: float
    others_share: float
    peak_mib: float


def summarize(runs: list[Run]) -> Summary | None:
    """The quiet runs together; where others were never quiet, all of them."""
    if not runs:
        return None
    runs = [run for run in runs if run.others_share <= QUIET] or runs
    seconds = [run.seconds for run in runs]
    return Summary(
        seconds=median(seconds),
        least=min(seconds),
        most=max(seconds),
        rounds=len(runs),
        cpu_share=median(run.cpu_share for run in runs),
        others_share=max(run.others_share for run in runs),
        peak_mib=max(run.peak_mib for run in runs),
    )


def as_json(run: Run) -> dict[str, Any]:
    return {name: value for name, value in asdict(run).items() if name != "scores"}
