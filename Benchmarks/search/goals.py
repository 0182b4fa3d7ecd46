"""What we set out to reach, and whether a run did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from contenders import BY_NAME

HYBRID_MILLISECONDS = {20_000: 1.5, 100_000: 3, 1_000_000: 12}
LARGE = 1_000_000
CODEC_LOSS = {"int8": 0.001, "bits4": 0.002, "bits2": 0.005, "bits1": 0.015}
NOT_MEASURED = "not measured"
# A passage of so many tokens is what the goals of bytes are stated for.
MOST_BYTES, MOST_BYTES_2_BITS = 19_000, 6_500


@dataclass(frozen=True)
class Goal:
    """A goal, what ours and the peers reached, in words, and whether that is enough.

    `reached` is nothing where this run did not measure it.
    """

    name: str
    target: str
    ours: str = NOT_MEASURED
    peers: str = ""
    reached: bool | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def shown(value: float) -> str:
    """Four digits of a number, and all of those before its point."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"


def at_most(name: str, value: float | None, most: float, unit: str, peers: str = "") -> Goal:
    target = f"≤ {shown(most)} {unit}".rstrip()
    if value is None:
        return Goal(name, target)
    return Goal(name, target, f"{shown(value)} {unit}".rstrip(), peers, value <= most)


def at_least(name: str, value: float | None, least: float, unit: str, peers: str = "") -> Goal:
    target = f"≥ {shown(least)} {unit}".rstrip()
    if value is None:
        return Goal(name, target)
    return Goal(name, target, f"{shown(value)} {unit}".rstrip(), peers, value >= least)


def of(found: dict[str, Any] | None, *path: str) -> Any:
    """What lies at a path; nothing where the run did not come so far."""
    for name in path:
        found = found.get(name) if found is not None else None
    return found


def beside(found: dict[str, Any] | None, holds: str, least_recall: float) -> str:
    """The peers' latency at the setting that is exact enough, or at their most exact one."""
    cells = []
    for name, peer in (of(found, "peers") or {}).items():
        if BY_NAME[name].holds != holds:
            continue
        if "failed" in peer:
            cells.append(f"{BY_NAME[name].label} failed")
            continue
        last = peer["settings"][-1]
        mark = "" if last["recall"] >= least_recall else ", no more"
        cells.append(
            f"{BY_NAME[name].label} {last['p50']:.2f} ms at recall {last['recall']:.3f}{mark}"
        )
    return "; ".join(cells)


def sizes(results: dict[str, Any]) -> Iterator[Goal]:
    for size, most in HYBRID_MILLISECONDS.items():
        latency = of(results["sizes"].get(size), "modes", "hybrid", "latency")
        name = f"hybrid, {size:,} passages"
        yield at_most(f"{name}, p50", of(latency, "p50"), most, "ms")
        share = latency["p99"] / latency["p50"] if latency else None
        yield at_most(f"{name}, p99 over p50", share, 3, "")
    for size in HYBRID_MILLISECONDS:
        share = of(results["sizes"].get(size), "overlap")
        yield at_least(f"top 10 of the exhaustive hybrid kept, {size:,} passages", share, 0.99, "")


def sets(results: dict[str, Any]) -> Iterator[Goal]:
    for name in ("scifact", "xquad", "qmsum"):
        found = results["sets"].get(name)
        label = found["label"] if found else name
        codec = of(found, "codecs", "int8")
        yield at_least(f"top 10 kept, {label}", of(codec, "overlap"), 0.99, "")
        loss = codec["exhaustive"] - codec["ndcg"]["hybrid"] if codec else None
        yield at_most(f"nDCG@10 lost to the exhaustive ranking, {label}", loss, 0.001, "")


def alone(results: dict[str, Any]) -> Iterator[Goal]:
    found = results["sizes"].get(LARGE)
    dense, sparse = (of(found, "modes", kind, "latency", "p50") for kind in ("dense", "sparse"))
    yield at_most(f"dense alone, {LARGE:,}, p50", dense, 4, "ms", beside(found, "dense", 0.99))
    yield at_least(f"dense alone, {LARGE:,}, recall@10", of(found, "dense_recall"), 0.99, "")
    graph = of(found, "peers", "faiss-hnsw", "build_seconds")
    built = of(found, "built_dense")
    share = None
    if built and graph:
        share = (built["add_seconds"] + built["optimize_seconds"]) / graph
    peers = f"HNSW {graph:.0f} s" if graph else ""
    yield at_most("dense alone, its building over HNSW's", share, 0.1, "", peers)
    yield at_most(f"sparse alone, {LARGE:,}, p50", sparse, 3, "ms", beside(found, "sparse", 0.99))
    yield at_least(f"sparse alone, {LARGE:,}, exact", of(found, "sparse_recall"), 0.999, "")


