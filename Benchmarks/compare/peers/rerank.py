"""BGE-M3's three heads and scores over any engine's hidden states, in NumPy and PyTorch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from . import batches

# <s>, <pad>, </s> and <unk> have no lexical weight.
FIRST_WORD = 4


class Reranker:
    def __init__(self, forward: batches.Forward, models: Path, threads: int) -> None:
        torch.set_num_threads(threads)
        self.forward = forward
        self.sparse = self.head(models / "torch" / "sparse_linear.pt")
        self.colbert = self.head(models / "torch" / "colbert_linear.pt")

    @staticmethod
    def head(path: Path) -> tuple[torch.Tensor, torch.Tensor]:
        parts = torch.load(path, weights_only=True)
        return parts["weight"].float(), parts["bias"].float()

    @torch.inference_mode()
    def scores(self, query: list[int], passages: list[list[int]]) -> list[float]:
        """The mean of the dense, sparse and ColBERT scores of each passage."""
        states = batches.hidden_states(self.forward, [query, *passages])
        dense = batches.unit(np.stack([rows[0] for rows in states]))
        lexical = [self.lexical_weights(ids, h) for ids, h in zip([query, *passages], states)]
        vectors = self.token_vectors(states)
        best = self.late_interaction(vectors[0], vectors[1:])
        found = []
        for number in range(len(passages)):
            shared = lexical[0].keys() & lexical[number + 1].keys()
            sparse = sum(lexical[0][token] * lexical[number + 1][token] for token in shared)
            found.append(float(dense[0] @ dense[number + 1] + sparse + best[number]) / 3)
        return found

    def lexical_weights(self, ids: list[int], states: np.ndarray) -> dict[int, float]:
        weight, bias = self.sparse
        values = torch.relu(torch.from_numpy(states) @ weight[0] + bias).tolist()
        found: dict[int, float] = {}
        for token, value in zip(ids, values):
            if token >= FIRST_WORD and value > found.get(token, 0):
                found[token] = value
        return found

    def token_vectors(self, states: list[np.ndarray]) -> list[torch.Tensor]:
        """The ColBERT rows of all texts from one product; <s> has none."""
        rows = torch.from_numpy(np.concatenate([text[1:] for text in states]))
        rows = torch.nn.functional.normalize(
            torch.nn.functional.linear(rows, *self.colbert), dim=-1
        )
        return list(rows.split([len(text) - 1 for text in states]))

    @staticmethod
    def late_interaction(query: torch.Tensor, passages: list[torch.Tensor]) -> list[float]:
        """MaxSim from one product where all passages are of one length."""
        products = torch.mm(torch.cat(passages), query.T).split([len(rows) for rows in passages])
        return [float(part.amax(0).mean()) for part in products]
