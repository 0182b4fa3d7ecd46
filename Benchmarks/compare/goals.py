"""What ours is to reach, beside what it reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from results import Results

# Ours, the peer, and how many times faster ours is to be on each workload.
RATIOS: list[tuple[str, str, dict[str, float]]] = [
    ("trefoil-exact", "openvino-fp32", {"a": 1.3, "b": 1.1, "c": 1.15, "d": 1.3}),
    ("trefoil-exact", "flagembedding", {"a": 9, "b": 1.7, "c": 2.8, "d": 3.3}),
    ("trefoil-balanced", "openvino-bf16", {"a": 1.3, "b": 1.05, "c": 1.25, "d": 1.2, "e": 1.3}),
    ("trefoil-fast", "onnxruntime-int8", {"a": 1.5, "b": 1.3, "c": 1.6, "d": 1.6, "e": 4}),
    (
        "trefoil-fast",
        "openvino-static-int8-bf16",
        {"a": 1.4, "b": 1.05, "c": 1.1, "d": 1.2, "e": 1.6},
    ),
    ("trefoil-fast", "onnxruntime-int8", {"rerank": 1.3}),
    ("trefoil-float32", "torch-flat-fp32", {"maxsim-1024": 2}),
    ("trefoil-float16", "torch-flat-fp32", {"maxsim-1024": 2}),
    ("trefoil-int8", "torch-flat-bf16", {"maxsim-1024": 2.5}),
    ("trefoil-float32", "numpy-loop", {"maxsim-128": 3}),
    ("trefoil-float16", "numpy-loop", {"maxsim-128": 3}),
    ("trefoil-int8", "numpy-loop", {"maxsim-128": 3}),
]
LEAST_DENSE = {"trefoil-exact": 0.999999, "trefoil-balanced": 0.99999, "trefoil-fast": 0.999}
LEAST_ROW = {"trefoil-balanced": 0.9999}
MOST_MIB = {"trefoil-exact": 800, "trefoil-balanced": 800, "trefoil-fast": 500}
MOST_LONG_MIB = 300
MOST_PACKED_SECONDS, MOST_FP16_SECONDS = 0.4, 2.0
MOST_SCORE_DIFFERENCE = 2e-3


@dataclass(frozen=True)
class Goal:
    """A value to reach: at least `target` of it, or at most."""

    name: str
    target: float
    at_least: bool
    reached: float | None
    unit: str

    @property
    def met(self) -> bool | None:
        if self.reached is None:
            return None
        return self.reached >= self.target if self.at_least else self.reached <= self.target

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}


def speed(results: Results) -> Iterator[Goal]:
    for ours, peer, targets in RATIOS:
        for work, target in targets.items():
            reached = results.ratio(ours, peer, work)
            yield Goal(f"{ours} against {peer}, {work}", target, True, reached, "×")


def nearness(results: Results) -> Iterator[Goal]:
    for name, target in LEAST_DENSE.items():
        found = results.accuracy.get(name)
        yield Goal(f"{name}, dense cosine", target, True, found.least if found else None, "")
    for name, target in LEAST_ROW.items():
        found = results.accuracy.get(name)
        reached = found.colbert_row if found else None
        yield Goal(f"{name}, every ColBERT row", target, True, reached, "")
    for dimension in (1024, 128):
        work = f"maxsim-{dimension}"
        reached = results.scores_differ_by(work, "trefoil-int8", "numpy-loop")
        name = f"trefoil-int8, scores of {work}"
        yield Goal(name, MOST_SCORE_DIFFERENCE, False, reached, "")


def memory(results: Results) -> Iterator[Goal]:
    for name, target in MOST_MIB.items():
        short, long = results.summary(name, "c"), results.summary(name, "e")
        yield Goal(f"{name}, peak in c", target, False, short.peak_mib if short else None, "MiB")
        added = long.peak_mib - short.peak_mib if short and long else None
        yield Goal(f"{name}, what e adds", MOST_LONG_MIB, False, added, "MiB")


def starts(results: Results) -> Iterator[Goal]:
    for label, times in results.startup.items():
        target = MOST_PACKED_SECONDS if label.startswith("packed") else MOST_FP16_SECONDS
        yield Goal(f"start to first vector, {label}", target, False, median(times), "s")


def all_goals(results: Results) -> list[Goal]:
    return [*speed(results), *nearness(results), *memory(results), *starts(results)]
