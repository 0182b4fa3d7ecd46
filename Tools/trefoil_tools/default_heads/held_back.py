"""The questions that are not trained on, as a data set in BEIR's layout."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

from trefoil_tools.default_heads.beir_set import BEIRSet
from trefoil_tools.default_heads.examples import SEED, Example

# Passages that a query has to be told from: about as many as a language of a small test set has.
PASSAGES_OF_A_POOL = 300
QUERIES_OF_A_POOL = 100
LEAST_QUERIES = 40


def write_held_back(examples: list[Example], folder: Path) -> None:
    """The data set, with the split `dev`; a pool's queries are of one kind.

    The passages beside the held-back ones were trained on; they serve to be told apart.
    """
    pools: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        pools[example.pool].append(example)
    found = BEIRSet()
    for pool, members in sorted(pools.items()):
        held = [one for one in members if one.is_held_back]
        chance = random.Random(f"{SEED} {pool}")
        asked = chance.sample(held, min(QUERIES_OF_A_POOL, len(held)))
        if len(asked) < LEAST_QUERIES:
            continue
        others = [one.passage for one in members]
        chance.shuffle(others)
        passages = list(dict.fromkeys([one.passage for one in asked] + others))
        found.add(
            pool,
            {one.query: pool for one in asked},
            passages[:PASSAGES_OF_A_POOL],
            {(one.query, one.passage) for one in members},
        )
    found.write(folder, "dev")
