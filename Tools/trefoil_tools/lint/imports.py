"""Checks each target's imports against the module graph and against the manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from trefoil_tools import places
from trefoil_tools.lint import manifest, module_graph
from trefoil_tools.lint.manifest import Target
from trefoil_tools.lint.problem import Problem

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*"
    r"(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|enum|class|actor|protocol|func|typealias|var|let|macro)\s+)?(\w+)"
)
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
# Modules of Swift, of the system and of the toolchain, which no manifest declares.
UNDECLARED = module_graph.FOUNDATION | module_graph.SYSTEM
UNDECLARED |= {"CryptoKit", "FoundationNetworking", "FoundationXML", "Swift", "Testing", "XCTest"}
GRAPH = Path(module_graph.__file__)


class Import(NamedTuple):
    """A line that names a module, or of a C target a header of another target's."""

    path: Path
    line: int
    module: str


def check() -> Iterator[Problem]:
    for message in module_graph.points_upward():
        yield Problem(GRAPH, 0, message)
    for package in (places.REPOSITORY, places.BENCHMARKS):
        targets = manifest.targets(package)
        for target in targets:
            if target.kind == "system":
                found: list[Import] = []
            elif target.is_swift:
                found = list(swift_imports(target))
            else:
                found = list(c_includes(target, targets))
            yield from against_manifest(package, target, targets, found)
            if package == places.REPOSITORY and is_room(target):
                yield from against_graph(target, found)


def is_room(target: Target) -> bool:
    """Whether a target is a part of the house: tests and what serves them are not."""
    return target.kind != "test" and "Sources" in target.folder.parts


def swift_imports(target: Target) -> Iterator[Import]:
    for path in target.files(manifest.SWIFT):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := IMPORT.match(line):
                yield Import(path, number, found[1])


def c_includes(target: Target, targets: tuple[Target, ...]) -> Iterator[Import]:
    """The includes of other targets' public headers; one in quotes that nobody has is named too."""
    owners = {
        header.name: other.name
        for other in targets
        for header in other.folder.glob("include/**/*.h")
        if other != target
    }
    for path in target.files(manifest.C):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not (found := INCLUDE.match(line)):
                continue
            quoted, angled = found.groups()
            if owner := owners.get(Path(quoted or angled).name):
                yield Import(path, number, owner)
            elif quoted and not is_own_header(target, path, quoted):
                yield Import(path, number, quoted)


def is_own_header(target: Target, path: Path, header: str) -> bool:
    folders = (path.parent, target.folder, target.folder / "include")
    return any(
        (folder / header).resolve().is_relative_to(target.folder) and (folder / header).is_file()
        for folder in folders
    )


def against_graph(target: Target, found: list[Import]) -> Iterator[Problem]:
    if target.name not in module_graph.BY_NAME:
        message = f"{target.name} has no row; give it one, at its height"
        yield Problem(GRAPH, 0, message)
        return
    allowed = module_graph.may_import(target.name)
    for one in found:
        if one.module not in allowed:
            yield Problem(one.path, one.line, f"{target.name} may not import {one.module}")


def against_manifest(
    package: Path, target: Target, targets: tuple[Target, ...], found: list[Import]
) -> Iterator[Problem]:
    """Imports that the manifest does not declare, and dependencies that no file imports."""
    hidden = {}
    for one in found:
        if one.module not in target.dependencies | UNDECLARED | {target.name}:
            hidden.setdefault(one.module, one)
    for module, one in hidden.items():
        message = f"{target.name} imports {module}, but Package.swift does not declare it"
        yield Problem(one.path, one.line, message)
    # A C target depends on a library of the system so that the build asks pkg-config for it.
    needless = target.dependencies - {one.module for one in found}
    needless -= {other.name for other in targets if other.kind == "system" and not target.is_swift}
    for module in sorted(needless):
        message = f"{target.name} declares {module}, but no file imports it"
        yield Problem(package / "Package.swift", 0, message)
