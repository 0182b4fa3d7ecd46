"""Questions of laymen, of readers of policies, of programmers, and in Japanese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from trefoil_tools.default_heads.repositories import Repository
from trefoil_tools.default_heads.sources import Pair, spaced, squad
from trefoil_tools.tuning_sets import spreadsheet


def consumer_questions(folder: Path) -> Iterator[Pair]:
    """What somebody wrote to a medical library, and the question in short."""
    path = "MeQSum_ACL2019_BenAbacha_Demner-Fushman.xlsx"
    repository = Repository(
        folder, "abachaa/MeQSum", "51e36cf65c12602333b6fdc3ae8ecf10430529f7", path
    )
    # The first row has the columns' names.
    for row in islice(spreadsheet.rows(repository.read(path)), 1, None):
        yield Pair(spaced(row["B"]), spaced(row["C"]))


def policies(folder: Path) -> Iterator[Pair]:
    """Questions about the privacy policy of a site, which are to find a section of it; the kind is
    the site."""
    path = "data/dev.json"
    repository = Repository(
        folder, "wasiahmad/PolicyQA", "775538bc6d932e9d0dd16975d4373659cf8964fe", path
    )
    content = json.loads(repository.read(path))
    for site in content["data"]:
        yield from squad(json.dumps({"data": [site]}).encode(), site["title"])


def code(folder: Path) -> Iterator[Pair]:
    """What somebody asked a search engine, and a Python function that does it."""
    path = "data/search/cosqa-retrieval-dev-500.json"
    repository = Repository(
        folder, "Jun-jie-Huang/CoCLR", "14ebcacf9e9bc3e7109102632bc63047876f27d2", path
    )
    for row in json.loads(repository.read(path)):
        yield Pair(spaced(row["doc"]), spaced(row["code"]))


def japanese(folder: Path) -> Iterator[Pair]:
    path = "data/train/jaquad_train_0000.json"
    repository = Repository(
        folder, "SkelterLabsInc/JaQuAD", "23f5d72cc273c49b35e2d9efe0f51757aa1770bd", path
    )
    yield from squad(repository.read(path))
