"""Where things are: the repository's folders, and the cache, by the same rule as the library's."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TOOLS = REPOSITORY / "Tools"
REQUIREMENTS = TOOLS / "requirements"
FIXTURES = REPOSITORY / "Fixtures"
DEFAULT_HEADS = REPOSITORY / "Models" / "default-heads"
BENCHMARKS = REPOSITORY / "Benchmarks"
# The command, once `swift build -c release --product trefoil` has built it.
COMMAND = REPOSITORY / ".build" / "release" / "trefoil"

DEFAULT_MODEL = "multilingual-e5-small"
SEEDED_CHECKPOINT = "bge-m3-seeded"


def cached(name: str) -> Path:
    """`$TREFOIL_CACHE/NAME`, else `$XDG_CACHE_HOME/trefoil/NAME`, else `~/.cache/trefoil/NAME`."""
    if root := os.environ.get("TREFOIL_CACHE"):
        return Path(root) / name
    if root := os.environ.get("XDG_CACHE_HOME"):
        return Path(root) / "trefoil" / name
    return Path.home() / ".cache" / "trefoil" / name
