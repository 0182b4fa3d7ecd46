"""The targets of a package, as its manifest declares them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from trefoil_tools import places

FOLDERS = {"test": "Tests"}
SWIFT = (".swift",)
C = (".c", ".cpp", ".cc", ".h", ".hpp")


class Target(NamedTuple):
    """A target: its kind (`regular`, `executable`, `test`, `system`), its folder, the targets and
    products that it depends on, and the name under which pkg-config knows a system library.

    A product's name is that of the module that it brings.
    """

    name: str
    kind: str
    folder: Path
    dependencies: frozenset[str]
    library: str | None

    def files(self, endings: tuple[str, ...]) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.suffix in endings)

    @property
    def is_swift(self) -> bool:
        return bool(self.files(SWIFT))


@cache
def targets(package: Path) -> tuple[Target, ...]:
    """Every target of the package in a folder, in the manifest's order."""
    # A folder of its own, so that a build that is under way does not hold this up.
    scratch = places.REPOSITORY / ".build" / "lint"
    command = ["swift", "package", "--package-path", str(package), "--scratch-path", str(scratch)]
    # With it, targets that nobody builds otherwise are there too.
    environment = {**os.environ, "TREFOIL_FUZZ": "1"}
    text = subprocess.run(
        [*command, "dump-package"], check=True, stdout=subprocess.PIPE, env=environment
    ).stdout
    return tuple(read(package, json.loads(text)))


def read(package: Path, manifest: dict) -> Iterator[Target]:
    for target in manifest["targets"]:
        kind = target["type"]
        path = target.get("path") or f"{FOLDERS.get(kind, 'Sources')}/{target['name']}"
        dependencies = (next(iter(one.values()))[0] for one in target["dependencies"])
        yield Target(
            target["name"], kind, package / path, frozenset(dependencies), target.get("pkgConfig")
        )
