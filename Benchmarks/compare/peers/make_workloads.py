"""Writes the texts that every system encodes, and their token ids.

usage: python -m peers.make_workloads TOKENIZER OUT

A text is a row of words that are one token each, so that a text of n tokens is known to be one for
everybody: ours read the text, the peers get the ids.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import sentencepiece

SEED = 3
BEGIN, END = 0, 2
# XLM-R's ids are SentencePiece's, one up.
SHIFT = 1
SPACE = "\u2581"


def mixed_lengths(generator: random.Random, count: int) -> list[int]:
    """Log-normal lengths from 16 to 1,024, the median about 150."""
    drawn = (round(generator.lognormvariate(5.01, 0.8)) for _ in range(count))
    return [min(1024, max(16, length)) for length in drawn]


def lengths_of_works() -> dict[str, list[int]]:
    return {
        "a": [12],
        "b": [128] * 32,
        "c": [512] * 8,
        "d": mixed_lengths(random.Random(SEED), 64),
        "e": [8192],
        "check": [12, 128, 512, 2000],
        "calibration": [128] * 16,
        "query": [16],
        "passages": [128] * 100,
    }


def whole_words(model: sentencepiece.SentencePieceProcessor) -> list[tuple[str, int]]:
    """The words that are one piece of the vocabulary, with their ids in XLM-R's numbering."""
    found = []
    for number in range(model.vocab_size()):
        piece = model.id_to_piece(number)
        word = piece[1:]
        if piece.startswith(SPACE) and word.isalpha() and model.encode(word) == [number]:
            found.append((word, number + SHIFT))
    return found


def make_work(
    name: str, lengths: list[int], words: list[tuple[str, int]]
) -> dict[str, list[str] | list[list[int]]]:
    generator = random.Random(f"{SEED} {name}")
    chosen = [generator.choices(words, k=length - 2) for length in lengths]
    return {
        "texts": [" ".join(word for word, _ in row) for row in chosen],
        "ids": [[BEGIN, *(number for _, number in row), END] for row in chosen],
    }


def check(model: sentencepiece.SentencePieceProcessor, name: str, work: dict) -> None:
    for text, ids in zip(work["texts"], work["ids"]):
        if [number + SHIFT for number in model.encode(text)] != ids[1:-1]:
            raise SystemExit(f"a text of workload {name} does not have the intended tokens")


def main(tokenizer: str, out: str) -> None:
    model = sentencepiece.SentencePieceProcessor(model_file=tokenizer)
    words = whole_words(model)
    works = {name: make_work(name, lengths, words) for name, lengths in lengths_of_works().items()}
    for name, work in works.items():
        check(model, name, work)
    Path(out).write_text(json.dumps(works, ensure_ascii=False), encoding="utf-8")
    tokens = {name: sum(map(len, work["ids"])) for name, work in works.items()}
    print(f"{len(words)} words; tokens {tokens}")


if __name__ == "__main__":
    main(*sys.argv[1:])