def late(results: dict[str, Any]) -> Iterator[Goal]:
    found = results["sets"].get("scifact")
    codec = of(found, "codecs", "int8")
    mean = of(codec, "latency", "colbert", "mean")
    for name, least in (("fast-plaid", 10), ("xtr-warp", 2)):
        label = f"late interaction, queries/s over {BY_NAME[name].label}'s"
        peer = of(found, "peers", name)
        rate = of(peer, "queries_a_second")
        if mean is None or rate is None:
            yield Goal(label, f"≥ {least} ×, nDCG@10 no lower", peers=of(peer, "failed") or "")
            continue
        ours, theirs = codec["ndcg"]["colbert"], peer["ndcg"]
        yield Goal(
            label,
            f"≥ {least} ×, nDCG@10 no lower",
            f"{1e3 / mean / rate:.3g} ×, nDCG@10 {ours:.4f}",
            f"{rate:.0f}/s, nDCG@10 {theirs:.4f}",
            1e3 / mean / rate >= least and ours >= theirs,
        )


def bandwidth(results: dict[str, Any]) -> Iterator[Goal]:
    # Fewer rows lie in the processor's cache.
    scans = of(results, "scans", "rates") if of(results, "scans", "rows") == LARGE else None
    memory = of(scans, "dense codes, read")
    for name, scan, reading in (
        ("1-bit scan", "signs, best 10", "signs, read"),
        ("int8 scan", "dense codes, best 10", "dense codes, read"),
    ):
        share = scans[scan] / memory if scans else None
        told = f"reading the same bytes {scans[reading] / memory:.2f}" if scans else ""
        yield at_least(f"{name}, share of the memory's bandwidth", share, 0.8, "", told)
    found = results["sizes"].get(LARGE)
    time = of(found, "modes", "sparse", "latency", "p50")
    share = 1e3 * found["posting_bytes"] / time / memory if time and memory else None
    told = "all bytes of the query's lists, those passed over too" if share else ""
    yield at_least("postings, share of the memory's bandwidth", share, 0.8, "", told)


def upkeep(results: dict[str, Any]) -> Iterator[Goal]:
    found = results["sizes"].get(LARGE)
    opened = of(found, "opened")
    changes = of(found, "changes")

    def middle(of_what: list[float] | None) -> float | None:
        return median(of_what) if of_what else None

    times = [one["open_milliseconds"] for one in opened] if opened else None
    touched = [one["touched"] for one in opened] if opened else None
    yield at_most(f"open {LARGE:,}", middle(times), 50, "ms")
    yield at_most(f"open {LARGE:,}, touched", middle(touched), 50, "MiB")
    name = f"add 100 passages to {LARGE:,}, visible to another process"
    yield at_most(name, middle(of(changes, "visible")), 100, "ms")
    yield at_most(f"delete 100 of {LARGE:,}", middle(of(changes, "delete")), 20, "ms")


def room(results: dict[str, Any]) -> Iterator[Goal]:
    size = min(results["sizes"], default=None)
    found = results["sizes"].get(size)
    for name, key, most in (
        ("default codecs", "built", MOST_BYTES),
        ("2-bit tokens", "built_bits2", MOST_BYTES_2_BITS),
    ):
        built = of(found, key)
        value = built["bytes"] / built["passages"] if built else None
        yield at_most(f"bytes a passage of 130 tokens, {name}", value, most, "B")
    most = max(results["sizes"], default=None)
    found = results["sizes"].get(most)
    cases = [
        ("adding", of(found, "built", "memory_of_adding")),
        ("merging", of(found, "built", "memory_of_merging")),
        ("searching", of(found, "memory_of_searching")),
    ]
    for name, value in cases:
        told = f"{name}, {most:,} passages" if most else name
        yield at_most(f"memory above the model's: {told}", value, 300, "MiB")


def codecs(results: dict[str, Any]) -> Iterator[Goal]:
    for name in ("scifact", "xquad"):
        found = results["sets"].get(name)
        label = found["label"] if found else name
        for codec, most in CODEC_LOSS.items():
            value = of(found, "codecs", codec, "exhaustive")
            loss = found["exact"]["hybrid"] - value if value is not None else None
            yield at_most(f"nDCG@10 lost by tokens in {codec}, {label}", loss, most, "")


def all_goals(results: dict[str, Any]) -> list[Goal]:
    parts = (sizes, sets, alone, late, bandwidth, upkeep, room, codecs)
    return [goal for part in parts for goal in part(results)]
