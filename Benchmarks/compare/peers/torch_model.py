"""Gives the seeded checkpoint the files that FlagEmbedding and bge-m3-lite look for.

usage: python -m peers.torch_model CHECKPOINT OUT

The weights are linked, the heads copied into files of their own, and the type set to fp32.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors import safe_open

HEADS = ("sparse_linear", "colbert_linear")
COPIED = ("sentencepiece.bpe.model", "tokenizer_config.json", "special_tokens_map.json")


def main(checkpoint: str, out: str) -> None:
    source, made = Path(checkpoint), Path(out)
    made.mkdir(parents=True, exist_ok=True)
    (made / "model.safetensors").symlink_to((source / "model.safetensors").resolve())
    for name in COPIED:
        shutil.copyfile(source / name, made / name)
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    config["torch_dtype"] = "float32"
    (made / "config.json").write_text(json.dumps(config, indent=2), encoding="utf-8")
    with safe_open(source / "model.safetensors", framework="pt") as weights:
        for head in HEADS:
            parts = {part: weights.get_tensor(f"{head}.{part}") for part in ("weight", "bias")}
            torch.save(parts, made / f"{head}.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
