"""The modules that are documented: those with something public."""

from __future__ import annotations

import re
from pathlib import Path

from trefoil_tools.lint import manifest
from trefoil_tools.lint.manifest import Target

PUBLIC = re.compile(
    r"^\s*(?:@\S+\s+)*(?:indirect\s+)?public\s+(?:final\s+|static\s+|mutating\s+)*"
    r"(?:struct|enum|class|actor|protocol|typealias|func|init|var|let|subscript)\b",
    re.M,
)


def documented(package: Path) -> list[str]:
    """The package's libraries with a public declaration, in the manifest's order."""
    return [target.name for target in manifest.targets(package) if is_documented(target)]


def is_documented(target: Target) -> bool:
    if target.kind != "regular":
        return False
    paths = target.files(manifest.SWIFT)
    return any(PUBLIC.search(path.read_text(encoding="utf-8")) for path in paths)
