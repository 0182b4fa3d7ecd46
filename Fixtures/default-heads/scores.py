"""The three scores of two texts, in NumPy, as the reference defines them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backbone import States

SPECIALS = (0, 1, 2, 3)


class Linear(NamedTuple):
    """A head: `weight` `[out, 384]`, `bias` `[out]`."""

    weight: np.ndarray
    bias: np.ndarray

    def __call__(self, hidden: np.ndarray) -> np.ndarray:
        return hidden @ self.weight.T + self.bias


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)


def dense(states: States) -> np.ndarray:
    return unit(states.hidden.mean(0))


def lexical(head: Linear, states: States) -> dict[int, float]:
    """The largest weight of each token; no specials, no zeros."""
    weights: dict[int, float] = {}
    for token, weight in zip(states.ids.tolist(), head(states.hidden)[:, 0].tolist()):
        if token not in SPECIALS and weight > weights.get(token, 0):
            weights[token] = weight
    return weights


def lexical_score(query: dict[int, float], passage: dict[int, float]) -> float:
    return sum(weight * passage.get(token, 0) for token, weight in query.items())


def vectors(head: Linear, states: States) -> np.ndarray:
    """Unit rows of all tokens but `<s>`."""
    return unit(head(states.hidden[1:]))


def max_sim(query: np.ndarray, passage: np.ndarray) -> float:
    return float((query @ passage.T).max(1).mean())
