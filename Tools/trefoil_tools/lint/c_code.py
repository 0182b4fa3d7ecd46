"""Checks C and C++: its layout by clang-format, and the compiler's warnings."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from trefoil_tools import places
from trefoil_tools.lint import manifest, tool
from trefoil_tools.lint.manifest import Target

# The folders whose layout is checked; one line more switches it on for another.
FORMATTED = (
    "Sources/CSentencePiece",
    "Benchmarks/Sources",
)
WARNINGS = ("-Wall", "-Wextra", "-Werror", "-fsyntax-only")
LANGUAGES = {".c": ("clang", "-std=c11"), ".cpp": ("clang++", "-std=c++17")}


def is_laid_out() -> bool:
    paths = [
        path
        for folder in FORMATTED
        for path in sorted((places.REPOSITORY / folder).rglob("*"))
        if path.suffix in manifest.C
    ]
    return tool.passes([tool.installed("clang-format"), "--dry-run", "--Werror", *paths])


def compiles_without_warning() -> bool:
    results = [
        tool.passes([*LANGUAGES[path.suffix], *WARNINGS, *flags, path])
        for package in (places.REPOSITORY, places.BENCHMARKS)
        for target, flags in c_targets(package)
        for path in target.files(tuple(LANGUAGES))
    ]
    return all(results)


def c_targets(package: Path) -> Iterator[tuple[Target, list[str]]]:
    """The package's C targets with the flags that find their headers."""
    targets = {target.name: target for target in manifest.targets(package)}
    for target in targets.values():
        if target.kind == "system" or target.is_swift:
            continue
        flags = [f"-I{target.folder / 'include'}"]
        for name in sorted(target.dependencies & targets.keys()):
            flags += library_flags(targets[name])
        yield target, flags


def library_flags(target: Target) -> list[str]:
    """Where the headers of a dependency lie."""
    if target.kind != "system":
        return [f"-I{target.folder / 'include'}"]
    if target.library is None:
        return []
    command = ["pkg-config", "--cflags", target.library]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
