"""The examples, fetched and checked for leaks once."""

from __future__ import annotations

import json
from pathlib import Path

from trefoil_tools.default_heads.examples import Example, examples
from trefoil_tools.default_heads.leaks import Tested
from trefoil_tools.json_file import write_json


def prepared(work: Path, tested: Tested) -> list[Example]:
    """The examples without those that share text with a tested set, kept in `work`."""
    path = work / "examples.json"
    if not path.exists():
        write_json(path, tested.without(examples(work / "sources")), indent=None)
    return [Example(*row) for row in json.loads(path.read_text())]
