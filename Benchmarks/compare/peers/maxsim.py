"""The peers' MaxSim: one query of 32 tokens against 1,000 passages of 180."""

from __future__ import annotations

from typing import Callable

import numpy as np
import torch
from trefoil_tools.seeded_numbers import uniform

QUERY_TOKENS, PASSAGES, PASSAGE_TOKENS = 32, 1000, 180
# The seeds of the query's and of the passages' rows; ours make the same numbers.
QUERY_SEED, PASSAGE_SEED = 1, 2


def unit_rows(rows: int, dimension: int, seed: int) -> np.ndarray:
    made = np.empty((rows, dimension), np.float32)
    step = 4096
    for first in range(0, rows, step):
        count = min(step, rows - first)
        part = uniform(first * dimension, count * dimension, seed).reshape(count, dimension)
        made[first : first + count] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return made


class MaxSim:
    """The passages of one dimension, and the ways to score them."""

    def __init__(self, dimension: int, threads: int) -> None:
        torch.set_num_threads(threads)
        self.query = unit_rows(QUERY_TOKENS, dimension, QUERY_SEED)
        rows = unit_rows(PASSAGES * PASSAGE_TOKENS, dimension, PASSAGE_SEED)
        self.passages = rows.reshape(PASSAGES, PASSAGE_TOKENS, dimension)
        self.flat, self.tensor = torch.from_numpy(rows), torch.from_numpy(self.query)
        self.flat16, self.tensor16 = self.flat.bfloat16(), self.tensor.bfloat16()

    def flagembedding(self) -> np.ndarray:
        """`compute_colbert_score`'s einsum, passage by passage."""
        found = []
        for passage in self.passages:
            scores = torch.einsum("in,jn->ij", self.tensor, torch.from_numpy(passage))
            best, _ = scores.max(-1)
            found.append(float(torch.sum(best) / QUERY_TOKENS))
        return np.array(found)

    def numpy(self) -> np.ndarray:
        return np.array([(self.query @ rows.T).max(1).mean() for rows in self.passages])

    def torch_fp32(self) -> np.ndarray:
        return self.product(self.flat, self.tensor)

    def torch_bf16(self) -> np.ndarray:
        return self.product(self.flat16, self.tensor16)

    @staticmethod
    def product(rows: torch.Tensor, query: torch.Tensor) -> np.ndarray:
        scores = torch.mm(rows, query.T).view(PASSAGES, PASSAGE_TOKENS, QUERY_TOKENS)
        return scores.amax(1).float().mean(1).numpy()

    def ways(self) -> dict[str, Callable[[], np.ndarray]]:
        return {
            "flagembedding-loop": self.flagembedding,
            "numpy-loop": self.numpy,
            "torch-flat-fp32": self.torch_fp32,
            "torch-flat-bf16": self.torch_bf16,
        }
