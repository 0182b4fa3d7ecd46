"""Public repositories at fixed commits, fetched with git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path


class Repository:
    """Some files of one commit of a repository on GitHub, fetched once and kept in `folder`."""

    def __init__(self, folder: Path, name: str, commit: str, *paths: str) -> None:
        self.path = folder / name.replace("/", "+")
        if (self.path / ".git" / "complete").exists():
            return
        self.path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet")
        self.git("config", "remote.origin.url", f"https://github.com/{name}")
        # Only the files asked for travel; some of these repositories are large.
        self.git("config", "remote.origin.promisor", "true")
        self.git("config", "remote.origin.partialclonefilter", "blob:none")
        self.git("sparse-checkout", "set", "--no-cone", *(f"/{path}" for path in paths))
        self.git("fetch", "--quiet", "--depth", "1", "--filter=blob:none", "origin", commit)
        self.git("checkout", "--quiet", commit)
        (self.path / ".git" / "complete").touch()

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", "-C", str(self.path), *arguments], check=True)

    def read(self, path: str) -> bytes:
        return (self.path / path).read_bytes()

    def files(self, ending: str) -> Iterator[tuple[str, bytes]]:
        """Every file whose name ends so, as its path and its bytes, in the order of the paths."""
        for path in sorted(self.path.rglob(f"*{ending}")):
            yield path.relative_to(self.path).as_posix(), path.read_bytes()
