#!/usr/bin/env python3
"""Trains the default model's sparse and ColBERT heads on frozen hidden states.

    Tools/run default-heads --tested DIR [--tested DIR ...]

Needs the command `trefoil` (built with `swift build -c release`), the prepared default model and
git. Each DIR is a data set in BEIR's layout that the heads are to be tested on: pairs that share
text with it are left out. The heads are written into Models/default-heads, whose README describes
the data. `Tools/run tuning-sets` makes a data set of the questions that are held back.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional

from trefoil_tools import places
from trefoil_tools.default_heads.batches import Batches
from trefoil_tools.default_heads.examples import SEED, Example
from trefoil_tools.default_heads.heads import Heads, initial
from trefoil_tools.default_heads.leaks import Tested
from trefoil_tools.default_heads.prepared import prepared
from trefoil_tools.default_heads.states import Encoder, States
from trefoil_tools.safetensors_file import planned, write_tensors


class Training(NamedTuple):
    """How the heads are trained once: a batch's queries, the hard negatives of each, the tokens at
    which a passage is cut, whether the findings are among the examples, how much more often
    scientific pools are drawn, and the share of the sparse head that it gives."""

    queries: int
    hard_negatives: int
    passage_tokens: int
    has_findings: bool
    science: float
    sparse_share: float


# The ColBERT head is the first training's. The sparse head is a mean of both: trained on other
# texts they err in other places (Wortsman et al. 2022, “Model soups”). A linear head allows that,
# where ColBERT's products do not.
TRAININGS = [
    Training(28, 2, 224, has_findings=False, science=1, sparse_share=0.7),
    Training(40, 1, 384, has_findings=True, science=3, sparse_share=0.3),
]
# A query is cut at so many tokens, which bounds the time of a step, as passages are.
QUERY_TOKENS = 64
STEPS, WARM_UP = 2500, 100
COLBERT_RATE, SPARSE_RATE = 1e-3, 3e-3
# One bad batch must not push every lexical weight below zero, from where no gradient comes back.
LARGEST_GRADIENT = 1.0
LEAST_RATE = 0.05
# BGE-M3's temperature (Chen et al. 2024, section 3.3). Its ensemble has 1, 0.3, 1; with these heads
# tuning asks for about twice as much of the lexical score.
TEMPERATURE = 0.02
ENSEMBLE = (1.0, 0.6, 1.0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=places.cached(places.DEFAULT_MODEL))
    parser.add_argument("--command", type=Path, default=places.COMMAND)
    parser.add_argument(
        "--work",
        type=Path,
        default=places.TOOLS / "work/default-heads",
        metavar="DIR",
        help="where sources and hidden states are kept: some 14 GB",
    )
    parser.add_argument(
        "--tested",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a data set whose text must not be trained on",
    )
    parser.add_argument("--dimensions", type=int, default=128, help="of a ColBERT vector")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--output", type=Path, default=places.DEFAULT_HEADS, metavar="DIR")
    return parser.parse_args()


def states(encoder: Encoder, texts: dict[str, int], role: str, limit: int, folder: Path) -> States:
    folder = folder / role
    if (folder / "dense.npy").exists():
        return States(folder)
    return encoder.encode(list(texts), role, limit, folder)


def numbered(texts) -> dict[str, int]:
    return {text: place for place, text in enumerate(dict.fromkeys(texts))}


def losses(heads: Heads, batch) -> tuple[torch.Tensor, dict[str, float]]:
    """Contrastive losses of the two scores and of the ensemble, and the distance of both scores'
    distributions from the ensemble's: BGE-M3's self-knowledge distillation."""
    scores = heads.scores(batch.queries, batch.passages)
    ensemble = sum(weight * score for weight, score in zip(ENSEMBLE, scores))
    dense, sparse, colbert, ensemble = (
        (score / TEMPERATURE).masked_fill(batch.others, -1e4) for score in (*scores, ensemble)
    )
    teacher = torch.softmax(ensemble.detach(), 1)

    def contrast(score):
        return functional.cross_entropy(score, batch.answers)

    def imitation(score):
        return -(teacher * torch.log_softmax(score, 1)).sum(1).mean()

    parts = {"colbert": contrast(colbert), "sparse": contrast(sparse), "all": contrast(ensemble)}
    loss = sum(parts.values()) + imitation(colbert) + imitation(sparse)
    return loss, {name: float(part.detach()) for name, part in parts.items()} | {
        "dense": float(contrast(dense))
    }


def train(heads: Heads, batches: Batches, training: Training, steps: int) -> None:
    optimizer = torch.optim.AdamW(
        [
            {"params": heads.colbert.parameters(), "lr": COLBERT_RATE},
            {"params": heads.sparse.parameters(), "lr": SPARSE_RATE},
        ],
        weight_decay=0,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: (
            min(1, (step + 1) / WARM_UP)
            * (LEAST_RATE + (1 - LEAST_RATE) * 0.5 * (1 + math.cos(math.pi * step / steps)))
        ),
    )
    start, seen = time.time(), []
    for step in range(1, steps + 1):
        loss, parts = losses(heads, batches.next(training.queries, training.hard_negatives))
        optimizer.zero_grad()
        loss.backward()
        for head in heads:
            torch.nn.utils.clip_grad_norm_(head.parameters(), LARGEST_GRADIENT)
        optimizer.step()
        schedule.step()
        seen = [*seen[-49:], parts]
        if step % 50 == 0:
            means = ", ".join(
                f"{name} {np.mean([one[name] for one in seen]):.3f}" for name in parts
            )
            left = (time.time() - start) / step * (steps - step)
            print(f"step {step} of {steps}: {means}; {left:.0f} s left", flush=True)


def trained(training: Training, found: list[Example], encoder: Encoder, options) -> Heads:
    """The heads after a training."""
    found = [one for one in found if training.has_findings or one.pool != "findings"]
    queries, passages = numbered(one.query for one in found), numbered(one.passage for one in found)
    print(f"{len(found)} examples, {len(queries)} queries, {len(passages)} passages", flush=True)
    folder = options.work / f"{training.passage_tokens}-tokens"
    query_states = states(encoder, queries, "query", QUERY_TOKENS, folder)
    passage_states = states(encoder, passages, "passage", training.passage_tokens, folder)
    heads = initial(query_states, passage_states, options.dimensions)
    batches = Batches(
        found, query_states, passage_states, queries, passages, training.science, SEED
    )
    train(heads, batches, training, options.steps)
    return heads


def mean(heads: list[torch.nn.Linear], shares: list[float]) -> torch.nn.Linear:
    """The head whose outputs are the mean of theirs, by shares that sum to 1."""
    result = torch.nn.Linear(heads[0].in_features, heads[0].out_features)
    with torch.no_grad():
        result.weight.copy_(sum(share * head.weight for share, head in zip(shares, heads)))
        result.bias.copy_(sum(share * head.bias for share, head in zip(shares, heads)))
    return result


def main() -> None:
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    found = prepared(options.work, Tested(options.tested))
    encoder = Encoder(options.command, options.model, options.work)
    results = [trained(training, found, encoder, options) for training in TRAININGS]
    sparse = mean(
        [heads.sparse for heads in results], [training.sparse_share for training in TRAININGS]
    )
    for name, head in (("sparse_linear", sparse), ("colbert_linear", results[0].colbert)):
        write_tensors(
            options.output / f"{name}.safetensors",
            [
                planned(key, value.detach().numpy().astype(np.float16))
                for key, value in head.state_dict().items()
            ],
        )


if __name__ == "__main__":
    main()
