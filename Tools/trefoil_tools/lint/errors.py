"""Checks that every type whose name ends in `Error` conforms to `TrefoilError`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trefoil_tools import places
from trefoil_tools.lint.problem import Problem

PROTOCOL = "TrefoilError"
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
    found, conforming = [], set()
    for path in sorted((places.REPOSITORY / "Sources").rglob("*.swift")):
        text = COMMENT.sub(blank, path.read_text(encoding="utf-8"))
        for match in DECLARATION.finditer(text):
            found.append((path, 1 + text.count("\n", 0, match.start()), match[1]))
            if names_protocol(match[2]):
                conforming.add(match[1])
        conforming |= {match[1] for match in EXTENSION.finditer(text) if names_protocol(match[2])}
    for path, line, name in found:
        if name not in conforming:
            yield Problem(path, line, f"{name} does not conform to {PROTOCOL}")


def blank(comment: re.Match[str]) -> str:
    """As many line ends as the comment has, so that lines keep their numbers."""
    return "\n" * comment[0].count("\n")


def names_protocol(conformances: str | None) -> bool:
    return re.search(rf"\b{PROTOCOL}\b", conformances or "") is not None
