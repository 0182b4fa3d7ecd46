"""lancedb: lists of 1-bit codes by RaBitQ, the best of them again by the fp32 vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import lancedb
import numpy as np
import pyarrow as pa

from peers.peer import Peer
from peers.vectors import Texts

BATCH = 16_384


class Engine(Peer):
    built_with = "IVF_RQ, standard settings"

    def build(self, passages: Texts) -> None:
        size = passages.dense.shape[1]
        schema = pa.schema([("row", pa.int64()), ("vector", pa.list_(pa.float32(), size))])

        def batches() -> Iterator[pa.RecordBatch]:
            for first in range(0, passages.count, BATCH):
                last = min(first + BATCH, passages.count)
                vectors = np.ascontiguousarray(passages.dense[first:last]).ravel()
                yield pa.record_batch(
                    [
                        pa.array(np.arange(first, last)),
                        pa.FixedSizeListArray.from_arrays(pa.array(vectors), size),
                    ],
                    schema=schema,
                )

        database = lancedb.connect(str(self.folder))
        self.table = database.create_table("vectors", batches(), schema=schema)
        self.table.create_index(metric="cosine", vector_column_name="vector", index_type="IVF_RQ")

    def settings(self) -> Iterable[dict[str, Any]]:
        return [
            {"nprobes": probes, "refine_factor": factor}
            for factor in (10, 30, 100)
            for probes in (10, 20, 50, 100)
        ]

    def take(self, setting: dict[str, Any]) -> None:
        self.setting = setting

    def query(self, queries: Texts, place: int) -> np.ndarray:
        return np.array(queries.dense[place])

    def search(self, query: np.ndarray, top: int) -> Iterable[int]:
        search = self.table.search(query).distance_type("cosine").limit(top)
        search = search.select(["row", "_distance"]).nprobes(self.setting["nprobes"])
        found = search.refine_factor(self.setting["refine_factor"]).to_arrow()
        return found["row"].to_pylist()
