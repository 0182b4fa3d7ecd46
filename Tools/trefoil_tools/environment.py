"""Private Python environments, each made from a file of requirements."""

from __future__ import annotations

import fcntl
import hashlib
import platform
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Environment(NamedTuple):
    """A virtual environment in `directory` that has what `requirements` lists."""

    directory: Path
    requirements: Path

    @property
    def python(self) -> Path:
        return self.directory / "bin" / "python"

    @property
    def mark(self) -> Path:
        """A file that exists once these very requirements are installed for this Python."""
        wanted = hashlib.sha256(self.requirements.read_bytes())
        wanted.update(".".join(platform.python_version_tuple()[:2]).encode())
        return self.directory / f"installed-{wanted.hexdigest()[:16]}"

    def commands(self) -> list[list[str]]:
        """What makes the environment, or brings an older one up to date; the mark is not set."""
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--no-input"]
        pip += ["--disable-pip-version-check", "--requirement", str(self.requirements)]
        return [[sys.executable, "-m", "venv", str(self.directory)], pip]

    def make(self) -> None:
        """Makes the environment where it is missing; two processes do not make it at once.

        Raises `subprocess.CalledProcessError` when pip cannot install a requirement.
        """
        if self.mark.exists():
            return
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{self.directory}.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.mark.exists():
                return
            for command in self.commands():
                subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
            self.mark.touch()
