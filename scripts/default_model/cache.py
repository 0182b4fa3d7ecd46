"""Where prepared models lie: the same rule as the library's."""

from __future__ import annotations

import os
from pathlib import Path


def directory(name: str) -> Path:
    """`$TREFOIL_CACHE/NAME`, else `$XDG_CACHE_HOME/trefoil/NAME`, else `~/.cache/trefoil/NAME`."""
    if root := os.environ.get("TREFOIL_CACHE"):
        return Path(root) / name
    if root := os.environ.get("XDG_CACHE_HOME"):
        return Path(root) / "trefoil" / name
    return Path.home() / ".cache" / "trefoil" / name
