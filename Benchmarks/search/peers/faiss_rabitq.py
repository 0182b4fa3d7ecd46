"""faiss: lists of 1-bit codes by RaBitQ, the best of them again by the fp32 vectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import faiss
import numpy as np

from peers.peer import Peer
from peers.vectors import Texts

# Vectors that the lists' centers are trained on, for each list.
TRAINED = 64
# Lists that are read, and for each hit so many codes whose fp32 vectors are.
SETTINGS = [(8, 10), (16, 10), (16, 20), (32, 20), (64, 20), (64, 50), (128, 50), (256, 50)]
SETTINGS += [(256, 100), (512, 100), (1_024, 100), (2_048, 200)]


class Engine(Peer):
    def build(self, passages: Texts) -> None:
        faiss.omp_set_num_threads(self.threads)
        vectors = np.ascontiguousarray(passages.dense[: passages.count])
        count, size = vectors.shape
        # Four times the square root, a power of two: faiss's advice.
        lists = 2 ** int(np.log2(max(16, 4 * count**0.5)))
        self.built_with = f"RR{size},IVF{lists},RaBitQ,RFlat"
        self.index = faiss.index_factory(size, self.built_with, faiss.METRIC_L2)
        step = max(1, count // (TRAINED * lists))
        self.index.train(np.ascontiguousarray(vectors[::step]))
        self.index.add(vectors)
        self.lists = faiss.extract_index_ivf(self.index.base_index)
        faiss.write_index(self.index, str(self.folder / "index.faiss"))

    def settings(self) -> Iterable[dict[str, Any]]:
        return [
            {"nprobe": probes, "k_factor": factor}
            for probes, factor in SETTINGS
            if probes <= self.lists.nlist
        ]

    def take(self, setting: dict[str, Any]) -> None:
        self.lists.nprobe = setting["nprobe"]
        self.index.k_factor = setting["k_factor"]

    def query(self, queries: Texts, place: int) -> np.ndarray:
        return np.array(queries.dense[place : place + 1])

    def search(self, query: np.ndarray, top: int) -> Iterable[int]:
        return self.index.search(query, top)[1][0]
