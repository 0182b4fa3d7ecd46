"""A folder of embeddings, as `Searches` writes them."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import numpy as np


class Texts:
    """The embeddings of passages or of queries, mapped."""

    def __init__(self, folder: Path, count: int | None = None) -> None:
        self.folder = folder
        self.count = len(self.dense) if count is None else min(count, len(self.dense))

    def array(self, name: str) -> np.ndarray:
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")

    @cached_property
    def dense(self) -> np.ndarray:
        """Unit rows, `[texts, dimension]`."""
        return self.array("dense")

    @cached_property
    def sparse_offsets(self) -> np.ndarray:
        return np.asarray(self.array("sparse-offsets"))

    @cached_property
    def sparse_ids(self) -> np.ndarray:
        return self.array("sparse-ids")

    @cached_property
    def sparse_weights(self) -> np.ndarray:
        return self.array("sparse-weights")

    @cached_property
    def token_offsets(self) -> np.ndarray:
        return np.asarray(self.array("token-offsets"))

    @cached_property
    def tokens(self) -> np.ndarray:
        """Unit rows in half precision, `[rows, dimension]`."""
        return self.array("tokens")

    @cached_property
    def texts(self) -> list[str]:
        return json.loads((self.folder / "texts.json").read_text(encoding="utf-8"))

    def weights(self, place: int) -> tuple[np.ndarray, np.ndarray]:
        """A text's tokens and their weights."""
        first, last = self.sparse_offsets[place : place + 2]
        return self.sparse_ids[first:last], self.sparse_weights[first:last]

    def token_vectors(self, place: int) -> np.ndarray:
        """A text's token vectors, `[tokens, dimension]`."""
        first, last = self.token_offsets[place : place + 2]
        return np.asarray(self.tokens[first:last], dtype=np.float32)
