"""qdrant-edge: a graph over fp32 vectors, in the process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import qdrant_edge as edge

from peers.peer import Peer
from peers.vectors import Texts

NAME = "dense"
BATCH = 4_096


class Engine(Peer):
    built_with = "HNSW, standard settings"

    def build(self, passages: Texts) -> None:
        vector = edge.EdgeVectorParams(size=passages.dense.shape[1], distance=edge.Distance.Dot)
        config = edge.EdgeConfig(vectors={NAME: vector}, max_search_threads=self.threads)
        self.shard = edge.EdgeShard.create(str(self.folder), config)
        for first in range(0, passages.count, BATCH):
            last = min(first + BATCH, passages.count)
            rows = passages.dense[first:last].tolist()
            points = [
                edge.Point(id=first + place, vector={NAME: row}, payload={})
                for place, row in enumerate(rows)
            ]
            self.shard.update(edge.UpdateOperation.upsert_points(points))
        self.shard.optimize()
        self.shard.flush()

    def settings(self) -> Iterable[dict[str, Any]]:
        return [{"hnsw_ef": 2**power} for power in range(5, 12)]

    def take(self, setting: dict[str, Any]) -> None:
        self.params = edge.SearchParams(hnsw_ef=setting["hnsw_ef"], exact=False)

    def query(self, queries: Texts, place: int) -> list[float]:
        return queries.dense[place].tolist()

    def search(self, query: list[float], top: int) -> Iterable[int]:
        found = self.shard.query(
            edge.QueryRequest(
                query=edge.Query.Nearest(query, using=NAME), limit=top, params=self.params,
                with_payload=False, with_vector=False,
            )
        )  # fmt: skip
        return [point.id for point in found]
