"""How near a system's vectors are to PyTorch's in fp32."""

from __future__ import annotations

import base64
import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

import places
from workers import Worker

HIDDEN = 1024
Vector = Sequence[float]


@dataclass(frozen=True)
class Accuracy:
    """The cosine of each check text's dense vector; of ColBERT rows, the least."""

    dense: list[float]
    colbert_row: float | None

    @property
    def least(self) -> float:
        return min(self.dense)


def decoded(text: str) -> array[float]:
    return array("f", base64.b64decode(text))


def cosine(one: Vector, other: Vector) -> float:
    product = sum(map(mul, one, other))
    return product / (sum(map(mul, one, one)) * sum(map(mul, other, other))) ** 0.5


def least_row(one: Vector, other: Vector) -> float:
    rows = range(0, len(one), HIDDEN)
    if len(one) != len(other):
        raise ValueError(f"{len(one)} and {len(other)} values of ColBERT rows")
    return min(cosine(one[row : row + HIDDEN], other[row : row + HIDDEN]) for row in rows)


def measure(worker: Worker) -> Accuracy | None:
    """Encodes the check texts; nil where the reference could not be made."""
    if not places.REFERENCE.exists():
        return None
    reference = json.loads(places.REFERENCE.read_text(encoding="utf-8"))
    answer: dict[str, Any] = worker.ask({"do": "vectors", "work": "check"})
    pairs = zip(answer["dense"], reference["dense"])
    dense = [cosine(decoded(one), decoded(other)) for one, other in pairs]
    rows = zip(answer.get("colbert") or [], reference["colbert"])
    least = [least_row(decoded(one), decoded(other)) for one, other in rows]
    return Accuracy(dense, min(least) if least else None)
