"""The peers, each behind the same two calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import numpy as np

from . import batches


class Engine:
    """Token ids to dense vectors; `forward` is there where the engine stops at hidden states."""

    forward: batches.Forward | None = None

    def encode(self, texts: list[list[int]]) -> np.ndarray:
        assert self.forward is not None
        return batches.dense_vectors(self.forward, texts)


class FlagEmbedding(Engine):
    """As shipped: its own batches, all three outputs, fp32."""

    def __init__(self, models: Path, threads: int) -> None:
        import torch
        from FlagEmbedding import BGEM3FlagModel

        torch.set_num_threads(threads)
        self.model = BGEM3FlagModel(
            str(models / "torch"), use_fp16=False, use_bf16=False, devices="cpu"
        )
        self.tokenizer = GivenTokens(self.model.tokenizer)
        self.model.tokenizer = self.tokenizer

    def encode(self, texts: list[list[int]]) -> np.ndarray:
        self.tokenizer.texts = texts
        found = self.model.encode(
            [str(number) for number in range(len(texts))],
            batch_size=12,
            max_length=8192,
            return_dense=True,
            return_sparse=True,
            return_colbert_vecs=True,
        )
        return batches.unit(np.asarray(found["dense_vecs"], np.float32))


class GivenTokens:
    """A tokenizer that is called with texts' numbers and answers with their ids."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.texts: list[list[int]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def __call__(self, numbers: list[str], **options: Any) -> dict[str, list[list[int]]]:
        ids = [self.texts[int(number)] for number in numbers]
        return {"input_ids": ids, "attention_mask": [[1] * len(row) for row in ids]}


class Torch(Engine):
    """transformers' model with PyTorch's scaled_dot_product_attention."""

    def __init__(self, models: Path, threads: int, kind: str) -> None:
        import torch
        from transformers import AutoModel

        torch.set_num_threads(threads)
        model = AutoModel.from_pretrained(
            str(models / "torch"), attn_implementation="sdpa", dtype=getattr(torch, kind)
        ).eval()

        def forward(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
            with torch.inference_mode():
                states = model(
                    input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)
                )
                return states.last_hidden_state.float().numpy()

        self.forward = forward


class ONNXRuntime(Engine):
    def __init__(self, models: Path, threads: int, directory: str) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(models / directory / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

        def forward(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
            inputs = {"input_ids": ids, "attention_mask": mask}
            return session.run(["token_embeddings"], inputs)[0]

        self.forward = forward


class OpenVINO(Engine):
    def __init__(self, models: Path, threads: int, directory: str, precision: str) -> None:
        import openvino

        settings = {
            "INFERENCE_PRECISION_HINT": precision,
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "PERFORMANCE_HINT": "LATENCY",
        }
        path = str(models / directory / "model.xml")
        model = openvino.Core().compile_model(path, "CPU", settings)
        request = model.create_infer_request()
        output = model.output("token_embeddings")

        def forward(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
            return request.infer({"input_ids": ids, "attention_mask": mask})[output]

        self.forward = forward


class Lite(Engine):
    """bge-m3-lite: its own batches, all three outputs."""

    def __init__(self, models: Path, threads: int) -> None:
        from bge_m3_lite import embedder, hub

        directory = models / "lite-int8"
        hub.ensure_files = lambda files, *rest, **options: {
            file.name: directory / file.name for file in files
        }
        self.model = embedder.BGEM3Embedder(num_threads=threads, precision="int8")

    def encode(self, texts: list[list[int]]) -> np.ndarray:
        self.model.tokenize = lambda given, max_length=None: texts
        found = self.model.encode(
            ["x"] * len(texts), return_dense=True, return_sparse=True, return_colbert_vecs=True
        )
        return found["dense_vecs"]


ENGINES: dict[str, Callable[[Path, int], Engine]] = {
    "flagembedding": FlagEmbedding,
    "torch-sdpa-fp32": lambda models, threads: Torch(models, threads, "float32"),
    "torch-bf16": lambda models, threads: Torch(models, threads, "bfloat16"),
    "onnxruntime-fp32": lambda models, threads: ONNXRuntime(models, threads, "onnx"),
    "onnxruntime-int8": lambda models, threads: ONNXRuntime(models, threads, "onnx-int8"),
    "openvino-fp32": lambda models, threads: OpenVINO(models, threads, "openvino-fp32", "f32"),
    "openvino-bf16": lambda models, threads: OpenVINO(models, threads, "openvino-fp32", "bf16"),
    "openvino-int8w-bf16": lambda models, threads: OpenVINO(
        models, threads, "openvino-int8w", "bf16"
    ),
    "openvino-static-int8": lambda models, threads: OpenVINO(
        models, threads, "openvino-static", "f32"
    ),
    "openvino-static-int8-bf16": lambda models, threads: OpenVINO(
        models, threads, "openvino-static", "bf16"
    ),
    "bge-m3-lite-int8": Lite,
}
