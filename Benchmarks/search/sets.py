"""The data sets of real texts, and how `Searches encode` is told to read them."""

from __future__ import annotations

from dataclasses import dataclass

# A quick run encodes no more of a set.
QUICK_PASSAGES = 500


@dataclass(frozen=True)
class RealSet:
    """A set in BEIR's layout: the folder's name, its split, and how it is encoded."""

    name: str
    label: str
    options: tuple[str, ...]
    # Whether a document has several rows.
    cut: bool = False
    # Whether engines of late interaction, which cluster all token vectors, are measured on it.
    has_late: bool = False


REAL_SETS = [
    RealSet("scifact", "SciFact", ("--split", "test"), has_late=True),
    RealSet(
        "xquad",
        "XQuAD, every sixth question, all languages' paragraphs",
        ("--split", "mono", "--every", "6", "--by", "lang"),
    ),
    RealSet(
        "qmsum", "QMSum, passages of 512 tokens", ("--split", "test", "--cut", "512"), cut=True
    ),
]
CODECS = ["int8", "bits4", "bits2", "bits1"]
