"""The encoder's tensors under the names that Hugging Face gives them."""

from __future__ import annotations

from functools import partial

from .quantized_file import QuantizedFile
from .safetensors_file import TensorPlan


def plans(source: QuantizedFile) -> list[TensorPlan]:
    """What `model.safetensors` holds; there is no pooler, since mean pooling needs none."""
    sizes = source.sizes
    hidden, wide = sizes.hidden, sizes.feed_forward
    found: list[TensorPlan] = []

    def add(name: str, stored: str, *shape: int) -> None:
        found.append(TensorPlan(name, shape, partial(source.halves, stored)))

    def add_pair(name: str, stored: str, *shape: int) -> None:
        add(f"{name}.weight", f"{stored}.w", *shape)
        add(f"{name}.bias", f"{stored}.b", shape[0])

    add("embeddings.word_embeddings.weight", "emb.word", sizes.vocabulary, hidden)
    add("embeddings.position_embeddings.weight", "emb.pos", sizes.positions, hidden)
    add("embeddings.token_type_embeddings.weight", "emb.type", sizes.types, hidden)
    add_pair("embeddings.LayerNorm", "emb.ln", hidden)
    for layer in range(sizes.layers):
        to, of = f"encoder.layer.{layer}", f"l{layer}"
        add_pair(f"{to}.attention.self.query", f"{of}.q", hidden, hidden)
        add_pair(f"{to}.attention.self.key", f"{of}.k", hidden, hidden)
        add_pair(f"{to}.attention.self.value", f"{of}.v", hidden, hidden)
        add_pair(f"{to}.attention.output.dense", f"{of}.ao", hidden, hidden)
        add_pair(f"{to}.attention.output.LayerNorm", f"{of}.aln", hidden)
        add_pair(f"{to}.intermediate.dense", f"{of}.fi", wide, hidden)
        add_pair(f"{to}.output.dense", f"{of}.fo", hidden, wide)
        add_pair(f"{to}.output.LayerNorm", f"{of}.oln", hidden)
    return found
