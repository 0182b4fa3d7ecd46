"""Checks that every type whose name ends in `Error` conforms to `TrefoilError`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trefoil_tools import places
from trefoil_tools.lint.problem import Problem

PROTOCOL = "TrefoilError"
# The stream of that name.
NO_ERRORS = ("StandardError",)
# Where the protocol is declared; without that module there is nothing to conform to.
HOME = places.REPOSITORY / "Sources" / "TrefoilErrors"
DECLARATION = re.compile(
    r"\b(?:struct|enum|class|actor)\s+(\w*Error)\b\s*(?:<[^>]*>)?\s*(?::\s*([^{]*))?\{"
)
EXTENSION = re.compile(r"\bextension\s+(?:\w+\.)*(\w*Error)\b\s*:\s*([^{]*)\{")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)


def check() -> Iterator[Problem]:
    if not HOME.is_dir():
        return
    paths = sorted((places.REPOSITORY / "Sources").rglob("*.swift"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    excused = set(NO_ERRORS).union(*map(conforming, texts.values()))
    for path, text in texts.items():
        for line, name in declared(text):
            if name not in excused:
                yield Problem(path, line, f"{name} does not conform to {PROTOCOL}")


def declared(text: str) -> Iterator[tuple[int, str]]:
    """The types named as errors, each with its line."""
    text = COMMENT.sub(blank, text)
    for match in DECLARATION.finditer(text):
        yield 1 + text.count("\n", 0, match.start()), match[1]


def conforming(text: str) -> set[str]:
    """The types that are said to conform, where they are declared or in an extension."""
    text = COMMENT.sub(blank, text)
    matches = [*DECLARATION.finditer(text), *EXTENSION.finditer(text)]
    return {match[1] for match in matches if names_protocol(match[2])}


def blank(comment: re.Match[str]) -> str:
    """As many line ends as the comment has, so that lines keep their numbers."""
    return "\n" * comment[0].count("\n")


def names_protocol(conformances: str | None) -> bool:
    return re.search(rf"\b{PROTOCOL}\b", conformances or "") is not None
