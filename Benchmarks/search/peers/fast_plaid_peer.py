"""fast-plaid: late interaction by clusters of token vectors and 4-bit residuals."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from fast_plaid import search

from peers.peer import Peer
from peers.vectors import Texts


class Engine(Peer):
    built_with = "standard settings"

    def build(self, passages: Texts) -> None:
        torch.set_num_threads(self.threads)
        self.index = search.FastPlaid(index=str(self.folder / "index"), device="cpu")
        self.index.create(
            documents_embeddings=[
                torch.from_numpy(passages.token_vectors(row)) for row in range(passages.count)
            ]
        )

    def query(self, queries: Texts, place: int) -> torch.Tensor:
        return torch.from_numpy(queries.token_vectors(place))[None]

    def search(self, query: torch.Tensor, top: int) -> Iterable[int]:
        found = self.index.search(queries_embeddings=query, top_k=top, show_progress=False)
        return [row for row, _ in found[0]]
