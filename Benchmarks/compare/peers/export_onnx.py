"""Exports the encoder the way the model's published onnx/model.onnx looks.

usage: python -m peers.export_onnx MODEL OUT

Inputs input_ids and attention_mask, outputs token_embeddings and sentence_embedding, opset 11, the
weights beside the graph in model.onnx_data.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from transformers import AutoModel

OPSET = 11
PADDING = 1
# The dense layers of one layer of the encoder, in the order of the graph.
DENSE = ("attention/output/dense", "intermediate/dense", "output/dense")


class Encoder(torch.nn.Module):
    """XLM-R's forward pass with an explicit additive mask, as the exporter of 2023 traced it."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model
        self.heads = model.config.num_attention_heads
        self.width = model.config.hidden_size // self.heads

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor):
        x = self.embed(input_ids)
        bias = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * torch.finfo(x.dtype).min
        for layer in self.model.encoder.layer:
            attended = layer.attention.output.dense(self.attend(layer.attention.self, x, bias))
            x = layer.attention.output.LayerNorm(attended + x)
            widened = torch.nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(widened) + x)
        return x, torch.nn.functional.normalize(x[:, 0], dim=-1)

    def embed(self, input_ids: torch.Tensor) -> torch.Tensor:
        tables = self.model.embeddings
        present = input_ids.ne(PADDING).int()
        places = (torch.cumsum(present, dim=1).type_as(present) * present).long() + PADDING
        x = tables.word_embeddings(input_ids)
        x = x + tables.token_type_embeddings(torch.zeros_like(input_ids))
        return tables.LayerNorm(x + tables.position_embeddings(places))

    def attend(self, part: torch.nn.Module, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        query = part.query(x)
        key = self.split(part.key(x))
        value = self.split(part.value(x))
        scores = torch.matmul(self.split(query), key.transpose(-1, -2)) / self.width**0.5 + bias
        mixed = torch.matmul(torch.softmax(scores, dim=-1), value).permute(0, 2, 1, 3).contiguous()
        return mixed.view(mixed.shape[0], mixed.shape[1], self.heads * self.width)

    def split(self, x: torch.Tensor) -> torch.Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, self.width).permute(0, 2, 1, 3)


def example() -> tuple[torch.Tensor, torch.Tensor]:
    """Two texts, one of them padded."""
    ids = torch.randint(4, 1000, (2, 9))
    ids[:, 0] = 0
    ids[:, -1] = 2
    ids[1, 6] = 2
    ids[1, 7:] = PADDING
    return ids, (ids != PADDING).long()


def name_dense_layers(graph: onnx.GraphProto) -> None:
    """Gives the dense layers the published graph's names, by which tools find them."""
    for node in graph.node:
        if found := re.match(r"^/dense(?:_(\d+))?/MatMul$", node.name):
            number = int(found.group(1) or 0)
            node.name = f"/encoder/layer.{number // 3}/{DENSE[number % 3]}/MatMul"


def export(encoder: Encoder, directory: Path) -> onnx.ModelProto:
    texts = {0: "b", 1: "s"}
    torch.onnx.export(
        encoder,
        example(),
        str(directory / "traced.onnx"),
        input_names=["input_ids", "attention_mask"],
        output_names=["token_embeddings", "sentence_embedding"],
        opset_version=OPSET,
        do_constant_folding=True,
        dynamo=False,
        dynamic_axes={
            "input_ids": texts,
            "attention_mask": texts,
            "token_embeddings": texts,
            "sentence_embedding": {0: "b"},
        },
    )
    return onnx.load(str(directory / "traced.onnx"))


def check(encoder: Encoder, path: Path) -> None:
    import onnxruntime

    ids, mask = example()
    with torch.no_grad():
        expected = encoder.model(input_ids=ids, attention_mask=mask).last_hidden_state.numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    inputs = {"input_ids": ids.numpy(), "attention_mask": mask.numpy()}
    found = session.run(["token_embeddings"], inputs)[0]
    difference = abs((found - expected) * mask.numpy()[..., None]).max()
    print(f"the exported graph differs from transformers by at most {difference:.1e}")
    if not difference < 1e-3:
        raise SystemExit("the exported graph computes something else")


def main(model: str, out: str) -> None:
    torch.manual_seed(0)
    loaded = AutoModel.from_pretrained(model, attn_implementation="eager", dtype=torch.float32)
    encoder = Encoder(loaded).eval()
    made = Path(out)
    made.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as name, torch.no_grad():
        graph = export(encoder, Path(name))
    name_dense_layers(graph.graph)
    onnx.save_model(
        graph,
        str(made / "model.onnx"),
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location="model.onnx_data",
        size_threshold=1024,
    )
    del graph
    check(encoder, made / "model.onnx")


if __name__ == "__main__":
    main(*sys.argv[1:])
