"""Writes safetensors files tensor by tensor, so that a model is never in memory as a whole."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Callable, NamedTuple

if TYPE_CHECKING:
    import numpy as np

# The format's names of the number types written here, and the bytes of a number.
BYTES = {"F16": 2, "F32": 4}
NAMES = {"float16": "F16", "float32": "F32"}
# What a file that PyTorch's tools shall read says of itself.
TORCH = {"format": "pt"}


class TensorPlan(NamedTuple):
    """A tensor to be written: its shape, and the bytes that fill it once its turn comes."""

    name: str
    shape: tuple[int, ...]
    parts: Callable[[], Iterable[bytes]]
    kind: str = "F16"

    @property
    def size(self) -> int:
        return BYTES[self.kind] * math.prod(self.shape)


def planned(name: str, array: np.ndarray) -> TensorPlan:
    """An array of fp16 or fp32 numbers as a tensor."""

    def parts() -> Iterator[bytes]:
        yield array.astype(array.dtype.newbyteorder("<")).tobytes()

    return TensorPlan(name, array.shape, parts, NAMES[array.dtype.name])


def write_tensors(
    path: Path, plans: Iterable[TensorPlan], metadata: Mapping[str, str] | None = None
) -> None:
    """Writes tensors of one number type by their names, as the safetensors package orders them."""
    ordered = sorted(plans, key=lambda plan: plan.name)
    header: dict[str, object] = {"__metadata__": dict(metadata)} if metadata else {}
    end = 0
    for plan in ordered:
        start, end = end, end + plan.size
        header[plan.name] = {
            "dtype": plan.kind,
            "shape": list(plan.shape),
            "data_offsets": [start, end],
        }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little"))
        file.write(text)
        for plan in ordered:
            written = sum(file.write(part) for part in plan.parts())
            if written != plan.size:
                raise ValueError(f"tensor {plan.name}: {written} bytes, but it needs {plan.size}")
