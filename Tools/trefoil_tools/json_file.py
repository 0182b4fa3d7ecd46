"""Writes JSON files, and files with a JSON value on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path


def write_json(path: Path, value: object, indent: int | None = 2) -> None:
    """Writes one value, UTF-8, with a line end behind it; missing folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_json_lines(path: Path, rows: Iterable[object], ensure_ascii: bool = False) -> None:
    """Writes a value on each line, UTF-8, or ASCII with escapes where a text has odd characters."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=ensure_ascii) + "\n")
