"""Checks Python: its layout and likely bugs by ruff, and the tests of Tools."""

from __future__ import annotations

import sys

from trefoil_tools import places
from trefoil_tools.lint import tool
from trefoil_tools.lint.files import scripts

SETTINGS = ("--config", places.TOOLS / "pyproject.toml")


def is_laid_out() -> bool:
    return tool.passes([tool.installed("ruff"), "format", "--quiet", "--diff", *SETTINGS, *paths()])


def has_no_likely_bug() -> bool:
    return tool.passes([tool.installed("ruff"), "check", "--quiet", *SETTINGS, *paths()])


def passes_its_tests() -> bool:
    tests = places.TOOLS / "tests"
    return tool.passes([sys.executable, "-m", "unittest", "discover", "--quiet", "-s", tests])


def paths() -> list:
    return scripts("python", ".py")
