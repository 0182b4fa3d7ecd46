"""Everything that one comparison has found so far."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import measure
from accuracy import Accuracy
from measure import Run, Summary


@dataclass
class Results:
    machine: dict[str, Any]
    versions: dict[str, str]
    threads: int
    tokens: dict[str, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    accuracy: dict[str, Accuracy] = field(default_factory=dict)
    loading: dict[str, dict[str, float]] = field(default_factory=dict)
    startup: dict[str, list[float]] = field(default_factory=dict)
    # What was left out, with the reason.
    left_out: dict[str, str] = field(default_factory=dict)

    def summary(self, system: str, work: str) -> Summary | None:
        return measure.summarize(
            [run for run in self.runs if run.system == system and run.work == work]
        )

    def systems(self, work: str) -> list[str]:
        """The systems measured on a workload, in the order of their first runs."""
        return list(dict.fromkeys(run.system for run in self.runs if run.work == work))

    def rate(self, system: str, work: str) -> float | None:
        """Tokens a second, without padding."""
        found = self.summary(system, work)
        return self.tokens[work] / found.seconds if found else None

    def ratio(self, ours: str, peer: str, work: str) -> float | None:
        """How many times faster ours is: the ratio of the medians."""
        one, other = self.summary(ours, work), self.summary(peer, work)
        return other.seconds / one.seconds if one and other else None

    def scores_differ_by(self, work: str, one: str, other: str) -> float | None:
        """The largest difference of any score between two systems."""
        last = {run.system: run.scores for run in self.runs if run.work == work and run.scores}
        if one not in last or other not in last:
            return None
        return max(abs(a - b) for a, b in zip(last[one], last[other]))

    def as_json(self) -> dict[str, Any]:
        pairs = dict.fromkeys((run.system, run.work) for run in self.runs)
        return {
            "machine": self.machine,
            "versions": self.versions,
            "threads": self.threads,
            "tokens": self.tokens,
            "accuracy": {name: asdict(found) for name, found in self.accuracy.items()},
            "loading": self.loading,
            "startup_seconds": self.startup,
            "summaries": [
                {"system": system, "work": work, **asdict(self.summary(system, work))}
                for system, work in pairs
            ],
            "runs": [measure.as_json(run) for run in self.runs],
            "left_out": self.left_out,
        }
