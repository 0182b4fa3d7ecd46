"""faiss: a graph over fp32 vectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import faiss
import numpy as np

from peers.peer import Peer
from peers.vectors import Texts

LINKS = 32


class Engine(Peer):
    def build(self, passages: Texts) -> None:
        faiss.omp_set_num_threads(self.threads)
        vectors = np.ascontiguousarray(passages.dense[: passages.count])
        self.index = faiss.IndexHNSWFlat(vectors.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
        self.built_with = f"M {LINKS}, efConstruction {self.index.hnsw.efConstruction}"
        self.index.add(vectors)
        faiss.write_index(self.index, str(self.folder / "index.faiss"))

    def settings(self) -> Iterable[dict[str, Any]]:
        return [{"efSearch": 2**power} for power in range(4, 13)]

    def take(self, setting: dict[str, Any]) -> None:
        self.index.hnsw.efSearch = setting["efSearch"]

    def query(self, queries: Texts, place: int) -> np.ndarray:
        return np.array(queries.dense[place : place + 1])

    def search(self, query: np.ndarray, top: int) -> Iterable[int]:
        return self.index.search(query, top)[1][0]
