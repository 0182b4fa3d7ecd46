#!/usr/bin/env python3
"""Makes the judged queries on which the default model's hybrid weights are chosen.

    Tools/run tuning-sets --tested DIR [--tested DIR ...]

Needs git. Each DIR is a data set in BEIR's layout that the weights are to be tested on: pairs that
share text with it are left out. Below --output come data sets of several kinds of queries, with the
split `train`, and `held-back` with the questions that the heads were not trained on. A query is to
be ranked among the passages of its pool: `trefoil tune DIR … --same pool --group kind`. Sources and
licences are in Models/default-heads/README.md.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from trefoil_tools import places
from trefoil_tools.default_heads.beir_set import BEIRSet
from trefoil_tools.default_heads.examples import SEED, Example
from trefoil_tools.default_heads.held_back import write_held_back
from trefoil_tools.default_heads.leaks import Tested
from trefoil_tools.default_heads.prepared import prepared
from trefoil_tools.default_heads.sources import Pair
from trefoil_tools.tuning_sets import inspec, questions

# A data set's queries by their kind; kinds that look for the same passages are in one set.
SOURCES = {
    "abstracts": {"titles": inspec.titles, "keywords": inspec.keywords},
    "beginnings": {"beginnings": inspec.beginnings},
    "consumer-questions": {"consumer questions": questions.consumer_questions},
    "policies": {"policies": questions.policies},
    "code": {"code": questions.code},
    "japanese": {"japanese": questions.japanese},
}
# So many of a kind tell a gain of 0.02 from none, and are quickly encoded.
QUERIES_OF_A_KIND = 300


def tuning_set(name: str, kinds: Mapping[str, Iterable[Pair]], tested: Tested) -> BEIRSet:
    """Some queries of each kind, and all passages."""
    pools: dict[str, list[Example]] = defaultdict(list)
    chosen: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, pairs in kinds.items():
        examples = [Example(pair.query, pair.passage, pair.kind or name) for pair in pairs]
        examples = tested.without(examples)
        for example in examples:
            pools[example.pool].append(example)
        asked = sorted({(one.pool, one.query) for one in examples})
        chance = random.Random(f"{SEED} {kind}")
        for pool, query in chance.sample(asked, min(QUERIES_OF_A_KIND, len(asked))):
            chosen[pool][query] = kind
    found = BEIRSet()
    for pool, members in sorted(pools.items()):
        found.add(
            pool,
            chosen[pool],
            [one.passage for one in members],
            {(one.query, one.passage) for one in members},
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--tested",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a data set whose text must not be tuned on",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=places.TOOLS / "work/default-heads",
        metavar="DIR",
        help="where sources and examples are kept",
    )
    parser.add_argument(
        "--output", type=Path, default=places.TOOLS / "work/tuning-sets", metavar="DIR"
    )
    options = parser.parse_args()
    tested = Tested(options.tested)
    for name, kinds in SOURCES.items():
        pairs = {kind: source(options.work / "sources") for kind, source in kinds.items()}
        found = tuning_set(name, pairs, tested)
        found.write(options.output / name, "train")
        print(f"{name}: {len(found.queries)} queries, {len(found.corpus)} passages", flush=True)
    write_held_back(prepared(options.work, tested), options.output / "held-back")


if __name__ == "__main__":
    main()
