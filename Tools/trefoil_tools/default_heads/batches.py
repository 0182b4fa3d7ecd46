"""Which queries are trained together, and against which passages."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import torch

from trefoil_tools.default_heads.examples import Example
from trefoil_tools.default_heads.heads import Texts, gather
from trefoil_tools.default_heads.states import States

# A pool needs enough passages to draw negatives from.
LEAST_OF_A_POOL = 64
# Negatives are drawn from a query's nearest passages by dense score, the relevant ones left out.
NEAREST = 40
# A passage that much nearer than the right one is likely to be right as well.
TOO_NEAR = 0.01
# Pools are drawn by their size to this power, so that small ones are seen more often.
FLATTENING = 0.7
# Pools of scientific text, whose claims turn on single words: a lexical weight learns from them.
SCIENCE = ("trials", "findings", "medicine", "computing")


class Batch(NamedTuple):
    """Queries, passages, the place of each query's answer, and where another answer of the same
    query stands, [queries, passages]."""

    queries: Texts
    passages: Texts
    answers: torch.Tensor
    others: torch.Tensor


class Pool(NamedTuple):
    """Pairs of a query and its answer, by index, and each pair's hard negatives."""

    pairs: list[tuple[int, int]]
    negatives: list[list[int]]


class Batches:
    """An endless supply of batches, each from one pool."""

    def __init__(
        self,
        examples: list[Example],
        queries: States,
        passages: States,
        query_places: dict[str, int],
        passage_places: dict[str, int],
        science: float,
        seed: int,
    ) -> None:
        """`science` is how much more often than by its size a scientific pool is drawn."""
        self.queries, self.passages = queries, passages
        self.chance = random.Random(seed)
        self.answers: dict[int, set[int]] = defaultdict(set)
        pairs = defaultdict(list)
        for example in examples:
            query, passage = query_places[example.query], passage_places[example.passage]
            self.answers[query].add(passage)
            if not example.is_held_back:
                pairs[example.pool].append((query, passage))
        pairs = {name: found for name, found in pairs.items() if len(found) >= LEAST_OF_A_POOL}
        self.pools = [self.mined(found) for found in pairs.values()]
        self.chances = [
            len(found) ** FLATTENING * (science if name in SCIENCE else 1)
            for name, found in pairs.items()
        ]

    def mined(self, pairs: list[tuple[int, int]]) -> Pool:
        candidates = np.array(sorted({passage for _, passage in pairs}))
        scores = (
            self.queries.dense[[query for query, _ in pairs]] @ self.passages.dense[candidates].T
        )
        negatives = []
        for (query, passage), row in zip(pairs, scores):
            right = float(self.queries.dense[query] @ self.passages.dense[passage])
            nearest = candidates[np.argsort(-row)[: NEAREST + 20]]
            negatives.append(
                [
                    int(one)
                    for one in nearest
                    if one not in self.answers[query]
                    and self.passages.dense[one] @ self.queries.dense[query] < right + TOO_NEAR
                ][:NEAREST]
            )
        return Pool(pairs, negatives)

    def next(self, size: int, hard: int) -> Batch:
        pool = self.chance.choices(self.pools, self.chances)[0]
        chosen = self.chance.sample(range(len(pool.pairs)), min(size, len(pool.pairs)))
        places: dict[int, int] = {}
        answers = []
        for index in chosen:
            answers.append(places.setdefault(pool.pairs[index][1], len(places)))
            negatives = pool.negatives[index]
            for passage in self.chance.sample(negatives, min(hard, len(negatives))):
                places.setdefault(passage, len(places))
        queries = [pool.pairs[index][0] for index in chosen]
        others = torch.zeros(len(queries), len(places), dtype=torch.bool)
        for row, query in enumerate(queries):
            for passage in self.answers[query]:
                if passage in places and places[passage] != answers[row]:
                    others[row, places[passage]] = True
        return Batch(
            gather(self.queries, np.array(queries)),
            gather(self.passages, np.array(list(places))),
            torch.tensor(answers),
            others,
        )
