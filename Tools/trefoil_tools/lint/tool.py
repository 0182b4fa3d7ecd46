"""Runs another program that checks, and passes on what it says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from trefoil_tools import places


def installed(name: str) -> str:
    """A program of this environment."""
    return str(Path(sys.executable).parent / name)


def passes(command: Sequence[object]) -> bool:
    """Whether a command ends well, in the repository's root; its output goes to ours."""
    sys.stdout.flush()
    words = list(map(str, command))
    return subprocess.run(words, cwd=places.REPOSITORY, check=False).returncode == 0
