"""Checks that a module's identifiers and comments do not use the words of modules above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from trefoil_tools import places
from trefoil_tools.lint.problem import Problem


class Vocabulary(NamedTuple):
    """What a module does not say, the reason, and the lines on which it may say it after all."""

    module: str
    forbidden: re.Pattern[str]
    reason: str
    excused: re.Pattern[str] | None = None
    excused_files: tuple[str, ...] = ()


VOCABULARIES = (
    Vocabulary(
        "TrefoilTensor",
        re.compile(r"(passage|quer(?:y|ies)|document|corpus|rerank|lexical|embedder)", re.I),
        "is about numbers: rows, panels, products",
        # Attention has queries, keys and values.
        excused=re.compile(r"\b(keys?|values?)\b", re.I),
        excused_files=("Attention*.swift",),
    ),
    Vocabulary(
        "TrefoilModel",
        re.compile(
            r"(<(?:pad|unk|mask)>|TokenID>? = \d|rerank|hybrid|corpus|embedder|sentencepiece)", re.I
        ),
        "knows no tokenizer's numbers and no ranking",
    ),
)
# Names of files and of tensors are no words of ours.
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def check() -> Iterator[Problem]:
    for vocabulary in VOCABULARIES:
        folder = places.REPOSITORY / "Sources" / vocabulary.module
        for path in sorted(folder.rglob("*.swift")):
            if any(path.match(pattern) for pattern in vocabulary.excused_files):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if word := forbidden_word(vocabulary, line):
                    message = f"“{word}”: {vocabulary.module} {vocabulary.reason}"
                    yield Problem(path, number, message)


def forbidden_word(vocabulary: Vocabulary, line: str) -> str | None:
    """The word that a line should not use, or nothing."""
    if vocabulary.excused and vocabulary.excused.search(line):
        return None
    found = vocabulary.forbidden.search(STRING.sub('""', line))
    return found[1] if found else None
