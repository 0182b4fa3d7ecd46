"""ONNX Runtime's dynamic int8: weights per column, activations per tensor at run time.

usage: python -m peers.quantize_onnxruntime ONNX OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic


def main(onnx: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    quantize_dynamic(
        Path(onnx) / "model.onnx",
        Path(out) / "model.onnx",
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        use_external_data_format=True,
        extra_options={"MatMulConstBOnly": True},
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
