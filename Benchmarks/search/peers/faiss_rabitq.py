"""faiss: lists of 1-bit codes by RaBitQ, the best of them again by 8-bit codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import faiss
import numpy as np

from peers.peer import Peer
from peers.vectors import Texts

# Vectors that the lists' centers are trained on, for each list.
TRAINED = 64


class Engine(Peer):
    def build(self, passages: Texts) -> None:
        faiss.omp_set_num_threads(self.threads)
        vectors = np.ascontiguousarray(passages.dense[: passages.count])
        count, size = vectors.shape
        # Four times the square root, a power of two: faiss's advice.
        lists = 2 ** int(np.log2(max(16, 4 * count**0.5)))
        self.built_with = f"RR{size},IVF{lists},RaBitQ,Refine(SQ8)"
        self.index = faiss.index_factory(size, self.built_with, faiss.METRIC_L2)
        step = max(1, count // (TRAINED * lists))
        self.index.train(np.ascontiguousarray(vectors[::step]))
        self.index.add(vectors)
        self.lists = faiss.extract_index_ivf(self.index.base_index)
        faiss.write_index(self.index, str(self.folder / "index.faiss"))

    def settings(self) -> Iterable[dict[str, Any]]:
        for factor in (10, 20, 50, 100):
            for power in range(3, 9):
                if 2**power <= self.lists.nlist:
                    yield {"nprobe": 2**power, "k_factor": factor}

    def take(self, setting: dict[str, Any]) -> None:
        self.lists.nprobe = setting["nprobe"]
        self.index.k_factor = setting["k_factor"]

    def query(self, queries: Texts, place: int) -> np.ndarray:
        return np.array(queries.dense[place : place + 1])

    def search(self, query: np.ndarray, top: int) -> Iterable[int]:
        return self.index.search(query, top)[1][0]
