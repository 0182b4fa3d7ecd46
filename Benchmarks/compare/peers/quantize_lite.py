"""bge-m3-lite's int8 form, by its own tools: fused graph, SmoothQuant, int8 rows.

usage: python -m peers.quantize_lite ONNX MODEL OUT
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bge_m3_lite.fuse import fuse
from bge_m3_lite.quantize import QuantConfig, load_calibration_texts, quantize

HEADS = ("sparse_linear.pt", "colbert_linear.pt", "sentencepiece.bpe.model")
CALIBRATION_TEXTS = 16


def main(onnx: str, model: str, out: str) -> None:
    made = Path(out)
    made.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as name:
        # The fused graph reads the exported weights from a file beside it, which onnx wants to be
        # no link.
        for file in ("model.onnx", "model.onnx_data"):
            shutil.copyfile(Path(onnx) / file, Path(name) / file)
        fuse(Path(name) / "model.onnx", attention_chunk=0)
        quantize(
            Path(name) / "model_fused.onnx",
            made / "model_int8.onnx",
            QuantConfig(calibration_max_length=128),
            tokenizer_path=Path(model) / "sentencepiece.bpe.model",
            calibration_texts=load_calibration_texts()[:CALIBRATION_TEXTS],
        )
    for file in HEADS:
        shutil.copyfile(Path(model) / file, made / file)


if __name__ == "__main__":
    main(*sys.argv[1:])
