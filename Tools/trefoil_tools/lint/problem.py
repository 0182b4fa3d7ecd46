"""What a check finds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from trefoil_tools import places


class Problem(NamedTuple):
    """One fault of the source code; `line` counts from 1, or is 0 where it has none of its own."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        path = self.path
        if path.is_absolute():
            path = path.relative_to(places.REPOSITORY)
        return f"{path}:{self.line}: {self.message}" if self.line else f"{path}: {self.message}"
