"""OpenVINO's forms of the model: fp32, int8 weights, and static int8.

usage: python -m peers.convert_openvino fp32 ONNX OUT
       python -m peers.convert_openvino weights FP32 OUT
       python -m peers.convert_openvino static FP32 OUT WORKLOADS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import openvino


def read(directory: str) -> openvino.Model:
    return openvino.Core().read_model(str(Path(directory) / "model.xml"))


def fp32(onnx: str) -> openvino.Model:
    return openvino.convert_model(str(Path(onnx) / "model.onnx"))


def weights(directory: str) -> openvino.Model:
    import nncf

    return nncf.compress_weights(read(directory), mode=nncf.CompressWeightsMode.INT8_SYM)


def static(directory: str, workloads: str) -> openvino.Model:
    import nncf

    texts = json.loads(Path(workloads).read_text(encoding="utf-8"))["calibration"]["ids"]
    rows = [np.array([ids], np.int64) for ids in texts]
    inputs = [{"input_ids": ids, "attention_mask": np.ones_like(ids)} for ids in rows]
    return nncf.quantize(
        read(directory),
        nncf.Dataset(inputs),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(inputs),
        fast_bias_correction=True,
    )


def main(form: str, source: str, out: str, *more: str) -> None:
    forms = {"fp32": fp32, "weights": weights, "static": static}
    Path(out).mkdir(parents=True, exist_ok=True)
    made = forms[form](source, *more)
    openvino.save_model(made, str(Path(out) / "model.xml"), compress_to_fp16=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
