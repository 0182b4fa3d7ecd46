"""Checks Python: its layout and likely bugs, by ruff."""

from __future__ import annotations

from trefoil_tools import places
from trefoil_tools.lint import tool
from trefoil_tools.lint.files import scripts

SETTINGS = ("--config", places.TOOLS / "pyproject.toml")


def is_laid_out() -> bool:
    return tool.passes([tool.installed("ruff"), "format", "--quiet", "--diff", *SETTINGS, *paths()])


def has_no_likely_bug() -> bool:
    return tool.passes([tool.installed("ruff"), "check", "--quiet", *SETTINGS, *paths()])


def paths() -> list:
    return scripts("python", ".py")
