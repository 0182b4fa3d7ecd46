#!/usr/bin/env python3
"""Writes the tiny model's two heads again as older releases of torch write them.

Run after make_tiny.py, once with each release, from this folder (Python 3.11):

    python3 -m venv .venv-1.13 && .venv-1.13/bin/pip install torch==1.13.1
    python3 -m venv .venv-2.1 && .venv-2.1/bin/pip install torch==2.1.2 "numpy<2"
    .venv-1.13/bin/python make_old_torch.py
    .venv-2.1/bin/python make_old_torch.py

Torch 1.13 writes no entry for the order of bytes. Torch 2.1 writes that entry and an identity, as
the published BGE-M3 has them: heads of its sizes come out with exactly its 3,516 and 2,100,674
bytes, which this script checks.
"""

import collections
import io
import os
import tempfile
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
RELEASE = ".".join(torch.__version__.split(".")[:2])
PUBLISHED = {"sparse_linear": (1, 3_516), "colbert_linear": (1024, 2_100_674)}


def save(heads: "collections.OrderedDict[str, torch.Tensor]", path: Path) -> None:
    """Saves by path, or with torch 1.13 through a stream, so that the top folder is `archive`."""
    if RELEASE == "1.13":
        stream = io.BytesIO()
        torch.save(heads, stream)
        path.write_bytes(stream.getvalue())
    else:
        torch.save(heads, str(path))


def check_published_sizes() -> None:
    """That heads of BGE-M3's shapes take the bytes that its files have."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, (out, size) in PUBLISHED.items():
            path = Path(scratch) / f"{name}.pt"
            weight, bias = torch.zeros(out, 1024).half(), torch.zeros(out).half()
            save(collections.OrderedDict(weight=weight, bias=bias), path)
            found = os.path.getsize(path)
            assert found == size, f"{name}: {found} bytes, but the published file has {size}"


def main() -> None:
    if RELEASE != "1.13":
        check_published_sizes()
    folder = HERE / "tiny-bge-m3-old-torch" / f"torch-{RELEASE}"
    folder.mkdir(parents=True, exist_ok=True)
    for name in PUBLISHED:
        heads = torch.load(HERE / "tiny-bge-m3" / f"{name}.pt")
        copies = collections.OrderedDict((key, value.clone()) for key, value in heads.items())
        save(copies, folder / f"{name}.pt")
        again = torch.load(folder / f"{name}.pt")
        assert all(torch.equal(again[key], heads[key]) for key in heads)


if __name__ == "__main__":
    main()
