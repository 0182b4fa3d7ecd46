"""Leaves out of the training whatever shares text with what is tested."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from trefoil_tools.default_heads.examples import Example

# Letters and digits in a row that no two texts share by chance; Chinese says more in fewer.
SHARED, SHARED_CHINESE = 40, 15


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def is_chinese(text: str) -> bool:
    return 2 * sum("\u4e00" <= one <= "\u9fff" for one in text) > len(text)


def runs(text: str, length: int) -> set[str]:
    return {text[place : place + length] for place in range(len(text) - length + 1)}


def texts(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [plain(json.loads(line)["text"]) for line in lines]


def tested_queries(folder: Path) -> set[str]:
    """The queries that a split other than `train` judges."""
    judged = {
        line.split("\t")[0]
        for path in (folder / "qrels").glob("*.tsv")
        if path.stem != "train"
        for line in path.read_text().splitlines()[1:]
    }
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {plain(row["text"]) for row in rows if row["_id"] in judged}


def without(examples: list[Example], tested: list[Path]) -> list[Example]:
    """The examples that share no long run of letters with a tested passage, and whose query is no
    tested query."""
    long, chinese, queries = set(), set(), set()
    for folder in tested:
        queries |= tested_queries(folder)
        for text in texts(folder / "corpus.jsonl"):
            long |= runs(text, SHARED)
            if is_chinese(text):
                chinese |= runs(text, SHARED_CHINESE)

    def leaks(example: Example) -> bool:
        query, passage = plain(example.query), plain(example.passage)
        return (
            query in queries
            or passage in queries
            or not long.isdisjoint(runs(passage, SHARED))
            or not long.isdisjoint(runs(query, SHARED))
            or is_chinese(passage)
            and not chinese.isdisjoint(runs(passage, SHARED_CHINESE))
        )

    kept = [example for example in examples if not leaks(example)]
    print(f"{len(examples) - len(kept)} of {len(examples)} examples share text with what is tested")
    return kept
