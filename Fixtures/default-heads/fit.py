#!/usr/bin/env python3
"""Fits the default model's sparse and ColBERT heads in closed form, from nothing but text.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
    .venv/bin/python fit.py [MODEL]

MODEL is the prepared default model's directory. The two heads are written beside this script.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

import corpus
from backbone import Backbone, States
from scores import SPECIALS, Linear, dense, lexical, lexical_score, max_sim, vectors

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "scripts"))
from default_model import cache  # noqa: E402
from default_model.safetensors_file import TensorPlan, write_halves  # noqa: E402

PREFIXES = ("query: ", "passage: ")
DIMENSIONS = 128
# A share of the hidden states' mean variance; the result hardly depends on it.
RIDGE = 1e-3
# Tokens of an instruction say nothing; they count this much more, being few.
INSTRUCTION_WEIGHT = 10.0
# What is taken from every rarity, so that common tokens fall below zero and get no weight.
FLOORS = (0.0, 1.0, 1.5, 2.0, 2.5, 3.0)
# The mean lexical score of a sentence and its paragraph's rest. With it a question and a short
# passage that answers it in the same words score 0.1 to 0.3, as with BGE-M3.
LEXICAL_SCORE = 0.07
HELD_OUT = 100
FIRST_SENTENCE = re.compile(r"(.{15,}?[.!?。]) ?(.{30,})")
WHITENINGS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Pair(NamedTuple):
    """A paragraph's first sentence and the rest of the paragraph."""

    query: States
    passage: States


def main() -> None:
    model = Path(sys.argv[1]) if len(sys.argv) > 1 else cache.directory("multilingual-e5-small")
    backbone = Backbone(model)
    texts = corpus.paragraphs()
    pairs = {
        language: held_out_pairs(backbone, found[:HELD_OUT]) for language, found in texts.items()
    }
    hidden, targets, importance = training_set(
        backbone, {language: found[HELD_OUT:] for language, found in texts.items()}
    )
    print(f"{len(hidden)} hidden states of {sum(map(len, texts.values()))} paragraphs")

    rarity = ridge(hidden, targets, importance)
    floors = {floor: Linear(rarity.weight, rarity.bias - floor) for floor in FLOORS}
    sparse_quality = {floor: sparse_mrr(head, pairs) for floor, head in floors.items()}
    for floor, value in sparse_quality.items():
        print(f"sparse, floor {floor}: MRR {value:.4f}")
    sparse = scaled(floors[max(sparse_quality, key=lambda floor: sparse_quality[floor])], pairs)
    mean, axes, variances = principal_axes(hidden)
    candidates = {power: projection(mean, axes, variances, power) for power in WHITENINGS}
    quality = {power: late_interaction_mrr(head, pairs) for power, head in candidates.items()}
    for power, value in quality.items():
        print(f"ColBERT, whitening {power}: MRR {value:.4f}")
    best = max(quality, key=lambda power: quality[power])
    print(f"dense: MRR {dense_mrr(pairs):.4f}")
    write("sparse_linear", sparse)
    write("colbert_linear", candidates[best])


def held_out_pairs(backbone: Backbone, paragraphs: list[str]) -> list[Pair]:
    """Paragraphs that fall into a first sentence and a rest, each with its instruction."""
    found = [FIRST_SENTENCE.match(paragraph) for paragraph in paragraphs]
    queries = backbone.encode([PREFIXES[0] + match[1] for match in found if match])
    passages = backbone.encode([PREFIXES[1] + match[2] for match in found if match])
    return [Pair(query, passage) for query, passage in zip(queries, passages)]


def cut(paragraph: str, turn: int) -> str:
    """The paragraph, its first sentence, or its first few words, in turn: queries are short."""
    if turn % 3 == 0:
        return paragraph
    if turn % 3 == 1 and (match := FIRST_SENTENCE.match(paragraph)):
        return match[1]
    return paragraph[: 10 + turn % 40]


