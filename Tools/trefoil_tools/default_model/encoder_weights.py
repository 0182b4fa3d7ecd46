"""The encoder's tensors, each from the one of the weights file that holds its numbers."""

from __future__ import annotations

from functools import partial

from trefoil_tools import encoder_tensors
from trefoil_tools.default_model.quantized_file import QuantizedFile
from trefoil_tools.encoder_tensors import EncoderTensor
from trefoil_tools.safetensors_file import TensorPlan

# The weights file's names of the modules; a layer's begin with `l` and its number.
TABLES = {
    encoder_tensors.WORDS: "emb.word",
    encoder_tensors.POSITIONS: "emb.pos",
    encoder_tensors.TYPES: "emb.type",
}
NORM = {"embeddings.LayerNorm": "emb.ln"}
LAYER = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def stored_name(tensor: EncoderTensor) -> str:
    """The weights file's name of a tensor, for instance `l3.ao.w`."""
    if tensor.module in TABLES:
        return TABLES[tensor.module]
    if tensor.module in NORM:
        return f"{NORM[tensor.module]}.{tensor.part[0]}"
    _, _, layer, module = tensor.module.split(".", 3)
    return f"l{layer}.{LAYER[module]}.{tensor.part[0]}"


def plans(source: QuantizedFile) -> list[TensorPlan]:
    """What `model.safetensors` holds; there is no pooler, since mean pooling needs none."""
    return [
        TensorPlan(tensor.name, tensor.shape, partial(source.halves, stored_name(tensor)))
        for tensor in encoder_tensors.encoder_tensors(source.sizes)
    ]
