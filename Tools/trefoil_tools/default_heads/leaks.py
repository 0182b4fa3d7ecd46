"""Leaves out of the training and the tuning whatever shares text with what is tested."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cached_property
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


class Tested:
    """What the data sets have that something is tested on."""

    def __init__(self, folders: list[Path]) -> None:
        self.folders = folders

    @cached_property
    def queries(self) -> set[str]:
        return set().union(*map(tested_queries, self.folders))

    @cached_property
    def texts(self) -> list[str]:
        return [text for folder in self.folders for text in texts(folder / "corpus.jsonl")]

    @cached_property
    def long(self) -> set[str]:
        return set().union(*(runs(text, SHARED) for text in self.texts))

    @cached_property
    def chinese(self) -> set[str]:
        return set().union(*(runs(text, SHARED_CHINESE) for text in self.texts if is_chinese(text)))

    def shares(self, example: Example) -> bool:
        """Whether the example shares a long run of letters with a tested passage, or is a tested
        query."""
        query, passage = plain(example.query), plain(example.passage)
        return (
            query in self.queries
            or passage in self.queries
            or not self.long.isdisjoint(runs(passage, SHARED))
            or not self.long.isdisjoint(runs(query, SHARED))
            or is_chinese(passage)
            and not self.chinese.isdisjoint(runs(passage, SHARED_CHINESE))
        )

    def without(self, examples: list[Example]) -> list[Example]:
        """The examples that share nothing with what is tested."""
        kept = [example for example in examples if not self.shares(example)]
        print(f"{len(examples) - len(kept)} of {len(examples)} share text with what is tested")
        return kept