def training_set(
    backbone: Backbone, texts: dict[str, list[str]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hidden states of all tokens but specials, each one's rarity, and how much it counts.

    The rarity is the inverse document frequency among the language's paragraphs, from 0 for a token
    that stands in each of them; it is 0 for an instruction's tokens.
    """
    hidden, targets, importance = [], [], []
    for paragraphs in texts.values():
        bare = [set(backbone.ids(paragraph)) for paragraph in paragraphs]
        frequency = Counter(token for tokens in bare for token in tokens)
        prefixes = [PREFIXES[index % 2] for index in range(len(paragraphs))]
        used = [cut(text, index // 2) for index, text in enumerate(paragraphs)]
        encoded = backbone.encode([prefix + text for prefix, text in zip(prefixes, used)])
        for prefix, states in zip(prefixes, encoded):
            instruction = len(backbone.ids(prefix.strip())) - 2
            keep = ~np.isin(states.ids, SPECIALS)
            rarity = np.array(
                [np.log((len(bare) + 1) / (frequency[token] + 1)) for token in states.ids.tolist()]
            )
            rarity[1 : 1 + instruction] = 0
            counts = np.ones(len(rarity))
            counts[1 : 1 + instruction] = INSTRUCTION_WEIGHT
            hidden.append(states.hidden[keep])
            targets.append(rarity[keep])
            importance.append(counts[keep])
    return np.concatenate(hidden), np.concatenate(targets), np.concatenate(importance)


def ridge(hidden: np.ndarray, targets: np.ndarray, importance: np.ndarray) -> Linear:
    """The weighted ridge regression of the targets on the hidden states."""
    total = importance.sum()
    mean = (importance @ hidden) / total
    level = (importance @ targets) / total
    centred = (hidden - mean).astype(np.float64)
    weighted = centred * importance[:, None]
    covariance = centred.T @ weighted / total
    penalty = RIDGE * np.trace(covariance) / len(covariance)
    slope = np.linalg.solve(
        covariance + penalty * np.eye(len(covariance)), weighted.T @ (targets - level) / total
    )
    predicted = centred @ slope + level
    print(f"sparse: correlation with the rarity {np.corrcoef(predicted, targets)[0, 1]:.3f}")
    return Linear(slope[None], np.array([level - mean @ slope]))


def scaled(head: Linear, pairs: dict[str, list[Pair]]) -> Linear:
    """The head times what brings the mean score of the held-out pairs to `LEXICAL_SCORE`."""
    found = np.mean(
        [
            lexical_score(lexical(head, pair.query), lexical(head, pair.passage))
            for language in pairs.values()
            for pair in language
        ]
    )
    factor = (LEXICAL_SCORE / found) ** 0.5
    return Linear(head.weight * factor, head.bias * factor)


def principal_axes(hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The hidden states' mean, their first axes `[128, 384]`, and the variances along them."""
    mean = hidden.mean(0, dtype=np.float64)
    centred = hidden - mean
    variances, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    return mean, axes[:, ::-1][:, :DIMENSIONS].T, variances[::-1][:DIMENSIONS]


def projection(
    mean: np.ndarray, axes: np.ndarray, variances: np.ndarray, power: float
) -> Linear:
    """The axes, each divided by its deviation to `power`: 0 is PCA alone, 1 whitens fully."""
    weight = axes * (variances / variances[0])[:, None] ** (-power / 2)
    return Linear(weight, -weight @ mean)


def late_interaction_mrr(head: Linear, pairs: dict[str, list[Pair]]) -> float:
    def scores(language: list[Pair]) -> np.ndarray:
        queries = [vectors(head, pair.query) for pair in language]
        passages = [vectors(head, pair.passage) for pair in language]
        return np.array([[max_sim(q, p) for p in passages] for q in queries])

    return mean_reciprocal_rank([scores(language) for language in pairs.values()])


def sparse_mrr(head: Linear, pairs: dict[str, list[Pair]]) -> float:
    def scores(language: list[Pair]) -> np.ndarray:
        queries = [lexical(head, pair.query) for pair in language]
        passages = [lexical(head, pair.passage) for pair in language]
        return np.array([[lexical_score(q, p) for p in passages] for q in queries])

    return mean_reciprocal_rank([scores(language) for language in pairs.values()])


def dense_mrr(pairs: dict[str, list[Pair]]) -> float:
    def scores(language: list[Pair]) -> np.ndarray:
        queries = np.array([dense(pair.query) for pair in language])
        return queries @ np.array([dense(pair.passage) for pair in language]).T

    return mean_reciprocal_rank([scores(language) for language in pairs.values()])


def mean_reciprocal_rank(tables: list[np.ndarray]) -> float:
    """Over all queries; a table's row is a query, and its own passage is on the diagonal."""
    ranks = [(table >= np.diag(table)[:, None]).sum(1) for table in tables]
    return float(np.mean(1 / np.concatenate(ranks)))


def write(name: str, head: Linear) -> None:
    tensors = {"weight": head.weight, "bias": head.bias}
    plans = [
        TensorPlan(key, value.shape, lambda value=value: [value.astype("<f2").tobytes()])
        for key, value in tensors.items()
    ]
    write_halves(HERE / f"{name}.safetensors", plans)


if __name__ == "__main__":
    main()
