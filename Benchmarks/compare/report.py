"""The results as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

import goals
from measure import Summary
from results import Results
from systems import BY_NAME

WORKS = {
    "a": "a: 1 × 12, ms",
    "b": "b: 32 × 128, tokens/s",
    "c": "c: 8 × 512, tokens/s",
    "d": "d: 64 mixed, tokens/s",
    "e": "e: 1 × 8192, tokens/s",
}
NONE = "–"


def table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def milliseconds(found: Summary | None) -> str:
    if not found:
        return NONE
    middle, least, most = (1e3 * value for value in (found.seconds, found.least, found.most))
    return f"{middle:.1f} ({least:.1f}–{most:.1f})"


def rate(found: Summary | None, tokens: int) -> str:
    if not found:
        return NONE
    middle, least, most = (tokens / v for v in (found.seconds, found.most, found.least))
    return f"{middle:.0f} ({least:.0f}–{most:.0f})"


def mebibytes(found: Summary | None) -> str:
    return f"{found.peak_mib:.0f}" if found else NONE


def cosine(value: float | None) -> str:
    if value is None:
        return NONE
    return f"1 − {max(0.0, 1 - value):.1e}"


def encoding(results: Results) -> Iterator[str]:
    works = [work for work in WORKS if results.systems(work)]
    names = list(dict.fromkeys(name for work in works for name in results.systems(work)))
    names.sort(key=list(BY_NAME).index)
    heads = ["system", "dense cosine", *(WORKS[work] for work in works)]
    heads += ["CPU share", "most of others", "peak MiB: c", "e"]

    def row(name: str) -> list[str]:
        found = {work: results.summary(name, work) for work in works}
        here = [summary for summary in found.values() if summary]
        accuracy = results.accuracy.get(name)
        cells = [BY_NAME[name].label, cosine(accuracy.least if accuracy else None)]
        for work in works:
            summary = found[work]
            cells.append(
                milliseconds(summary) if work == "a" else rate(summary, results.tokens[work])
            )
        cells.append(f"{median(summary.cpu_share for summary in here):.0%}")
        cells.append(f"{max(summary.others_share for summary in here):.0%}")
        return [*cells, mebibytes(found.get("c")), mebibytes(found.get("e"))]

    if names:
        yield "## Encoding\n"
        yield "Medians of the rounds, the slowest and the fastest in brackets.\n"
        yield from table(heads, map(row, names))
        yield ""


def rows_of_ours(results: Results) -> Iterator[str]:
    found = {name: a for name, a in results.accuracy.items() if a.colbert_row is not None}
    if found:
        yield "## Accuracy of ours, against PyTorch in fp32\n"
        heads = ["system", "dense, texts of 12, 128, 512, 2,000 tokens", "least ColBERT row"]
        rows = (
            [BY_NAME[name].label, ", ".join(map(cosine, a.dense)), cosine(a.colbert_row)]
            for name, a in found.items()
        )
        yield from table(heads, rows)
        yield ""


def maxsim(results: Results) -> Iterator[str]:
    works = [work for work in ("maxsim-1024", "maxsim-128") if results.systems(work)]
    if not works:
        return
    yield "## MaxSim, 32 query tokens × 1,000 passages of 180\n"
    names = list(dict.fromkeys(name for work in works for name in results.systems(work)))
    heads = ["way"]
    for work in works:
        dimension = work.split("-")[1]
        heads += [f"{dimension} dimensions, ms", "scores differ by"]

    def row(name: str) -> list[str]:
        cells = [name]
        for work in works:
            difference = results.scores_differ_by(work, name, "numpy-loop")
            cells.append(milliseconds(results.summary(name, work)))
            cells.append(NONE if difference is None else f"{difference:.1e}")
        return cells

    yield from table(heads, map(row, names))
    yield ""


def rerank(results: Results) -> Iterator[str]:
    names = results.systems("rerank")
    if not names:
        return
    yield "## Rerank, 1 query × 100 passages of 128 tokens, all three scores\n"
    rows = ([BY_NAME[n].label, milliseconds(results.summary(n, "rerank"))] for n in names)
    yield from table(["system", "ms"], rows)
    if len(names) > 1:
        difference = results.scores_differ_by("rerank", names[0], names[1])
        if difference is not None:
            yield f"\nThe scores differ by at most {difference:.1e}."
    yield ""


def startup(results: Results) -> Iterator[str]:
    if not results.startup:
        return
    yield "## From the start of the process to its first vector\n"
    rows = (
        [label, f"{median(times):.2f} ({min(times):.2f}–{max(times):.2f})"]
        for label, times in results.startup.items()
    )
    yield from table(["model", "s"], rows)
    yield ""


def value(number: float | None, unit: str) -> str:
    if number is None:
        return NONE
    if unit == "" and number > 0.9:
        return f"{number:.7f}"
    return f"{number:.3g} {unit}" if unit in ("MiB", "s") else f"{number:.3g}{unit}"


def reached(results: Results) -> Iterator[str]:
    yield "## Goals\n"
    found = goals.all_goals(results)
    measured = [goal for goal in found if goal.met is not None]
    rows = (
        [
            goal.name,
            ("≥ " if goal.at_least else "≤ ") + f"{goal.target:g}{goal.unit and ' ' + goal.unit}",
            value(goal.reached, goal.unit),
            "yes" if goal.met else "**no**",
        ]
        for goal in measured
    )
    yield from table(["what", "goal", "reached", "met"], rows)
    if len(measured) < len(found):
        yield f"\n{len(found) - len(measured)} more goals were not measured in this run."
    yield ""


def foot(results: Results) -> Iterator[str]:
    for name, why in results.left_out.items():
        yield f"- left out: {name}: {why}"
    if results.left_out:
        yield ""
    m = results.machine
    yield f"{m['cpu']} (family {m['family']}, model {m['model']}), {m['cores']} cores, "
    yield f"{m['memory_mib']} MiB, {results.threads} threads; {', '.join(m['flags'])}."
    yield ", ".join(f"{name} {version}" for name, version in results.versions.items()) + "."


def markdown(results: Results) -> str:
    parts = (encoding, rows_of_ours, maxsim, rerank, startup, reached, foot)
    return "\n".join(line for part in parts for line in part(results)) + "\n"
