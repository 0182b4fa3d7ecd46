"""Compiles the Swift samples of the articles and of README.md against the built modules.

The samples of a document go on from each other: one sees what those before it declare. A document
that imports something is complete as it stands. One that imports nothing is given `import Trefoil`,
a `model` and an `embedder`. A package's manifest is evaluated by SwiftPM instead.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from trefoil_tools import places
from trefoil_tools.lint import c_code, manifest

BLOCK = re.compile(r"^```swift\n(.*?)^```$", re.M | re.S)
MANIFEST = "// swift-tools-version:"
IMPORT = re.compile(r"^import [\w.]+", re.M)
GIVEN = "model: ModelDirectory, embedder: Embedder"


class Sample(NamedTuple):
    """A block of Swift: the line of its document on which it begins, from 1, and its text."""

    line: int
    text: str


def documents() -> list[Path]:
    """The documents whose samples must compile."""
    articles = sorted((places.REPOSITORY / "Sources").glob("*/*.docc/*.md"))
    return [places.REPOSITORY / "README.md", *articles]


def samples(text: str) -> list[Sample]:
    """The samples of a document, in order, but for manifests."""
    return [
        Sample(2 + text.count("\n", 0, match.start()), match[1])
        for match in BLOCK.finditer(text)
        if not match[1].startswith(MANIFEST)
    ]


def manifests(text: str) -> list[str]:
    """The manifests of packages in a document, in order."""
    return [match[1] for match in BLOCK.finditer(text) if match[1].startswith(MANIFEST)]


def program(path: Path, found: list[Sample]) -> str:
    """A file of Swift with a document's samples; what the compiler says names the document."""
    imports = [line for sample in found for line in IMPORT.findall(sample.text)]
    given = "" if imports else GIVEN
    lines = [*dict.fromkeys(imports or ["import Trefoil"])]
    lines.append(f"private func samples({given}) async throws {{")
    for sample in found:
        # Within the scope of those before it, whose names it may use and take again.
        lines += ["do {", f'#sourceLocation(file: "{path}", line: {sample.line})']
        # An import's line stays, empty, so that lines keep their numbers.
        lines += [IMPORT.sub("", sample.text).rstrip("\n"), "#sourceLocation()"]
    return "\n".join([*lines, "}" * (len(found) + 1), ""])


def errors(paths: Iterable[Path], build: Path) -> str:
    """What the compiler says of the samples of documents that are wrong; empty if none is.

    `build` is the folder of a build's products.
    """
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for path in paths:
            for manifest_text in manifests(path.read_text(encoding="utf-8")):
                if wrong := manifest_errors(manifest_text, Path(folder) / "package"):
                    return f"{path}: {wrong}"
            if found := samples(path.read_text(encoding="utf-8")):
                source = Path(folder) / f"{path.parent.name}-{path.stem}.swift"
                source.write_text(program(path, found), encoding="utf-8")
                sources.append(source)
        if not sources:
            return ""
        done = subprocess.run(
            command(sources, build), check=False, stderr=subprocess.PIPE, text=True
        )
        return done.stderr if done.returncode else ""


def manifest_errors(text: str, package: Path) -> str:
    """What SwiftPM says of a manifest that is wrong; empty if it is not. `package` is made."""
    package.mkdir(exist_ok=True)
    (package / "Package.swift").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["swift", "package", "--package-path", str(package), "dump-package"],
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stderr if done.returncode else ""


def command(sources: list[Path], build: Path) -> list[str]:
    words = ["swiftc", "-typecheck", "-wmo", "-parse-as-library", "-swift-version", "6"]
    words += ["-module-name", "Samples", "-suppress-warnings", "-I", str(build / "Modules")]
    for flag in c_flags(build):
        words += ["-Xcc", flag]
    return [*words, *map(str, sources)]


def c_flags(build: Path) -> list[str]:
    """What finds the modules in C that the built ones import, and the headers of these."""
    maps = sorted(build.glob("*.build/module.modulemap"))
    checkouts = build.parent.parent / "checkouts"
    maps += sorted(checkouts.glob("*/Sources/*/include/module.modulemap"))
    # A library of the system, such as GRDB's SQLite, has its map beside its target's header.
    maps += sorted(checkouts.glob("*/Sources/*/module.modulemap"))
    flags = []
    for target in manifest.targets(places.REPOSITORY):
        if target.kind == "system":
            maps.append(target.folder / "module.modulemap")
            flags += c_code.library_flags(target)
    return flags + [f"-fmodule-map-file={path}" for path in maps]
