"""Where things lie: the repository's parts, and what a run makes and keeps in the cache."""

from __future__ import annotations

import sys
from pathlib import Path

SEARCH = Path(__file__).resolve().parent
sys.path.insert(0, str(SEARCH.parent))
sys.path.insert(0, str(SEARCH.parent.parent / "Tools"))
from trefoil_tools.places import DEFAULT_MODEL, REPOSITORY, cached  # noqa: E402, F401

BUILT = REPOSITORY / ".build" / "release"
SEARCHES = BUILT / "Searches"
SCANS = BUILT / "Scans"
MODEL = cached(DEFAULT_MODEL)
CACHE = cached("search")
# Data sets as vectors, the made corpora as vectors, indexes, and the peers' environments.
REAL = CACHE / "real"
MADE = CACHE / "made"
INDEXES = CACHE / "indexes"
ENVIRONMENTS = CACHE / "environments"
LOGS = CACHE / "logs"
