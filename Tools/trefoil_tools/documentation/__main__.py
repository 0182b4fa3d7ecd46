"""Answers scripts/documentation.

    modules                    prints the modules that are documented, the lowest first
    pages ARCHIVE GRAPHS       names the public types without a page in the archive
    samples BUILD              compiles the Swift samples of the articles and of README.md

GRAPHS is where the build put the modules' symbol graphs, BUILD the folder of its products.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from trefoil_tools import places
from trefoil_tools.documentation import modules, pages, samples


def main(arguments: list[str]) -> int:
    if arguments == ["modules"]:
        print(*modules.documented(places.REPOSITORY), sep="\n")
        return 0
    if arguments[:1] == ["pages"] and len(arguments) == 3:
        names = modules.documented(places.REPOSITORY)
        return report(pages.missing(names, Path(arguments[1]), Path(arguments[2])))
    if arguments[:1] == ["samples"] and len(arguments) == 2:
        return report(filter(None, [samples.errors(samples.documents(), Path(arguments[1]))]))
    print(__doc__, file=sys.stderr)
    return 64


def report(problems: Iterable[str]) -> int:
    found = list(problems)
    for problem in found:
        print(f"documentation: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
