"""The tensors of a BERT or XLM-RoBERTa encoder, under the names that Hugging Face gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class EncoderSizes(NamedTuple):
    """An encoder's measures; `vocabulary`, `positions` and `types` are rows of its three tables."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


class EncoderTensor(NamedTuple):
    """One tensor: the module that it belongs to, what kind of module that is (`table`, `linear` or
    `norm`), and whether it is the module's `weight` or its `bias`."""

    module: str
    kind: str
    part: str
    shape: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{self.module}.{self.part}"


WORDS = "embeddings.word_embeddings"
POSITIONS = "embeddings.position_embeddings"
TYPES = "embeddings.token_type_embeddings"


def encoder_tensors(sizes: EncoderSizes) -> Iterator[EncoderTensor]:
    """Every tensor from the bottom to the top; there is no pooler."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    for module, rows in (
        (WORDS, sizes.vocabulary),
        (POSITIONS, sizes.positions),
        (TYPES, sizes.types),
    ):
        yield EncoderTensor(module, "table", "weight", (rows, hidden))
    yield from norm("embeddings.LayerNorm", hidden)
    for layer in range(sizes.layers):
        prefix = f"encoder.layer.{layer}"
        for part in ("query", "key", "value"):
            yield from linear(f"{prefix}.attention.self.{part}", hidden, hidden)
        yield from linear(f"{prefix}.attention.output.dense", hidden, hidden)
        yield from norm(f"{prefix}.attention.output.LayerNorm", hidden)
        yield from linear(f"{prefix}.intermediate.dense", wide, hidden)
        yield from linear(f"{prefix}.output.dense", hidden, wide)
        yield from norm(f"{prefix}.output.LayerNorm", hidden)


def linear(module: str, out: int, into: int) -> Iterator[EncoderTensor]:
    """A linear layer: weight `[out, into]` and bias `[out]`."""
    yield EncoderTensor(module, "linear", "weight", (out, into))
    yield EncoderTensor(module, "linear", "bias", (out,))


def norm(module: str, hidden: int) -> Iterator[EncoderTensor]:
    """A layer normalization: weight and bias `[hidden]`."""
    yield EncoderTensor(module, "norm", "weight", (hidden,))
    yield EncoderTensor(module, "norm", "bias", (hidden,))
