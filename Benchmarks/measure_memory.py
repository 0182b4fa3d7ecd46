#!/usr/bin/env python3
"""Peak resident memory of `trefoil encode` and of a ranking.

    swift build -c release --product trefoil      # in the folder above
    python3 Benchmarks/make_checkpoint.py
    python3 Benchmarks/measure_memory.py [PRECISION …]
    python3 Benchmarks/measure_memory.py --ranking [COUNT [MODEL]]

Three runs of the seeded BGE-M3-sized checkpoint in each precision: 100 short texts, one text of
8,192 tokens, and both in one process.

With --ranking, `trefoil rerank` puts COUNT passages (100,000) of some 16 tokens in order with all
three scores of MODEL (the default one), and then a single one: what a ranking takes above the
model, its texts and its result included.

Peaks are the system's own (ru_maxrss of the finished process) and so upper bounds of what is
resident after.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tools"))
from trefoil_tools import places  # noqa: E402


def model_directory() -> Path:
    named = os.environ.get("TREFOIL_BENCHMARK_MODEL")
    return Path(named) if named else places.cached(places.SEEDED_CHECKPOINT)


def encoding_peak(texts: list[str], precision: str) -> float:
    """MiB of a process that encodes these texts, all three outputs each."""
    model = ["--model", str(model_directory()), "--precision", precision]
    return peak(["encode", *model, "--outputs", "dense,sparse,colbert", "-"], texts)


def ranking_peak(count: int, model: list[str]) -> float:
    """MiB of a process that ranks so many passages by all three scores."""
    words = ["tide", "moon", "sea", "lamp", "keeper", "harbour", "wind", "rope", "stone", "light"]
    passages = [
        f"passage {number}: " + " ".join(words[(number // 10**place) % 10] for place in range(6))
        for number in range(count)
    ]
    query = ["--query", "what moves the sea?", "--weights", "1,0.3,1", "--json"]
    return peak(["rerank", *model, *query], passages)


def peak(arguments: list[str], lines: list[str]) -> float:
    """MiB of a command that reads these lines."""
    process = subprocess.Popen(
        [str(places.COMMAND), *arguments, "--quiet"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    process.stdin.write("\n".join(lines).encode())
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("trefoil failed; build it and make the checkpoint first")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 2**20


def measure_ranking(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else 100_000
    model = ["--model", arguments[1]] if len(arguments) > 1 else []
    one, many = ranking_peak(1, model), ranking_peak(count, model)
    print(f"ranking 1 passage {one:5.0f} MiB, {count} passages {many:5.0f} MiB")
    print(f"above the model: {many - one:5.0f} MiB")


def main() -> None:
    if sys.argv[1:2] == ["--ranking"]:
        measure_ranking(sys.argv[2:])
        return
    short = [f"the {number} of " + "the " * (number % 9) for number in range(100)]
    long = ["the " * 8190]
    for precision in sys.argv[1:] or ["exact", "balanced", "fast"]:
        for name, texts in (
            ("100 short texts", short),
            ("one text of 8,192 tokens", long),
            ("both", short + long),
        ):
            print(f"{precision:9} {name:26} {encoding_peak(texts, precision):5.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
