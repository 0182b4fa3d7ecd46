"""Where things lie: the repository's parts, and what is prepared once in the cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
BENCHMARKS = REPOSITORY / "Benchmarks"
COMPARE = BENCHMARKS / "compare"
RUNNER = BENCHMARKS / ".build/release/Runner"
COMMAND = REPOSITORY / ".build/release/trefoil"

sys.path.insert(0, str(REPOSITORY / "scripts"))
from default_model import cache  # noqa: E402

TOKENIZER = cache.directory("multilingual-e5-small")
CHECKPOINT = cache.directory("bge-m3-seeded")
# The peers' models, one directory each.
MODELS = cache.directory("peers")
ENVIRONMENT = MODELS / "python"
LOGS = MODELS / "logs"
WORKLOADS = MODELS / "workloads.json"
REFERENCE = MODELS / "reference.json"


def peers_python() -> Path:
    """The peers' interpreter: `TREFOIL_PEERS_PYTHON`, or that of the prepared environment."""
    if named := os.environ.get("TREFOIL_PEERS_PYTHON"):
        return Path(named)
    return ENVIRONMENT / "bin/python"
