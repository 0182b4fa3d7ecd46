"""Texts of different lengths in padded batches, as the peers need them."""

from __future__ import annotations

from typing import Callable

import numpy as np

PADDING = 1
# Padded tokens of a batch: enough for full speed, little enough for the caches.
BATCH_TOKENS = 2048

Forward = Callable[[np.ndarray, np.ndarray], np.ndarray]


def plan(texts: list[list[int]], budget: int = BATCH_TOKENS) -> list[list[int]]:
    """The texts' numbers in batches of at most `budget` padded tokens, longest first."""
    batches: list[list[int]] = []
    for number in sorted(range(len(texts)), key=lambda number: -len(texts[number])):
        if not batches or (len(batches[-1]) + 1) * len(texts[batches[-1][0]]) > budget:
            batches.append([])
        batches[-1].append(number)
    return batches


def pad(texts: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Ids and mask, both [texts, longest]."""
    shape = (len(texts), max(map(len, texts)))
    ids, mask = np.full(shape, PADDING, np.int64), np.zeros(shape, np.int64)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask


def hidden_states(forward: Forward, texts: list[list[int]]) -> list[np.ndarray]:
    """Each text's hidden states, [tokens, hidden], in the texts' order."""
    found: list[np.ndarray] = [np.empty(0)] * len(texts)
    for batch in plan(texts):
        states = forward(*pad([texts[number] for number in batch]))
        for row, number in enumerate(batch):
            found[number] = states[row, : len(texts[number])]
    return found


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows of length 1; a zero row stays."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.maximum(lengths, 1e-12)


def dense_vectors(forward: Forward, texts: list[list[int]]) -> np.ndarray:
    """Each text's dense vector: the state of `<s>`, of length 1."""
    found = np.empty((len(texts), 0))
    for batch in plan(texts):
        first = forward(*pad([texts[number] for number in batch]))[:, 0]
        if found.shape[1] == 0:
            found = np.empty((len(texts), first.shape[1]), np.float32)
        found[batch] = first
    return unit(found)
