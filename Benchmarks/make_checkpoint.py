#!/usr/bin/env python3
"""Writes a seeded checkpoint of BGE-M3's size and shape for the benchmarks.

Its numbers are random but of a trained model's spread, so that its speed and its memory are those
of BGE-M3 while its embeddings mean nothing. It has the published layout: 24 layers of 1,024 with 16
heads, a feed-forward of 4,096, 250,002 tokens, 8,194 positions, and the two heads in the same fp16
file. The tokenizer is the default model's. Needs NumPy; 1.1 GiB on disk, little memory.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tools"))
from trefoil_tools import encoder_tensors, places, side_files  # noqa: E402
from trefoil_tools.encoder_tensors import EncoderSizes, EncoderTensor  # noqa: E402
from trefoil_tools.json_file import write_json  # noqa: E402
from trefoil_tools.safetensors_file import TORCH, TensorPlan, write_tensors  # noqa: E402

HIDDEN, MAX_LENGTH, PADDING = 1024, 8_192, 1
SIZES = EncoderSizes(
    hidden=HIDDEN,
    layers=24,
    heads=16,
    feed_forward=4096,
    vocabulary=250_002,
    positions=MAX_LENGTH + 2,
    types=1,
)
# The spread of a trained model's weights, of its biases and of its normalizations' gains.
WEIGHT_SPREAD, BIAS_SPREAD, GAIN_SPREAD = 0.02, 0.02, 0.05
NUMBERS_AT_ONCE = 1 << 22
# Their rows for padding are zero.
PADDED = (encoder_tensors.WORDS, encoder_tensors.POSITIONS)
TOKENIZER_FILES = ("sentencepiece.bpe.model", "tokenizer_config.json", "special_tokens_map.json")


def normal(tensor: EncoderTensor, mean: float, spread: float) -> Iterator[bytes]:
    """A tensor's numbers; the seed is its name, so that tensors do not depend on one another."""
    generator = np.random.Generator(np.random.PCG64(zlib.crc32(tensor.name.encode())))
    left = math.prod(tensor.shape)
    first = True
    while left:
        count = min(left, NUMBERS_AT_ONCE)
        numbers = generator.standard_normal(count, np.float32) * np.float32(spread)
        numbers += np.float32(mean)
        if first and tensor.module in PADDED:
            numbers[PADDING * HIDDEN : (PADDING + 1) * HIDDEN] = 0
        first = False
        left -= count
        yield numbers.astype("<f2").tobytes()


def plan(tensor: EncoderTensor, weight_spread: float = WEIGHT_SPREAD) -> TensorPlan:
    """The tensor, with numbers of the spread that its kind has."""
    mean, spread = 0.0, weight_spread
    if tensor.part == "bias":
        spread = BIAS_SPREAD
    elif tensor.kind == "norm":
        mean, spread = 1.0, GAIN_SPREAD
    return TensorPlan(tensor.name, tensor.shape, partial(normal, tensor, mean, spread))


def plans() -> list[TensorPlan]:
    """The encoder, the pooler that nothing uses, and the two heads."""
    sparse = encoder_tensors.linear("sparse_linear", 1, HIDDEN)
    return [
        *map(plan, encoder_tensors.encoder_tensors(SIZES)),
        *map(plan, encoder_tensors.linear("pooler.dense", HIDDEN, HIDDEN)),
        *map(plan, encoder_tensors.linear("colbert_linear", HIDDEN, HIDDEN)),
        *(plan(tensor, HIDDEN**-0.5) for tensor in sparse),
    ]


def write_side_files(directory: Path, tokenizer: Path) -> None:
    config = {
        "architectures": ["XLMRobertaModel"],
        "model_type": "xlm-roberta",
        "bos_token_id": 0,
        "eos_token_id": 2,
        "pad_token_id": PADDING,
        "hidden_act": "gelu",
        "hidden_size": HIDDEN,
        "intermediate_size": SIZES.feed_forward,
        "layer_norm_eps": 1e-05,
        "max_position_embeddings": SIZES.positions,
        "num_attention_heads": SIZES.heads,
        "num_hidden_layers": SIZES.layers,
        "position_embedding_type": "absolute",
        "torch_dtype": "float16",
        "type_vocab_size": SIZES.types,
        "vocab_size": SIZES.vocabulary,
    }
    write_json(directory / "config.json", config)
    side_files.write_pooling_files(directory, HIDDEN, "cls", MAX_LENGTH)
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
        default=places.cached(places.SEEDED_CHECKPOINT),
        help="where the checkpoint goes (default: %(default)s)",
    )
    directory = parser.parse_args().directory.absolute()
    if directory.exists():
        print(f"The checkpoint is ready in {directory}", file=sys.stderr)
        return 0
    tokenizer = places.cached(places.DEFAULT_MODEL)
    if not (tokenizer / TOKENIZER_FILES[0]).is_file():
        print(f"error: no tokenizer in {tokenizer}; run scripts/setup first.", file=sys.stderr)
        return 1
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{directory.name}-", dir=directory.parent) as name:
        made = Path(name) / "made"
        made.mkdir(mode=0o755)
        print(f"Writing 1.1 GiB to {directory}", file=sys.stderr, flush=True)
        write_side_files(made, tokenizer)
        write_tensors(made / "model.safetensors", plans(), TORCH)
        os.rename(made, directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
