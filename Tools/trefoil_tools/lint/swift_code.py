"""Checks the layout of Swift code by `swift format`."""

from __future__ import annotations

from trefoil_tools.lint import tool

PATHS = (
    "Package.swift",
    "Sources",
    "Tests",
    "Tools/fuzz/Sources",
    "Benchmarks/Package.swift",
    "Benchmarks/Sources",
)


def is_laid_out() -> bool:
    return tool.passes(["swift", "format", "lint", "--strict", "--recursive", "--parallel", *PATHS])
