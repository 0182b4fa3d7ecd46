"""What a peer is to the worker."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from peers.vectors import Texts


class Peer:
    """An engine that keeps passages and finds some for a query.

    A file that has one names it `Engine`.
    """

    # What it was built with, in words.
    built_with = ""

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder = folder
        self.threads = threads

    def build(self, passages: Texts) -> None:
        raise NotImplementedError

    def settings(self) -> Iterable[dict[str, Any]]:
        """Its settings of a search, from the fastest to the most exact."""
        return [{}]

    def take(self, setting: dict[str, Any]) -> None:
        """Takes a setting for the searches that follow."""

    def query(self, queries: Texts, place: int) -> Any:
        """A query in the engine's form: making it is not timed."""
        raise NotImplementedError

    def search(self, query: Any, top: int) -> Iterable[int]:
        """The rows of the best passages, best first."""
        raise NotImplementedError
