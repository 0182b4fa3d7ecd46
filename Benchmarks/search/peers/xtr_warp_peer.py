"""xtr-warp-rs: late interaction by clusters of token vectors, without decompressing them."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from xtr_warp import XTRWarp

from peers.peer import Peer
from peers.vectors import Texts


class Engine(Peer):
    built_with = "standard settings"

    def build(self, passages: Texts) -> None:
        torch.set_num_threads(self.threads)
        self.index = XTRWarp(index=str(self.folder / "index"))
        self.index.create(
            embeddings_source=[
                torch.from_numpy(passages.token_vectors(row)) for row in range(passages.count)
            ],
            device="cpu",
        )
        self.index.load(device="cpu", dtype=torch.float32)

    def query(self, queries: Texts, place: int) -> torch.Tensor:
        return torch.from_numpy(queries.token_vectors(place))[None]

    def search(self, query: torch.Tensor, top: int) -> Iterable[int]:
        found = self.index.search(queries_embeddings=query, top_k=top, num_threads=self.threads)
        return [row for row, _ in found[0]]
