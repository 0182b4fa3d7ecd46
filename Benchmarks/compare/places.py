"""Where things lie: the repository's parts, and what is prepared once in the cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

COMPARE = Path(__file__).resolve().parent
TOOLS = COMPARE.parent.parent / "Tools"

sys.path.insert(0, str(TOOLS))
from trefoil_tools.environment import Environment  # noqa: E402
from trefoil_tools.places import (  # noqa: E402, F401
    BENCHMARKS,
    COMMAND,
    DEFAULT_MODEL,
    REPOSITORY,
    SEEDED_CHECKPOINT,
    cached,
)

RUNNER = BENCHMARKS / ".build/release/Runner"
TOKENIZER = cached(DEFAULT_MODEL)
CHECKPOINT = cached(SEEDED_CHECKPOINT)
# The peers' models, one directory each.
MODELS = cached("peers")
ENVIRONMENT = Environment(MODELS / "python", COMPARE / "requirements.txt")
LOGS = MODELS / "logs"
WORKLOADS = MODELS / "workloads.json"
REFERENCE = MODELS / "reference.json"


def peers_python() -> Path:
    """The peers' interpreter: `TREFOIL_PEERS_PYTHON`, or that of the prepared environment."""
    if named := os.environ.get("TREFOIL_PEERS_PYTHON"):
        return Path(named)
    return ENVIRONMENT.python
