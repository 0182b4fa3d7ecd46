"""Data sets in BEIR's layout."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from trefoil_tools.json_file import write_json_lines


class BEIRSet:
    """Passages, queries and the passages that answer them.

    A query is to be ranked among the passages of its pool, which the metadata of both names. A
    query's metadata has its kind, too: queries of one kind are measured together.
    """

    def __init__(self) -> None:
        self.corpus: list[dict] = []
        self.queries: list[dict] = []
        self.judgements: list[str] = []

    def add(
        self,
        pool: str,
        queries: Mapping[str, str],
        passages: Iterable[str],
        answers: Container[tuple[str, str]],
    ) -> None:
        """Adds a pool; `queries` has each query's kind, and `answers` the pairs of a query and a
        passage that answers it."""
        places = {text: f"{pool}-{place}" for place, text in enumerate(dict.fromkeys(passages))}
        self.corpus += [
            {"_id": place, "title": "", "text": text, "metadata": {"pool": pool}}
            for text, place in places.items()
        ]
        for number, (query, kind) in enumerate(queries.items()):
            name = f"{pool}-q{number}"
            self.queries.append(
                {"_id": name, "text": query, "metadata": {"pool": pool, "kind": kind}}
            )
            self.judgements += [
                f"{name}\t{place}\t1" for text, place in places.items() if (query, text) in answers
            ]

    def write(self, folder: Path, split: str) -> None:
        """Writes `corpus.jsonl`, `queries.jsonl` and `qrels/SPLIT.tsv`."""
        write_json_lines(folder / "corpus.jsonl", self.corpus)
        write_json_lines(folder / "queries.jsonl", self.queries)
        (folder / "qrels").mkdir(parents=True, exist_ok=True)
        (folder / "qrels" / f"{split}.tsv").write_text(
            "query-id\tcorpus-id\tscore\n" + "\n".join(self.judgements) + "\n"
        )
