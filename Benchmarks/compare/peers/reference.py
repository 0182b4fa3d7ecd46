"""Writes what PyTorch computes in fp32 for the check texts: dense vectors and ColBERT rows.

usage: python -m peers.reference MODELS WORKLOADS OUT

OUT is JSON: for each text its dense vector and its rows, fp32 in base64.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from . import batches, engines
from .rerank import Reranker
from .worker import encoded


def main(models: str, workloads: str, out: str) -> None:
    threads = os.cpu_count() or 1
    texts = json.loads(Path(workloads).read_text(encoding="utf-8"))["check"]["ids"]
    engine = engines.ENGINES["torch-sdpa-fp32"](Path(models), threads)
    heads = Reranker(engine.forward, Path(models), threads)
    states = batches.hidden_states(engine.forward, texts)
    dense = [encoded(batches.unit(rows[0])) for rows in states]
    colbert = [encoded(rows.detach().numpy()) for rows in heads.token_vectors(states)]
    Path(out).write_text(json.dumps({"dense": dense, "colbert": colbert}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
