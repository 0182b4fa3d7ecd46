"""The peers that are measured beside ours, and where each comes from."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import places
import processes
from processes import Failed
from trefoil_tools.environment import Environment

# Those with PyTorch fetch some gigabytes.
INSTALL_SECONDS = 3600.0


@dataclass(frozen=True)
class Contender:
    """A peer: its module in `peers`, what it searches, and the requirements it is installed by."""

    name: str
    label: str
    module: str
    # dense, sparse, late (interaction) or text
    holds: str
    requirements: str

    @property
    def environment(self) -> Environment:
        file = places.SEARCH / "requirements" / f"{self.requirements}.txt"
        return Environment(places.ENVIRONMENTS / self.requirements, file)

    def prepare(self) -> str | None:
        """Installs it where it is missing; says why that failed."""
        environment = self.environment
        if environment.mark.exists():
            return None
        try:
            for command in environment.commands():
                processes.run(f"install-{self.requirements}", command, 2, INSTALL_SECONDS)
        except Failed as failure:
            return str(failure)
        environment.mark.touch()
        return None


EXACT = Contender("exact", "exact, by NumPy", "exact", "all", "exact")

CONTENDERS = [
    Contender("faiss-hnsw", "faiss, HNSW", "faiss_hnsw", "dense", "faiss"),
    Contender("faiss-rabitq", "faiss, IVF with RaBitQ", "faiss_rabitq", "dense", "faiss"),
    Contender("usearch", "usearch", "usearch_peer", "dense", "usearch"),
    Contender("lancedb", "lancedb, IVF with RaBitQ", "lancedb_peer", "dense", "lancedb"),
    Contender("qdrant-edge", "qdrant-edge", "qdrant_edge_peer", "dense", "qdrant"),
    Contender("sqlite-vec", "sqlite-vec", "sqlite_vec_peer", "dense", "sqlite-vec"),
    Contender("seismic", "pyseismic-lsr", "seismic_peer", "sparse", "seismic"),
    Contender("bm25s", "bm25s", "bm25s_peer", "text", "bm25s"),
    Contender("fast-plaid", "fast-plaid", "fast_plaid_peer", "late", "late"),
    Contender("xtr-warp", "xtr-warp-rs", "xtr_warp_peer", "late", "late"),
    Contender("pylate", "PyLate's PLAID", "pylate_peer", "late", "pylate"),
]
BY_NAME = {contender.name: contender for contender in CONTENDERS}


def chosen(names: list[str] | None) -> list[Contender]:
    """The contenders of these names; all if none are given."""
    return [one for one in CONTENDERS if names is None or one.name in names]


def versions(contender: Contender) -> dict[str, str]:
    """The versions of what its requirements name, as they are installed."""
    script = (
        "import importlib.metadata as m, re, sys\n"
        "for line in open(sys.argv[1]):\n"
        " name = re.split('[=<>~ ]', line.split('#')[0].strip())[0]\n"
        " if name: print(name, m.version(name))"
    )
    environment = contender.environment
    command = [str(environment.python), "-c", script, str(environment.requirements)]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    return dict(line.split(" ", 1) for line in found.splitlines())


if __name__ == "__main__":
    for one in CONTENDERS:
        print(one.name, one.prepare() or "is there", file=sys.stderr)
