"""bm25s: BM25 over the texts, the lexical floor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import bm25s

from peers.peer import Peer
from peers.vectors import Texts


class Engine(Peer):
    built_with = "lower case, no stemmer, no stop words"

    def build(self, passages: Texts) -> None:
        tokens = bm25s.tokenize(passages.texts, stopwords=None, show_progress=False)
        self.index = bm25s.BM25()
        self.index.index(tokens, show_progress=False)
        self.index.save(str(self.folder / "index"))

    def query(self, queries: Texts, place: int) -> Any:
        return bm25s.tokenize([queries.texts[place]], stopwords=None, show_progress=False)

    def search(self, query: Any, top: int) -> Iterable[int]:
        found, _ = self.index.retrieve(query, k=top, show_progress=False)
        return found[0]
