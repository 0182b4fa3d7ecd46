"""The results as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

from contenders import BY_NAME
from goals import Goal

NONE = "–"
MIB = 1 << 20


def table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def number(value: float | None, digits: int = 2) -> str:
    return NONE if value is None else f"{value:,.{digits}f}"


def latency(found: dict[str, float] | None) -> str:
    return NONE if not found else f"{found['p50']:.2f} · {found['p99']:.2f}"


def ours(results: dict[str, Any]) -> Iterator[str]:
    found = results["sizes"]
    if not found:
        return

    def row(name: str, cell: Any) -> list[str]:
        return [name, *(cell(one) for one in found.values())]

    def middle(*path: str) -> Any:
        return lambda one: number(median(one[path[0]][path[1]]), 1)

    def opened(name: str) -> Any:
        return lambda one: number(median(time[name] for time in one["opened"]), 1)

    yield "## Trefoil, made passages\n"
    origin = next(iter(found.values()))["built"]["origin"]
    yield f"Times in milliseconds, p50 · p99; the passages are {origin}.\n"
    rows = [
        row("add, encoding apart, passages/s",
            lambda one: number(one["built"]["passages"] / one["built"]["add_seconds"], 0)),
        row("make one segment of all, s", lambda one: number(one["built"]["optimize_seconds"], 1)),
        row("bytes a passage, text included", lambda one: number(
            one["built"]["bytes"] / one["built"]["passages"], 0)),
    ]  # fmt: skip
    for mode in ("dense", "sparse", "colbert", "sparse+dense", "hybrid"):
        rows.append(row(mode, lambda one, mode=mode: latency(one["modes"][mode]["latency"])))
    rows += [
        row("hybrid, exhaustive", lambda one: latency(one["exhaustive"]["latency"])),
        row("top 10 of the exhaustive hybrid kept", lambda one: number(one["overlap"], 4)),
        row("dense, recall@10", lambda one: number(one["dense_recall"], 4)),
        row("sparse, recall@10", lambda one: number(one["sparse_recall"], 4)),
        row("open", opened("open_milliseconds")),
        row("open, MiB touched", opened("touched")),
        row("add 100, on the disk", middle("changes", "add")),
        row("add 100, visible to another process", middle("changes", "visible")),
        row("delete 100", middle("changes", "delete")),
        row("MiB above the model's: adding",
            lambda one: number(one["built"]["memory_of_adding"], 0)),
        row("merging", lambda one: number(one["built"]["memory_of_merging"], 0)),
        row("searching", lambda one: number(one["memory_of_searching"], 0)),
    ]  # fmt: skip
    yield from table(["", *(f"{size:,} passages" for size in found)], rows)


def peer_rows(found: dict[str, Any], holds: str) -> Iterator[list[str]]:
    for name, peer in found["peers"].items():
        contender = BY_NAME[name]
        if contender.holds != holds:
            continue
        if "failed" in peer:
            yield [contender.label, f"failed: {peer['failed']}", *[NONE] * 6]
            continue
        last = peer["settings"][-1]
        setting = ", ".join(f"{key} {value}" for key, value in last["setting"].items()) or NONE
        yield [
            contender.label, peer["built_with"] or NONE, number(peer["build_seconds"], 1), setting,
            number(last["recall"], 4), latency(last), number(peer["bytes"] / MIB, 0),
            number(peer["peak_mib"], 0),
        ]  # fmt: skip


def peers(results: dict[str, Any]) -> Iterator[str]:
    heads = ["engine", "built with", "build, s", "setting", "recall@10", "p50 · p99, ms"]
    heads += ["files, MiB", "peak, MiB"]
    for size, found in results["sizes"].items():
        for holds in ("dense", "sparse"):
            latencies = found["modes"][holds]["latency"]
            # What an interrupted run did not come to is not there.
            built = found.get("built_dense") if holds == "dense" else found["built"]
            seconds = built["add_seconds"] + built["optimize_seconds"] if built else None
            files = built["bytes"] / MIB if built else None
            what = "dense vectors and texts" if holds == "dense" else "all three, and texts"
            own = [
                "Trefoil", what, number(seconds, 1), NONE, number(found[f"{holds}_recall"], 4),
                latency(latencies), number(files, 0), NONE,
            ]  # fmt: skip
            yield f"## {holds.capitalize()} alone, {size:,} made passages\n"
            yield from table(heads, [own, *peer_rows(found, holds)])


def sets(results: dict[str, Any]) -> Iterator[str]:
    for found in results["sets"].values():
        yield f"## {found['label']}: {found['passages']:,} rows, nDCG@10\n"
        modes = ("dense", "sparse", "colbert", "sparse+dense", "hybrid")
        exact = found["exact"]
        rows = [
            ["fp32, exhaustive", number(exact["dense"], 4), number(exact["sparse"], 4),
             number(exact["late"], 4), NONE, NONE, number(exact["hybrid"], 4), NONE, NONE, NONE]
        ]  # fmt: skip
        for codec, one in found["codecs"].items():
            rows.append(
                [f"tokens {codec}", *(number(one["ndcg"][mode], 4) for mode in modes),
                 number(one["exhaustive"], 4), number(one["overlap"], 4),
                 latency(one["latency"]["hybrid"]), number(one["bytes_a_passage"], 0)]
            )  # fmt: skip
        heads = ["", *modes, "hybrid, exhaustive", "top 10 kept", "hybrid, p50 · p99, ms"]
        yield from table([*heads, "bytes a passage"], rows)
        yield from engines(found)


def engines(found: dict[str, Any]) -> Iterator[str]:
    if not found["peers"]:
        return
    rows = []
    default = found["codecs"]["int8"]
    for mode, what in (("dense", "dense"), ("sparse", "sparse"), ("colbert", "late")):
        times = default["latency"][mode]
        ndcg = number(default["ndcg"][mode], 4)
        rows.append(["Trefoil", what, NONE, ndcg, number(1e3 / times["mean"], 0), latency(times)])
    for name, peer in found["peers"].items():
        contender = BY_NAME[name]
        if "failed" in peer:
            rows.append([contender.label, contender.holds, f"failed: {peer['failed']}"])
            rows[-1] += [NONE] * 3
            continue
        rows.append(
            [contender.label, contender.holds, number(peer["build_seconds"], 1),
             number(peer["ndcg"], 4), number(peer["queries_a_second"], 0),
             latency(peer["settings"][-1])]
        )  # fmt: skip
    heads = ["engine", "searches", "build, s", "nDCG@10", "queries/s", "p50 · p99, ms"]
    yield from table(heads, rows)


def scans(results: dict[str, Any]) -> Iterator[str]:
    if not results["scans"]:
        return
    yield f"## Memory, {results['scans']['rows']:,} rows\n"
    rows = [[name, f"{rate / 1e9:.1f}"] for name, rate in results["scans"]["rates"].items()]
    yield from table(["scan", "GB/s"], rows)


def reached(goals: list[Goal]) -> Iterator[str]:
    yield "## Goals\n"
    marks = {True: "yes", False: "**no**", None: NONE}
    rows = [
        [goal.name, goal.target, goal.ours, goal.peers or NONE, marks[goal.reached]]
        for goal in goals
    ]
    yield from table(["goal", "target", "ours", "peers", "reached"], rows)


def left_out(results: dict[str, Any]) -> Iterator[str]:
    packages = [item for found in results["versions"].values() for item in found.items()]
    versions = ", ".join(dict.fromkeys(f"{name} {version}" for name, version in packages))
    cpu = results["machine"]
    yield f"{cpu['cpu']}, {cpu['cores']} cores, {cpu['memory_mib'] // 1024} GiB; "
    yield f"{results['threads']} threads, {results['queries']} made queries; {versions}.\n"
    if others := results["others"]:
        most = max(others, key=lambda name: others[name])
        yield (
            f"Other processes had {median(others.values()):.0%} of the machine in the median of "
            f"{len(others)} steps, and {others[most]:.0%} at most ({most}).\n"
        )
    for name, why in results["left_out"].items():
        yield f"- Failed or left out: {name}: {why}"


def markdown(results: dict[str, Any], goals: list[Goal]) -> str:
    parts = [
        ours(results), peers(results), sets(results), scans(results), reached(goals),
        left_out(results),
    ]  # fmt: skip
    return "".join(line + "\n" for part in parts for line in part)
