"""What a ranking is worth: nDCG@10 against people's judgements, and what two rankings share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log2
from pathlib import Path

TOP = 10


class Judged:
    """Which documents a set's rows are of, and which of them answer its queries."""

    def __init__(self, folder: Path) -> None:
        self.passages: list[str] = read(folder / "passages" / "ids.json")
        self.queries: list[str] = read(folder / "queries" / "ids.json")
        self.grades: dict[str, dict[str, int]] = read(folder / "judgements.json")

    def ndcg(self, found: Sequence[Sequence[int]]) -> float:
        """The mean over all queries; a document counts by the first of its rows."""
        values = [self.of(query, rows) for query, rows in zip(self.queries, found)]
        return sum(values) / len(values)

    def of(self, query: str, rows: Sequence[int]) -> float:
        grades = self.grades[query]
        ranked = list(dict.fromkeys(self.passages[row] for row in rows))[:TOP]
        best = sorted(grades.values(), reverse=True)[:TOP]
        gained, most = ([grades.get(one, 0) for one in ranked], best)
        return discounted(gained) / discounted(most) if discounted(most) else 0.0


def discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(2 + place) for place, gain in enumerate(gains))


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def overlap(
    found: Sequence[Sequence[int]],
    wanted: Sequence[Sequence[int]],
    ties: Sequence[Sequence[int]] | None = None,
) -> float:
    """The share of the wanted ten that was found, over the queries that both have.

    One that ties with the tenth stands for it.
    """
    shares = []
    for place, (one, other) in enumerate(zip(found, wanted)):
        ten = other[:TOP]
        as_good = set(ten) | set(ties[place] if ties else ())
        if ten:
            shares.append(min(len(set(one[:TOP]) & as_good), len(ten)) / len(ten))
    return sum(shares) / len(shares) if shares else 1.0
