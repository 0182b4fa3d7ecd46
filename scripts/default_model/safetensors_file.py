"""Writes safetensors files tensor by tensor, so that a model never lies in memory whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable, Iterable, NamedTuple


class TensorPlan(NamedTuple):
    """A tensor to be written: its shape, and the bytes that fill it once its turn comes."""

    name: str
    shape: tuple[int, ...]
    halves: Callable[[], Iterable[bytes]]

    @property
    def size(self) -> int:
        count = 2
        for extent in self.shape:
            count *= extent
        return count


def write_halves(path: Path, plans: Iterable[TensorPlan]) -> None:
    """Writes fp16 tensors in the order of their names, as the safetensors package lays them out."""
    ordered = sorted(plans, key=lambda plan: plan.name)
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for plan in ordered:
        start, end = end, end + plan.size
        header[plan.name] = {
            "dtype": "F16",
            "shape": list(plan.shape),
            "data_offsets": [start, end],
        }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little"))
        file.write(text)
        for plan in ordered:
            written = sum(file.write(part) for part in plan.halves())
            if written != plan.size:
                raise ValueError(f"tensor {plan.name}: {written} bytes, but it needs {plan.size}")
