"""The programs that `Tools/run` runs, each with the requirements of its environment."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from trefoil_tools import places


class Program(NamedTuple):
    """A module of this package, run as a program."""

    name: str
    module: str
    requirements_name: str
    summary: str

    @property
    def requirements(self) -> Path:
        return places.REQUIREMENTS / f"{self.requirements_name}.txt"


PROGRAMS = (
    Program(
        "default-model",
        "default_model.prepare",
        "default-model",
        "prepares the default model; scripts/setup calls it",
    ),
    Program(
        "default-heads",
        "default_heads.train",
        "default-heads",
        "trains the default model's sparse and ColBERT heads",
    ),
    Program(
        "tuning-sets",
        "tuning_sets.make",
        "tuning-sets",
        "makes the judged queries that choose the default model's weights",
    ),
    Program(
        "fixtures-tiny",
        "fixtures.tiny",
        "fixtures-tiny",
        "makes Fixtures/tiny-bge-m3 and Fixtures/tiny-bert",
    ),
    Program(
        "fixtures-torch-1.13",
        "fixtures.old_torch",
        "fixtures-torch-1.13",
        "writes the tiny heads as torch 1.13 does",
    ),
    Program(
        "fixtures-torch-2.1",
        "fixtures.old_torch",
        "fixtures-torch-2.1",
        "writes the tiny heads as torch 2.1 does",
    ),
    Program(
        "fixtures-model-files",
        "fixtures.model_files",
        "fixtures-model-files",
        "makes Fixtures/model-files",
    ),
    Program(
        "fixtures-statistics",
        "fixtures.statistics",
        "fixtures-statistics",
        "makes Fixtures/statistics.json",
    ),
    Program(
        "fixtures-index-formats",
        "fixtures.index_formats",
        "fixtures-index-formats",
        "makes Fixtures/index-formats of a format that is to be released",
    ),
    Program(
        "fixtures-tokenizers",
        "fixtures.tokenizers",
        "fixtures-tokenizers",
        "makes Fixtures/tokenizers.json",
    ),
    Program(
        "fixtures-trec-eval", "fixtures.trec_eval", "fixtures-trec-eval", "makes Fixtures/trec-eval"
    ),
    Program("lint", "lint", "lint", "checks the source code; scripts/lint calls it"),
)
BY_NAME = {program.name: program for program in PROGRAMS}
