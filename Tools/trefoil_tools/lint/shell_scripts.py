"""Checks shell scripts by shellcheck, or by bash's own parser where shellcheck is missing."""

from __future__ import annotations

import shutil
import sys

from trefoil_tools.lint import tool
from trefoil_tools.lint.files import scripts


def are_sound() -> bool:
    paths = scripts("bash", ".sh")
    if shutil.which("shellcheck"):
        return tool.passes(["shellcheck", *paths])
    print("lint: no shellcheck here; scripts are only parsed", file=sys.stderr)
    results = [tool.passes(["bash", "-n", path]) for path in paths]
    return all(results)
