"""What the heads are trained on, and the questions held back to tune the hybrid weights."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from trefoil_tools.default_heads import sources
from trefoil_tools.default_heads.sources import Pair

SEED = 20
# Characters of a passage; the encoder cuts by tokens.
LONGEST = 4000
# One passage in so many is held back, with every question about it.
HELD_BACK = 12
# Sentences of a paragraph that is put together from parallel sentences.
PARAGRAPH = 4
PARALLEL_EXAMPLES = 9000
# Questions of the form “What are the symptoms of …” are many and alike.
MOST_OF_A_KIND = 400


class Example(NamedTuple):
    """A query, the passage that answers it, and the pool from which its negatives come.

    A pool has texts of one language and field, so that telling them apart takes more than telling
    languages apart.
    """

    query: str
    passage: str
    pool: str

    @property
    def is_held_back(self) -> bool:
        chance = random.Random(f"{SEED} held {self.passage[:200]}")
        return chance.random() < 1 / HELD_BACK


def drawn(name: str, pairs: list[Pair], pool: str, most: int | None = None) -> list[Example]:
    pairs = list(dict.fromkeys(pairs))
    random.Random(f"{SEED} {name} {pool}").shuffle(pairs)
    return [Example(pair.query, pair.passage[:LONGEST], pool) for pair in pairs[:most]]


def kinds(pairs) -> dict[str, list[Pair]]:
    found = defaultdict(list)
    for pair in pairs:
        found[pair.kind].append(pair)
    return found


def few_of_a_kind(pairs) -> list[Pair]:
    counts: dict = defaultdict(int)
    found = []
    for pair in pairs:
        key = (pair.kind, pair.query.split(" ")[0])
        counts[key] += 1
        if counts[key] <= MOST_OF_A_KIND:
            found.append(pair)
    return found


def questions(folder: Path) -> list[Example]:
    trials = kinds(sources.evidence_inference(folder))
    languages = kinds(sources.tydi(folder))
    return [
        *drawn("trials", trials["conclusion"], "trials", 1200),
        *drawn("trials by title", trials["title"], "trials", 1700),
        *drawn("trials by question", trials["prompt"], "trials", 2000),
        *drawn("findings", trials["finding"], "findings"),
        *drawn("pubmedqa", sources.pubmed_qa(folder), "medicine"),
        *drawn("covid-qa", sources.covid_qa(folder), "medicine", 1200),
        *drawn("medquad", few_of_a_kind(sources.medquad(folder)), "medicine", 2500),
        *drawn("scitldr", sources.scitldr(folder), "computing", 3500),
        *drawn("squad", sources.squad_sentences(folder), "sentences", 4000),
        *drawn("tydi", languages["en"], "en", 4000),
        *drawn("selqa", sources.selqa(folder), "en", 1500),
        *drawn("tydi", languages["ar"], "ar"),
        *drawn("arcd", sources.arcd(folder), "ar"),
        *drawn("tydi", languages["ru"], "ru"),
        *drawn("cmrc", sources.cmrc(folder), "zh", 4000),
        *drawn("drcd", sources.drcd(folder), "zh-Hant", 2500),
        *drawn(
            "iapp", [pair for pair in sources.thai(folder) if len(pair.passage) < 1200], "th", 3500
        ),
        *drawn("ottoman history", sources.ottoman_history(folder), "tr", 3000),
    ]


def parallel(folder: Path) -> list[Example]:
    """Sentences that are to find their paragraph: in their own language without the sentence
    itself, in another with its translation."""
    texts = sources.ntrex(folder)
    chance = random.Random(f"{SEED} parallel")
    count = min(map(len, texts.values()))
    groups = [
        range(first, first + PARAGRAPH) for first in range(0, count - PARAGRAPH + 1, PARAGRAPH)
    ]
    languages = sorted(texts)
    found = []
    for group in groups:
        for _ in range(PARALLEL_EXAMPLES // len(groups)):
            sentence = chance.choice(group)
            one, other = chance.choice(languages), chance.choice(languages)
            kind = chance.random()
            if kind < 0.35:
                other = one
            elif kind < 0.8:
                other = "en"
            passage = " ".join(
                texts[other][place] for place in group if one != other or place != sentence
            )
            pool = f"own-{one}" if one == other else "cross-en" if other == "en" else "cross"
            found.append(Example(texts[one][sentence], passage, pool))
    return found


def examples(folder: Path) -> list[Example]:
    return [
        one
        for one in [*questions(folder), *parallel(folder)]
        if len(one.query) > 3 and len(re.sub(r"\W", "", one.passage)) > 20
    ]
