"""The files of the repository, as git lists them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from trefoil_tools import places


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is tracked, or new and not ignored."""
    command = ["git", "-C", str(places.REPOSITORY), "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
    paths = sorted({places.REPOSITORY / name for name in listed.split("\0") if name})
    return tuple(path for path in paths if path.is_file())


def scripts(interpreter: str, ending: str) -> list[Path]:
    """Files of one language: by their ending, or by their first line where they have none."""
    return [
        path
        for path in repository_files()
        if path.suffix == ending or (not path.suffix and interpreter in first_line(path))
    ]


def first_line(path: Path) -> str:
    with open(path, "rb") as file:
        line = file.readline(200)
    return line.decode("utf-8", "replace") if line.startswith(b"#!") else ""
