"""PyLate's PLAID index, as its documentation uses it."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from pylate import indexes

from peers.peer import Peer
from peers.vectors import Texts


class Engine(Peer):
    built_with = "standard settings"

    def build(self, passages: Texts) -> None:
        torch.set_num_threads(self.threads)
        self.index = indexes.PLAID(
            index_folder=str(self.folder), index_name="index", override=True, device="cpu"
        )
        self.index.add_documents(
            documents_ids=[str(row) for row in range(passages.count)],
            documents_embeddings=[passages.token_vectors(row) for row in range(passages.count)],
        )

    def query(self, queries: Texts, place: int) -> list[torch.Tensor]:
        return [torch.from_numpy(queries.token_vectors(place))]

    def search(self, query: list[torch.Tensor], top: int) -> Iterable[int]:
        return [int(one["id"]) for one in self.index(query, k=top)[0]]
