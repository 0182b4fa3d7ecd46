"""The exact best passages by each score, in fp32: what everything else is compared with."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from peers.vectors import Texts

# Two scores that differ by less are the same: weights in half precision are off by half of it.
ROUNDING, MOST_TIES = 1e-3, 10
TOP = 10
# Passages whose scores are made at once.
CHUNK = 1 << 15
# Passages and queries whose token vectors are multiplied at once: some 30 MB of products.
LATE_CHUNK, LATE_QUERIES = 32, 32
# The bytes of a token's list (see PostingsLayout): a row's number and weight each, or, where one
# row in eight has the token, a bit a row and the weights.
LISTED_BYTES, WEIGHT_BYTES, MASKED_SHARE = 4, 2, 8


class Best:
    """The best rows of each query over chunks of passages."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.scores: np.ndarray | None = None
        self.rows: np.ndarray | None = None

    def add(self, scores: np.ndarray, first: int) -> None:
        """Takes the scores `[passages, queries]` of the passages from `first` on."""
        rows = np.broadcast_to(np.arange(first, first + len(scores))[:, None], scores.shape)
        if self.scores is not None and self.rows is not None:
            scores = np.concatenate([self.scores, scores])
            rows = np.concatenate([self.rows, rows])
        if len(scores) > self.top:
            kept = np.argpartition(-scores, self.top - 1, axis=0)[: self.top]
            scores = np.take_along_axis(scores, kept, 0)
            rows = np.take_along_axis(rows, kept, 0)
        self.scores, self.rows = scores, rows

    def ordered(self) -> list[list[tuple[float, int]]]:
        """Scores above zero and their rows, best first, of equal ones the earlier."""
        assert self.scores is not None and self.rows is not None
        return [
            [(-score, int(row)) for score, row in sorted(zip(-column, rows)) if score < 0]
            for column, rows in zip(self.scores.T, self.rows.T)
        ]

    def found(self, top: int) -> list[list[int]]:
        """The best rows."""
        return [[row for _, row in query[:top]] for query in self.ordered()]

    def ties(self, top: int) -> list[list[int]]:
        """The rows behind the best whose score is that of the last one, but for rounding."""
        return [
            [row for score, row in query[top:] if score >= (1 - ROUNDING) * query[top - 1][0]]
            for query in self.ordered()
        ]


def matrix(texts: Texts, first: int, last: int, width: int) -> csr_matrix:
    offsets = texts.sparse_offsets[first : last + 1]
    part = slice(offsets[0], offsets[-1])
    arrays = (texts.sparse_weights[part], texts.sparse_ids[part], offsets - offsets[0])
    return csr_matrix(arrays, shape=(last - first, width))


def late(passages: Texts, queries: Texts, first: int, last: int) -> np.ndarray:
    """The mean of each query token's best match, `[passages, queries]`."""
    offsets = passages.token_offsets[first : last + 1]
    rows = np.asarray(passages.tokens[offsets[0] : offsets[-1]], dtype=np.float32)
    parts = []
    for start in range(0, queries.count, LATE_QUERIES):
        ends = queries.token_offsets[start : min(start + LATE_QUERIES, queries.count) + 1]
        asked = np.asarray(queries.tokens[ends[0] : ends[-1]], dtype=np.float32)
        matches = np.maximum.reduceat(rows @ asked.T, offsets[:-1] - offsets[0], axis=0)
        parts.append(np.add.reduceat(matches, ends[:-1] - ends[0], axis=1) / np.diff(ends))
    return np.concatenate(parts, axis=1)


def posting_bytes(passages: Texts, queries: Texts, width: int) -> float:
    """The bytes of the lists that a query names, in the mean, if nothing were passed over."""
    counts = np.zeros(width, dtype=np.int64)
    for first in range(0, len(passages.sparse_ids), 1 << 24):
        counts += np.bincount(passages.sparse_ids[first : first + (1 << 24)], minlength=width)
    masked = counts * MASKED_SHARE >= passages.count
    size = np.where(masked, passages.count / 8 + WEIGHT_BYTES * counts, LISTED_BYTES * counts)
    return float(size[queries.sparse_ids].sum() / queries.count)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", help="dense, sparse, late: for the hybrid and late ranking")
    parser.add_argument("--top", type=int, default=10)
    options = parser.parse_args()
    passages, queries = Texts(options.set / "passages"), Texts(options.set / "queries")
    width = int(max(passages.sparse_ids.max(), queries.sparse_ids.max())) + 1
    asked_dense = np.asarray(queries.dense).T
    asked_sparse = matrix(queries, 0, queries.count, width).T.tocsc()
    names = ["dense", "sparse"] + (["late", "hybrid"] if options.weights else [])
    found = {name: Best(options.top + MOST_TIES) for name in names}
    chunk = LATE_CHUNK if options.weights else CHUNK
    for first in range(0, passages.count, chunk):
        last = min(first + chunk, passages.count)
        dense = np.asarray(passages.dense[first:last]) @ asked_dense
        sparse = (matrix(passages, first, last, width) @ asked_sparse).toarray()
        found["dense"].add(dense, first)
        found["sparse"].add(sparse, first)
        if options.weights:
            weights = [float(weight) for weight in options.weights.split(",")]
            third = late(passages, queries, first, last)
            found["late"].add(third, first)
            parts = zip(weights, (dense, sparse, third))
            found["hybrid"].add(sum(weight * part for weight, part in parts), first)
    answer = {name: best.found(options.top) for name, best in found.items()}
    answer["sparse_ties"] = found["sparse"].ties(TOP)
    answer["posting_bytes"] = posting_bytes(passages, queries, width)
    options.out.write_text(json.dumps(answer))
    print("{}")


if __name__ == "__main__":
    main()
