"""The questions that are not trained on, as a data set in BEIR's layout."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

from trefoil_tools.default_heads.examples import SEED, Example
from trefoil_tools.json_file import write_json_lines

# Passages that a query has to be told from: about as many as a language of a small test set has.
PASSAGES_OF_A_POOL = 300
QUERIES_OF_A_POOL = 100
LEAST_QUERIES = 40


def write_held_back(examples: list[Example], folder: Path) -> None:
    """`corpus.jsonl`, `queries.jsonl` and `qrels/dev.tsv`; a text's metadata names its pool.

    The passages beside the held-back ones were trained on; they serve to be told apart.
    """
    pools: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        pools[example.pool].append(example)
    corpus, queries, judgements = [], [], []
    for pool, members in sorted(pools.items()):
        held = [one for one in members if one.is_held_back]
        chance = random.Random(f"{SEED} {pool}")
        asked = chance.sample(held, min(QUERIES_OF_A_POOL, len(held)))
        if len(asked) < LEAST_QUERIES:
            continue
        others = [one.passage for one in members]
        chance.shuffle(others)
        passages = list(dict.fromkeys([one.passage for one in asked] + others))[:PASSAGES_OF_A_POOL]
        places = {passage: f"{pool}-{place}" for place, passage in enumerate(passages)}
        answers = {(one.query, one.passage) for one in members}
        corpus += [
            {"_id": place, "title": "", "text": passage, "metadata": {"pool": pool}}
            for passage, place in places.items()
        ]
        for number, query in enumerate(dict.fromkeys(one.query for one in asked)):
            queries.append({"_id": f"{pool}-q{number}", "text": query, "metadata": {"pool": pool}})
            judgements += [
                f"{pool}-q{number}\t{place}\t1"
                for passage, place in places.items()
                if (query, passage) in answers
            ]
    write_json_lines(folder / "corpus.jsonl", corpus)
    write_json_lines(folder / "queries.jsonl", queries)
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    (folder / "qrels" / "dev.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + "\n".join(judgements) + "\n"
    )
