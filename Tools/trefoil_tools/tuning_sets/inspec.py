"""Titles, keywords and beginnings of abstracts, each of which is to find its abstract.

The abstracts are those of the Inspec database that Hulth (2003) took for training.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from trefoil_tools.default_heads.repositories import Repository
from trefoil_tools.default_heads.sources import SENTENCES, Pair, spaced

ARCHIVE = "Hulth2003.tar.gz"
# A beginning has so many sentences, and as many must be left to find.
SENTENCES_OF_A_BEGINNING = 2


class Record(NamedTuple):
    """A paper's title and abstract, and the keywords that an indexer chose freely for it."""

    title: str
    abstract: str
    keywords: str


def record(text: str, keywords: str) -> Record | None:
    """A paper of its two files; nothing if there is no abstract."""
    # Lines that go on are indented: the next one that is not ends the title.
    title, *abstract = re.split(r"\r?\n(?!\t)", text, maxsplit=1)
    if not abstract:
        return None
    return Record(spaced(title), spaced(abstract[0]), spaced(keywords.replace(";", ",")))


def records(folder: Path) -> Iterator[Record]:
    repository = Repository(
        folder,
        "snkim/AutomaticKeyphraseExtraction",
        "cd662646e4f1f6a2f6957a5aee6885cb2a74afb9",
        ARCHIVE,
    )
    with tarfile.open(fileobj=io.BytesIO(repository.read(ARCHIVE))) as archive:
        training = archive.extractfile("Hulth2003/Training.zip").read()
    files = zipfile.ZipFile(io.BytesIO(training))
    for name in sorted(name for name in files.namelist() if name.endswith(".abstr")):
        keywords = name.replace(".abstr", ".uncontr")
        found = record(*(files.read(path).decode("latin-1") for path in (name, keywords)))
        if found:
            yield found


def titles(folder: Path) -> Iterator[Pair]:
    for record in records(folder):
        yield Pair(record.title, record.abstract)


def keywords(folder: Path) -> Iterator[Pair]:
    for record in records(folder):
        yield Pair(record.keywords, record.abstract)


def beginnings(folder: Path) -> Iterator[Pair]:
    """Long technical queries: an abstract's first sentences, which are to find the others."""
    for record in records(folder):
        sentences = SENTENCES.split(record.abstract)
        if len(sentences) >= 2 * SENTENCES_OF_A_BEGINNING:
            yield Pair(
                " ".join(sentences[:SENTENCES_OF_A_BEGINNING]),
                " ".join(sentences[SENTENCES_OF_A_BEGINNING:]),
            )
