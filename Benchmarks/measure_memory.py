#!/usr/bin/env python3
"""Peak resident memory of `trefoil encode` with the seeded BGE-M3-sized checkpoint.

    swift build -c release --product trefoil      # in the folder above
    python3 Benchmarks/make_checkpoint.py
    python3 Benchmarks/measure_memory.py [PRECISION …]

Three runs in each precision: 100 short texts, one text of 8,192 tokens, and both in one process.
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


def peak(texts: list[str], precision: str) -> float:
    """MiB of a process that encodes these texts, all three outputs each."""
    arguments = [
        str(places.COMMAND),
        "encode",
        "--model",
        str(model_directory()),
        "--precision",
        precision,
        "--outputs",
        "dense,sparse,colbert",
        "--quiet",
        "-",
    ]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    process.stdin.write("\n".join(texts).encode())
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("trefoil failed; build it and make the checkpoint first")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 2**20


def main() -> None:
    short = [f"the {number} of " + "the " * (number % 9) for number in range(100)]
    long = ["the " * 8190]
    for precision in sys.argv[1:] or ["exact", "balanced", "fast"]:
        for name, texts in (
            ("100 short texts", short),
            ("one text of 8,192 tokens", long),
            ("both", short + long),
        ):
            print(f"{precision:9} {name:26} {peak(texts, precision):5.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
