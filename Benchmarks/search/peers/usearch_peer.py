"""usearch: a graph over fp16 vectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from usearch.index import Index

from peers.peer import Peer
from peers.vectors import Texts


class Engine(Peer):
    def build(self, passages: Texts) -> None:
        vectors = np.ascontiguousarray(passages.dense[: passages.count])
        # Its int8 finds 0.86 of the exact ten at most.
        self.index = Index(ndim=vectors.shape[1], metric="cos", dtype="f16")
        self.built_with = (
            f"fp16, connectivity {self.index.connectivity}, "
            f"expansion_add {self.index.expansion_add}"
        )
        self.index.add(np.arange(len(vectors)), vectors, threads=self.threads)
        self.index.save(str(self.folder / "index.usearch"))

    def settings(self) -> Iterable[dict[str, Any]]:
        return [{"expansion_search": 2**power} for power in range(5, 13)]

    def take(self, setting: dict[str, Any]) -> None:
        self.index.expansion_search = setting["expansion_search"]

    def query(self, queries: Texts, place: int) -> np.ndarray:
        return np.array(queries.dense[place])

    def search(self, query: np.ndarray, top: int) -> Iterable[int]:
        return self.index.search(query, top, threads=self.threads).keys
