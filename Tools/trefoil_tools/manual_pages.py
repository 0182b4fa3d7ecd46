"""Makes manual pages from what `trefoil --experimental-dump-help` says.

usage: trefoil --experimental-dump-help |
           python3 -m trefoil_tools.manual_pages VERSION DATE FOLDER

DATE is that of the pages, as 2026-11-26. The generator of swift-argument-parser drops every letter
that is not ASCII and runs the lines of examples together, so the pages are written here, in
mdoc(7).
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SECTION = 1
HEADING = re.compile(r"[A-Z][A-Z ]+")
# A title of options that have none of their own.
OPTIONS = "Options"


def escaped(text: str) -> str:
    """Text that stands for itself, wherever its line begins."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def argument(text: str) -> str:
    """Text as one argument of a macro."""
    return '"' + escaped(text).replace('"', '""') + '"'


def page_name(path: list[str]) -> str:
    return "-".join(path)


def spelling(name: dict[str, str]) -> str:
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def is_shown(item: dict) -> bool:
    return item.get("shouldDisplay", True)


def synopsis(command: dict, path: list[str]) -> Iterator[str]:
    yield f".Nm {argument(' '.join(path))}"
    if any(map(is_shown, command.get("subcommands", []))):
        yield ".Ar subcommand"
    for item in filter(is_shown, command.get("arguments", [])):
        more = " ..." if item["isRepeating"] else ""
        value = f"Ar {argument(item['valueName'])}"
        if item["kind"] == "positional":
            call = f"{value}{more}"
        else:
            call = f"Fl {argument(spelling(item['preferredName'])[1:])}"
            call += f" {value}{more}" if item["kind"] == "option" else ""
        yield f".Op {call}" if item["isOptional"] else f".{call}"


def discussion(text: str) -> Iterator[str]:
    """Paragraphs, headings in capitals, and lines set in by two spaces, which stay as they are."""
    literal = False
    for line in text.splitlines():
        if literal != line.startswith("  ") and (literal or line.strip()):
            yield ".Ed" if literal else ".Bd -literal -offset indent -compact"
            literal = not literal
        if literal:
            yield escaped(line[2:])
        elif HEADING.fullmatch(line):
            yield f".Ss {argument(line.capitalize())}"
        else:
            yield escaped(line) if line.strip() else ".Pp"
    if literal:
        yield ".Ed"


def item_head(item: dict) -> str:
    value = f"Ar {argument(item['valueName'])}"
    if item["kind"] == "positional":
        return f".It {value}"
    flags = " , ".join(f"Fl {argument(spelling(name)[1:])}" for name in item["names"])
    return f".It {flags} {value}" if item["kind"] == "option" else f".It {flags}"


def item_text(item: dict) -> str:
    text = item.get("abstract", "")
    remarks = []
    if values := item.get("allValues"):
        remarks.append(f"values: {', '.join(values)}")
    if default := item.get("defaultValue"):
        remarks.append(f"default: {default}")
    return f"{text} ({'; '.join(remarks)})" if remarks else text


def options(command: dict) -> Iterator[str]:
    groups: dict[str, list[dict]] = {}
    for item in filter(is_shown, command.get("arguments", [])):
        groups.setdefault(item.get("sectionTitle") or OPTIONS, []).append(item)
    for title in sorted(groups, key=lambda title: title != OPTIONS):
        if title != OPTIONS:
            yield f".Ss {argument(title)}"
        yield ".Bl -tag -width Ds"
        for item in groups[title]:
            yield item_head(item)
            yield escaped(item_text(item))
        yield ".El"


def see_also(path: list[str], command: dict) -> Iterator[str]:
    names = [page_name([*path, one["commandName"]]) for one in documented(command)]
    names = [page_name(path[:-1])] if path[1:] else names
    if names:
        yield ".Sh SEE ALSO"
        yield from (f".Xr {name} {SECTION} ," for name in names[:-1])
        yield f".Xr {names[-1]} {SECTION}"


def documented(command: dict) -> list[dict]:
    """Subcommands with pages of their own; `help` is not one."""
    return [
        one
        for one in command.get("subcommands", [])
        if is_shown(one) and one["commandName"] != "help"
    ]


class Edition(NamedTuple):
    """What a page says of itself at its foot."""

    version: str
    date: datetime.date


def page(command: dict, path: list[str], edition: Edition) -> Iterator[str]:
    yield f".Dd {edition.date:%B} {edition.date.day}, {edition.date.year}"
    yield f".Dt {page_name(path).upper()} {SECTION}"
    yield f".Os Trefoil {edition.version}"
    yield ".Sh NAME"
    yield f".Nm {page_name(path)}"
    yield f".Nd {escaped(command['abstract'].rstrip('.'))}"
    yield ".Sh SYNOPSIS"
    yield from synopsis(command, path)
    yield ".Sh DESCRIPTION"
    yield from discussion(command.get("discussion") or command["abstract"])
    if subcommands := documented(command):
        yield ".Ss Subcommands"
        yield ".Bl -tag -width tokenize"
        for one in subcommands:
            yield f".It Cm {one['commandName']}"
            yield escaped(one["abstract"])
        yield ".El"
    yield ".Sh OPTIONS"
    yield from options(command)
    yield from see_also(path, command)


def write_pages(command: dict, path: list[str], edition: Edition, folder: Path) -> None:
    """A page for the command and for each of its subcommands."""
    lines = "\n".join(page(command, path, edition)) + "\n"
    (folder / f"{page_name(path)}.{SECTION}").write_text(lines, encoding="utf-8")
    for subcommand in documented(command):
        write_pages(subcommand, [*path, subcommand["commandName"]], edition, folder)


def main() -> None:
    version, date, name = sys.argv[1:]
    edition, folder = Edition(version, datetime.date.fromisoformat(date)), Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    command = json.load(sys.stdin)["command"]
    write_pages(command, [command["commandName"]], edition, folder)


if __name__ == "__main__":
    main()
