"""Problems that are known and not yet solved. An entry that matches nothing is a problem itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from trefoil_tools.lint.problem import Problem


class Known(NamedTuple):
    """Problems of files that match `path`, whose message contains `message`."""

    path: str
    message: str

    def covers(self, problem: Problem) -> bool:
        return (
            problem.path.match(self.path) and re.search(self.message, problem.message) is not None
        )


KNOWN: tuple[Known, ...] = ()


def unknown(problems: Iterable[Problem], entries: tuple[Known, ...] = KNOWN) -> Iterator[Problem]:
    """The problems that no entry covers, and the entries that cover none."""
    left = set(entries)
    for problem in problems:
        covering = [known for known in entries if known.covers(problem)]
        left -= set(covering)
        if not covering:
            yield problem
    for known in sorted(left):
        yield Problem(Path(__file__), 0, f"{known} is solved; remove it")
