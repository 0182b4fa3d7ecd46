"""The two heads and their scores in PyTorch, over hidden states that are frozen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional

from trefoil_tools.default_heads.states import WIDTH, States

# `<s>`, `<pad>`, `</s>` and `<unk>` carry no lexical weight.
SPECIALS = 4


class Texts(NamedTuple):
    """Some texts: `hidden` [texts, tokens, 384], `ids` [texts, tokens], zero where a text is over,
    and `dense` [texts, 384]."""

    hidden: torch.Tensor
    ids: torch.Tensor
    dense: torch.Tensor


def gather(states: States, indices: np.ndarray) -> Texts:
    starts, ends = states.offsets[indices], states.offsets[indices + 1]
    longest = int((ends - starts).max())
    hidden = np.zeros((len(indices), longest, WIDTH), np.float32)
    ids = np.zeros((len(indices), longest), np.int64)
    for row, (start, end) in enumerate(zip(starts, ends)):
        hidden[row, : end - start] = states.hidden[start:end]
        ids[row, : end - start] = states.ids[start:end]
    return Texts(
        torch.from_numpy(hidden), torch.from_numpy(ids), torch.from_numpy(states.dense[indices])
    )


def token_vectors(head: torch.nn.Linear, texts: Texts) -> torch.Tensor:
    """Unit rows [texts, tokens, out]; what lies behind a text's end is masked by the scores."""
    return functional.normalize(head(texts.hidden), dim=-1)


def max_sim(
    queries: torch.Tensor,
    query_ids: torch.Tensor,
    passages: torch.Tensor,
    passage_ids: torch.Tensor,
) -> torch.Tensor:
    """The mean over query tokens of the best match, [queries, passages].

    The best match is found without a gradient, which then runs through the matched rows alone.
    """
    count, length, width = passages.shape
    real = query_ids != 0
    flat = queries[real]
    with torch.no_grad():
        best = []
        for some, ids in zip(passages.split(32), passage_ids.split(32)):
            products = (flat @ some.reshape(-1, width).T).view(-1, *ids.shape)
            products += (ids == 0) * -4.0
            best.append(products.argmax(-1))
        best = torch.cat(best, 1) + torch.arange(count) * length
    matched = functional.embedding(best, passages.reshape(-1, width))
    similarity = torch.einsum("td,tnd->tn", flat, matched)
    owners = torch.arange(len(query_ids))[:, None].expand(query_ids.shape)[real]
    sums = torch.zeros(len(query_ids), count).index_add(0, owners, similarity)
    return sums / real.sum(1)[:, None]


def lexical(
    queries: torch.Tensor,
    query_ids: torch.Tensor,
    passages: torch.Tensor,
    passage_ids: torch.Tensor,
) -> torch.Tensor:
    """Σ over shared tokens of the products of their largest weights, [queries, passages]; the
    weights are [texts, tokens], zero or above."""
    tokens = torch.unique(query_ids[query_ids >= SPECIALS])

    def table(weights: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        place = torch.searchsorted(tokens, ids).clamp(max=len(tokens) - 1)
        known = tokens[place] == ids
        largest = torch.zeros(len(ids), len(tokens))
        return largest.scatter_reduce(1, place, weights * known, "amax", include_self=True)

    return table(queries, query_ids) @ table(passages, passage_ids).T


class Heads(NamedTuple):
    """The two heads."""

    sparse: torch.nn.Linear
    colbert: torch.nn.Linear

    def scores(self, queries: Texts, passages: Texts) -> tuple[torch.Tensor, ...]:
        """The dense, lexical and late-interaction scores, [queries, passages] each."""
        weights = [
            torch.relu(self.sparse(side.hidden)[..., 0]) * (side.ids >= SPECIALS)
            for side in (queries, passages)
        ]
        rows = [token_vectors(self.colbert, side) for side in (queries, passages)]
        return (
            queries.dense @ passages.dense.T,
            lexical(weights[0], queries.ids, weights[1], passages.ids),
            max_sim(rows[0], queries.ids, rows[1], passages.ids),
        )


# Tokens of each side whose hidden states the first heads are made from.
SAMPLE = 60_000
# Axes are divided by this power of their deviation: halfway to white.
WHITENING = 0.5
# What is taken from every rarity, so that common tokens have no weight, and what that is scaled by,
# so that matching texts score 0.1 to 0.3 as BGE-M3's do.
FLOOR, SCALE = 2.0, 0.05
RIDGE = 1e-3


def initial(queries: States, passages: States, dimensions: int) -> Heads:
    """Where training starts: principal axes of the hidden states for ColBERT, and for the sparse
    head a ridge regression on the logarithm of a token's inverse document frequency."""
    chance = np.random.default_rng(0)
    rows, ids = [], []
    for states in (queries, passages):
        chosen = np.sort(chance.choice(len(states.hidden), min(SAMPLE, len(states.hidden)), False))
        rows.append(np.asarray(states.hidden[chosen], np.float32))
        ids.append(states.ids[chosen])
    hidden, mean = np.concatenate(rows), np.concatenate(rows).mean(0)
    centred = hidden - mean
    covariance = centred.T @ centred / len(centred)
    variances, axes = np.linalg.eigh(covariance)
    axes = axes[:, ::-1][:, :dimensions] / variances[::-1][:dimensions] ** (WHITENING / 2)

    frequency: dict[int, int] = {}
    for start, end in zip(passages.offsets[:-1], passages.offsets[1:]):
        for token in set(passages.ids[start:end].tolist()):
            frequency[token] = frequency.get(token, 0) + 1
    rarity = np.array(
        [
            0 if token < SPECIALS else np.log(len(passages) / (1 + frequency.get(token, 0)))
            for token in np.concatenate(ids).tolist()
        ]
    )
    ridge = RIDGE * np.trace(covariance) / WIDTH * np.eye(WIDTH)
    slope = np.linalg.solve(covariance + ridge, centred.T @ (rarity - rarity.mean()) / len(centred))

    heads = Heads(torch.nn.Linear(WIDTH, 1), torch.nn.Linear(WIDTH, dimensions))
    with torch.no_grad():
        heads.colbert.weight.copy_(torch.from_numpy(np.ascontiguousarray(axes.T)))
        heads.colbert.bias.copy_(torch.from_numpy(-axes.T @ mean))
        heads.sparse.weight.copy_(torch.from_numpy(SCALE * slope)[None])
        heads.sparse.bias.fill_(float(SCALE * (rarity.mean() - slope @ mean - FLOOR)))
    return heads
