"""Our half: what `Searches` and `Scans` measure."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import measures
import places
import processes
from sets import CODECS, RealSet

# The most that one step of ours may take: a million passages are made and added in half an hour.
SECONDS = 4 * 3600.0
# Rows that are asked for where several may be of one passage.
TOP_OF_CUT = 50
OPENINGS, CHANGES = 5, 10
SCAN_ROUNDS = 15


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def size(folder: Path) -> int:
    """The bytes of an index that nobody has open: only then is all of its catalogue in one file."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Ours:
    def __init__(self, model: Path, threads: int, real: list[Path], reuse: bool) -> None:
        self.model = model
        self.threads = threads
        # The encoded sets that the made passages are mixed of.
        self.real = real
        self.reuse = reuse

    def ask(self, name: str, *words: object) -> Any:
        command = [places.SEARCHES, *map(str, words)]
        return processes.ask(name, command, self.threads, SECONDS)

    def with_model(self, name: str, *words: object) -> Any:
        return self.ask(name, *words, "--model", self.model, "--threads", self.threads)

    @property
    def mixture(self) -> list[object]:
        return [word for folder in self.real for word in ("--real", folder)]

    # MARK: real texts

    def encode(self, one: RealSet, data: Path, limit: int | None) -> Path:
        """A set's embeddings; made once."""
        limits = [] if limit is None else [str(limit)]
        folder = places.REAL / "-".join([one.name, self.model.name, *limits])
        if not folder.exists():
            making = folder.with_name(f".making-{folder.name}")
            remove(making)
            words = [making, "--data", data / one.name, *one.options]
            if limit is not None:
                words += ["--limit", limit]
            self.with_model(f"encode-{folder.name}", "encode", *words)
            making.rename(folder)
        return folder

    def codec(self, folder: Path, codec: str, is_cut: bool) -> dict[str, Any]:
        """An index of a set with one codec of token vectors: its size, and its rankings."""
        index = places.INDEXES / f"real-{folder.name}-{codec}.trefoil"
        remove(index)
        name = f"{folder.name}-{codec}"
        words = ["--set", folder, "--codec", codec]
        kept = self.with_model(f"keep-{name}", "keep", index, *words)
        kept["bytes"] = size(index)
        top = TOP_OF_CUT if is_cut else measures.TOP
        found = self.with_model(f"search-{name}", "search", index, "--set", folder, "--top", top)
        remove(index)
        return {"kept": kept, **found}

    def codecs(self, folder: Path, is_cut: bool) -> dict[str, Any]:
        return {codec: self.codec(folder, codec, is_cut) for codec in CODECS}

    # MARK: made passages

    def make(self, passages: int, queries: int) -> Path:
        """A made corpus as vectors; made once."""
        mixed = "+".join(folder.name for folder in self.real) or "pure"
        folder = places.MADE / f"{passages}-{queries}-{mixed}"
        if not folder.exists():
            making = folder.with_name(f".making-{folder.name}")
            remove(making)
            words = ["--passages", passages, "--queries", queries, *self.mixture]
            self.ask(f"make-{passages}", "make", making, *words)
            making.rename(folder)
        return folder

    def build(self, passages: int, kind: str, *words: object) -> tuple[Path, dict[str, Any]]:
        """An index of a made corpus, and what building it took."""
        index = places.INDEXES / f"made-{passages}-{kind}.trefoil"
        figures = index.with_suffix(".json")
        if self.reuse and figures.exists() and index.exists():
            return index, measures.read(figures)
        remove(index)
        figures.unlink(missing_ok=True)
        index.parent.mkdir(parents=True, exist_ok=True)
        words = (index, "--passages", passages, *self.mixture, *words)
        found = self.with_model(f"build-{passages}-{kind}", "build", *words)
        found["bytes"] = size(index)
        figures.write_text(json.dumps(found), encoding="utf-8")
        return index, found

    def measure(self, index: Path, queries: int, exhaustive: int) -> dict[str, Any]:
        """Searches, openings and changes of an index of a made corpus."""
        words = ["--queries", queries, "--exhaustive", exhaustive, *self.mixture]
        name = index.stem
        # A process of its own each time, as an application's start is.
        opened = [self.ask(f"open-{name}", "open", index) for _ in range(OPENINGS)]
        found = self.with_model(f"search-{name}", "search", index, *words)
        words = ["--rounds", CHANGES, *self.mixture]
        changes = self.with_model(f"change-{name}", "change", index, *words)
        return {"opened": opened, **found, "changes": changes}

    # MARK: memory

    def scans(self, rows: int, dimension: int) -> dict[str, float]:
        """Bytes a second of a plain reading, and of scans, by their names."""
        command = [places.SCANS, *map(str, (rows, dimension, self.threads, SCAN_ROUNDS)), "--json"]
        lines = processes.ask("scans", command, self.threads, SECONDS)
        return {line["name"]: 1e3 * line["bytes"] / line["milliseconds"] for line in lines}
