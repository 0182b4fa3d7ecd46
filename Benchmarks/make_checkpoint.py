#!/usr/bin/env python3
"""Writes a seeded checkpoint of BGE-M3's size and shape for the benchmarks.

Its numbers are random but of a trained model's spread, so that its speed and its memory are those
of BGE-M3 while its embeddings mean nothing. It has the published layout: 24 layers of 1,024 with 16
heads, a feed-forward of 4,096, 250,002 tokens, 8,194 positions, and the two heads in the same fp16
file. The tokenizer is the default model's. Needs NumPy; 1.1 GiB on disk, little memory.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import zlib
from functools import partial
from pathlib import Path
from typing import Iterator

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
from default_model import cache, side_files  # noqa: E402
from default_model.safetensors_file import TensorPlan, write_halves  # noqa: E402

LAYERS, HIDDEN, HEADS, FEED_FORWARD = 24, 1024, 16, 4096
VOCABULARY, POSITIONS, MAX_LENGTH, PADDING = 250_002, 8_194, 8_192, 1
# The spread of a trained model's weights, of its biases and of its normalizations' gains.
WEIGHT_SPREAD, BIAS_SPREAD, GAIN_SPREAD = 0.02, 0.02, 0.05
NUMBERS_AT_ONCE = 1 << 22
WORDS = "embeddings.word_embeddings.weight"
PLACES = "embeddings.position_embeddings.weight"
# Their rows for padding are zero.
PADDED = (WORDS, PLACES)
TOKENIZER_FILES = ("sentencepiece.bpe.model", "tokenizer_config.json", "special_tokens_map.json")


def normal(name: str, shape: tuple[int, ...], mean: float, spread: float) -> Iterator[bytes]:
    """A tensor's numbers; the seed is its name, so that tensors do not depend on one another."""
    generator = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))
    left = int(np.prod(shape))
    first = True
    while left:
        count = min(left, NUMBERS_AT_ONCE)
        numbers = generator.standard_normal(count, np.float32) * np.float32(spread)
        numbers += np.float32(mean)
        if first and name in PADDED:
            numbers[PADDING * HIDDEN : (PADDING + 1) * HIDDEN] = 0
        first = False
        left -= count
        yield numbers.astype("<f2").tobytes()


def plans() -> list[TensorPlan]:
    found: list[TensorPlan] = []

    def add(name: str, *shape: int, mean: float = 0, spread: float = WEIGHT_SPREAD) -> None:
        found.append(TensorPlan(name, shape, partial(normal, name, shape, mean, spread)))

    def add_linear(name: str, out: int, into: int, spread: float = WEIGHT_SPREAD) -> None:
        add(f"{name}.weight", out, into, spread=spread)
        add(f"{name}.bias", out, spread=BIAS_SPREAD)

    def add_norm(name: str) -> None:
        add(f"{name}.weight", HIDDEN, mean=1, spread=GAIN_SPREAD)
        add(f"{name}.bias", HIDDEN, spread=BIAS_SPREAD)

    add(WORDS, VOCABULARY, HIDDEN)
    add(PLACES, POSITIONS, HIDDEN)
    add("embeddings.token_type_embeddings.weight", 1, HIDDEN)
    add_norm("embeddings.LayerNorm")
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}"
        for part in ("query", "key", "value"):
            add_linear(f"{prefix}.attention.self.{part}", HIDDEN, HIDDEN)
        add_linear(f"{prefix}.attention.output.dense", HIDDEN, HIDDEN)
        add_norm(f"{prefix}.attention.output.LayerNorm")
        add_linear(f"{prefix}.intermediate.dense", FEED_FORWARD, HIDDEN)
        add_linear(f"{prefix}.output.dense", HIDDEN, FEED_FORWARD)
        add_norm(f"{prefix}.output.LayerNorm")
    add_linear("pooler.dense", HIDDEN, HIDDEN)
    add_linear("colbert_linear", HIDDEN, HIDDEN)
    add_linear("sparse_linear", 1, HIDDEN, spread=HIDDEN**-0.5)
    return found


def write_side_files(directory: Path, tokenizer: Path) -> None:
    config = {
        "architectures": ["XLMRobertaModel"],
        "model_type": "xlm-roberta",
        "bos_token_id": 0,
        "eos_token_id": 2,
        "pad_token_id": PADDING,
        "hidden_act": "gelu",
        "hidden_size": HIDDEN,
        "intermediate_size": FEED_FORWARD,
        "layer_norm_eps": 1e-05,
        "max_position_embeddings": POSITIONS,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "position_embedding_type": "absolute",
        "torch_dtype": "float16",
        "type_vocab_size": 1,
        "vocab_size": VOCABULARY,
    }
    limits = {"max_seq_length": MAX_LENGTH, "do_lower_case": False}
    side_files.write_json(directory / "config.json", config)
    side_files.write_json(directory / "modules.json", side_files.modules())
    side_files.write_json(directory / "1_Pooling/config.json", side_files.pooling(HIDDEN, "cls"))
    side_files.write_json(directory / "sentence_bert_config.json", limits)
    for name in TOKENIZER_FILES:
        shutil.copyfile(tokenizer / name, directory / name)
    # The default model's own limit is 512.
    settings = (directory / "tokenizer_config.json").read_text(encoding="utf-8")
    settings = settings.replace('"model_max_length": 512', f'"model_max_length": {MAX_LENGTH}')
    (directory / "tokenizer_config.json").write_text(settings, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes the benchmarks' checkpoint, once.")
    parser.add_argument(
        "directory",
        metavar="DIR",
        nargs="?",
        type=Path,
        default=cache.directory("bge-m3-seeded"),
        help="where the checkpoint goes (default: %(default)s)",
    )
    directory = parser.parse_args().directory.absolute()
    if directory.exists():
        print(f"The checkpoint is ready in {directory}", file=sys.stderr)
        return 0
    tokenizer = cache.directory("multilingual-e5-small")
    if not (tokenizer / TOKENIZER_FILES[0]).is_file():
        print(f"error: no tokenizer in {tokenizer}; run scripts/setup first.", file=sys.stderr)
        return 1
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{directory.name}-", dir=directory.parent) as name:
        made = Path(name) / "made"
        made.mkdir(mode=0o755)
        print(f"Writing 1.1 GiB to {directory}", file=sys.stderr, flush=True)
        write_side_files(made, tokenizer)
        write_halves(made / "model.safetensors", plans())
        os.rename(made, directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
