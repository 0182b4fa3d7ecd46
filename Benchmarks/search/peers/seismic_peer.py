"""pyseismic-lsr: blocks of similar passages in each token's list, with summaries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from seismic import SeismicDatasetLV, SeismicIndexLV, get_seismic_string

from peers.peer import Peer
from peers.vectors import Texts

# The heaviest tokens of a query that are looked up, and the share of the tenth score below which a
# block's summary has it passed over.
SETTINGS = [(5, 1.0), (10, 0.9), (10, 0.8), (20, 0.7), (20, 0.5), (1_000, 0.3), (1_000, 0.0)]


class Engine(Peer):
    # The index of large vocabularies: XLM-R's has 250,002 tokens.
    built_with = "SeismicIndexLV, standard settings"

    def build(self, passages: Texts) -> None:
        self.kind = get_seismic_string()
        dataset = SeismicDatasetLV()
        for row in range(passages.count):
            ids, weights = passages.weights(row)
            dataset.add_document(
                str(row), np.asarray(ids).astype(self.kind), np.array(weights, dtype=np.float32)
            )
        self.index = SeismicIndexLV.build_from_dataset(dataset, num_threads=self.threads)
        self.index.save(str(self.folder / "index"))

    def settings(self) -> Iterable[dict[str, Any]]:
        return [{"query_cut": cut, "heap_factor": factor} for cut, factor in SETTINGS]

    def take(self, setting: dict[str, Any]) -> None:
        self.setting = setting

    def query(self, queries: Texts, place: int) -> tuple[np.ndarray, np.ndarray]:
        ids, weights = queries.weights(place)
        return np.asarray(ids).astype(self.kind), np.array(weights, dtype=np.float32)

    def search(self, query: tuple[np.ndarray, np.ndarray], top: int) -> Iterable[int]:
        found = self.index.search(
            query_id="0", query_components=query[0], query_values=query[1], k=top,
            sorted=True, n_knn=0, **self.setting,
        )  # fmt: skip
        return [int(row) for _, _, row in found]
