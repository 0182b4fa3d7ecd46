"""Public repositories at fixed commits, read with git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path


class Repository:
    """One commit of a repository on GitHub, fetched once and kept in `folder`."""

    def __init__(self, folder: Path, name: str, commit: str) -> None:
        self.path = folder / name.replace("/", "+")
        self.commit = commit
        if self.holds_commit():
            return
        self.path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--bare")
        self.git("fetch", "--quiet", "--depth", "1", f"https://github.com/{name}", commit)

    def git(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["git", "-C", str(self.path), *arguments], check=True, stdout=subprocess.PIPE).stdout

    def holds_commit(self) -> bool:
        return self.path.is_dir() and subprocess.run(
            ["git", "-C", str(self.path), "cat-file", "-e", self.commit],
            stderr=subprocess.DEVNULL, check=False).returncode == 0

    def read(self, path: str) -> bytes:
        return self.git("show", f"{self.commit}:{path}")

    def files(self, *folders: str):
        """Every file below the folders, as its path and its bytes."""
        archive = self.git("archive", self.commit, *folders)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            for member in files:
                if member.isfile():
                    yield member.name, files.extractfile(member).read()
