"""Runs the checks that are named, or all of them.

usage: scripts/lint [graph] [words] [errors] [c] [python] [shell] [swift]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain

from trefoil_tools.lint import (
    c_code,
    errors,
    imports,
    python_code,
    shell_scripts,
    swift_code,
    words,
)
from trefoil_tools.lint.problem import Problem

# Checks of our own, which yield what they find.
FINDERS: dict[str, Callable[[], Iterator[Problem]]] = {
    "graph": imports.check,
    "words": words.check,
    "errors": errors.check,
}
# Checks by other programs, which print what they find.
TOOLS: dict[str, tuple[Callable[[], bool], ...]] = {
    "c": (c_code.is_laid_out, c_code.compiles_without_warning),
    "python": (
        python_code.is_laid_out,
        python_code.has_no_likely_bug,
        python_code.passes_its_tests,
    ),
    "shell": (shell_scripts.are_sound,),
    "swift": (swift_code.is_laid_out,),
}


def main() -> int:
    names = sys.argv[1:] or [*FINDERS, *TOOLS]
    if strangers := set(names) - {*FINDERS, *TOOLS}:
        print(f"{__doc__}\nunknown: {', '.join(sorted(strangers))}", file=sys.stderr)
        return 64
    is_clean = True
    for problem in chain.from_iterable(FINDERS[name]() for name in names if name in FINDERS):
        print(problem)
        is_clean = False
    for name in names:
        for check in TOOLS.get(name, ()):
            is_clean &= check()
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
