"""Checks that every public type has a page in a documentation archive.

Types are those of the modules' symbol graphs; a page names its symbol by the same identifier.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

TYPES = {f"swift.{kind}" for kind in ("struct", "enum", "class", "actor", "protocol", "typealias")}


def missing(modules: Iterable[str], archive: Path, graphs: Path) -> Iterator[str]:
    """What is wrong: a module without a symbol graph, or a type without a page."""
    found = identifiers(archive)
    for module in modules:
        # A package has a folder of its own.
        own = list(graphs.glob(f"*/{module}/{module}.symbols.json"))
        if not own:
            yield f"there is no symbol graph of {module} in {graphs}"
        for identifier, name in chain.from_iterable(map(types, own)):
            if identifier not in found:
                yield f"{module}.{name} has no page in {archive}"


def types(graph: Path) -> Iterator[tuple[str, str]]:
    """The types that a module declares: identifier and name."""
    for symbol in json.loads(graph.read_bytes())["symbols"]:
        if symbol["kind"]["identifier"] in TYPES:
            yield symbol["identifier"]["precise"], ".".join(symbol["pathComponents"])


def identifiers(archive: Path) -> set[str]:
    """The symbols that have a page in the archive."""
    pages = (archive / "data" / "documentation").rglob("*.json")
    metadata = (json.loads(page.read_bytes()).get("metadata", {}) for page in pages)
    return {one["externalID"] for one in metadata if "externalID" in one}
