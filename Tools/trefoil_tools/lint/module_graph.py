"""Which module may import which: the rooms of the house, from the bottom to the top.

A module may import what its row names, what the rows named there may import in turn, and
TrefoilErrors. C modules are not passed on: only the module whose row names one speaks to it. A row
names rows above it alone, so that arrows never point upward to the user's side.
"""

from __future__ import annotations

from typing import NamedTuple

# What comes with Swift or with the system.
FOUNDATION = frozenset({"Foundation", "FoundationEssentials"})
SYSTEM = frozenset({"Darwin", "Dispatch", "Glibc", "Musl", "Synchronization"})


class Room(NamedTuple):
    """A module: what it may import of ours, of other packages, and of the system."""

    name: str
    imports: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    system: frozenset[str] = FOUNDATION | SYSTEM


def room(name: str, imports: str = "", packages: str = "", more_system: str = "") -> Room:
    system = FOUNDATION | SYSTEM | set(more_system.split())
    return Room(name, frozenset(imports.split()), frozenset(packages.split()), system)


ROOMS = (
    # What every error says. On Apple's systems FoundationEssentials is a part of Foundation.
    Room("TrefoilErrors", system=FOUNDATION),
    # The values that flow: no C, no Foundation.
    Room("TrefoilCore", system=frozenset()),
    room("CTrefoilFiles"),
    room("TrefoilFiles", "CTrefoilFiles", packages="SystemPackage"),
    room("TrefoilFormats"),
    room("CTrefoilKernels"),
    room("COpenBLAS"),
    room("CSentencePieceSystem"),
    room("CSentencePiece", "CSentencePieceSystem"),
    room("TrefoilTensor", "CTrefoilKernels COpenBLAS TrefoilFiles"),
    room("TrefoilCheckpoint", "TrefoilTensor TrefoilFiles TrefoilFormats"),
    room("TrefoilText", "TrefoilCore TrefoilFiles CSentencePiece"),
    room("TrefoilModel", "TrefoilCheckpoint TrefoilTensor TrefoilCore"),
    room("TrefoilScoring", "TrefoilTensor TrefoilCore"),
    room("Trefoil", "TrefoilText TrefoilModel TrefoilScoring", packages="Logging"),
    room("TrefoilHub", "TrefoilFiles", more_system="CryptoKit FoundationNetworking"),
    room("TrefoilIndex", "Trefoil TrefoilFiles", packages="GRDB"),
    room("TrefoilEvaluation", "TrefoilIndex Trefoil"),
    room("TrefoilWire", "Trefoil TrefoilIndex TrefoilFormats"),
    room("TrefoilReports", "TrefoilEvaluation TrefoilWire"),
    room("TrefoilServer", "TrefoilWire TrefoilIndex TrefoilHub"),
    room("TrefoilCommand", "TrefoilReports TrefoilHub", packages="ArgumentParser"),
    room("TrefoilServeCommand", "TrefoilServer", packages="ArgumentParser"),
    # For tests alone; no row names it.
    room("TrefoilTesting", "TrefoilEvaluation"),
    # What scripts/fuzz runs, in Tools/fuzz.
    room("TrefoilFuzz", "TrefoilEvaluation"),
)
BY_NAME = {each.name: each for each in ROOMS}
EVERYBODY = "TrefoilErrors"


def may_import(name: str) -> frozenset[str]:
    """Everything that a module may import."""
    own = BY_NAME[name]
    reached = own.imports | own.packages | own.system
    for other in own.imports:
        if not is_c(other):
            passed_on = {module for module in may_import(other) if not is_c(module)}
            # What the system offers to a row is that row's own matter.
            reached |= passed_on - BY_NAME[other].system
    return reached | ({EVERYBODY} - {name})


def is_c(name: str) -> bool:
    """Whether a module is written in C or stands for a library of the system."""
    return name.startswith("C") and name[1:2].isupper()


def points_upward() -> list[str]:
    """What is wrong with the rows themselves."""
    found, seen = [], set()
    for each in ROOMS:
        found += [
            f"{each.name} names {other}, which is no row above it"
            for other in sorted(each.imports - seen)
        ]
        seen.add(each.name)
    return found
