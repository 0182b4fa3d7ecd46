"""What the machine is, and how much of it other processes take."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLAGS = re.compile(r"^(avx.*|amx.*|fma|f16c|asimd.*|sve.*|i8mm|bf16)$")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Ticks:
    """The machine's time since its start, in seconds over all cores."""

    total: float
    busy: float
    stolen: float

    @staticmethod
    def now() -> Ticks:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
        user, nice, system, idle, waiting, hard, soft, stolen = (int(f) / TICKS for f in fields)
        busy = user + nice + system + hard + soft
        return Ticks(busy + idle + waiting + stolen, busy, stolen)

    def others(self, before: Ticks, own_seconds: float) -> float:
        """The share of the machine that went to others since `before`, `own_seconds` aside."""
        total = max(self.total - before.total, 1 / TICKS)
        busy = max(0.0, self.busy - before.busy - own_seconds)
        return (busy + self.stolen - before.stolen) / total


def available_mib() -> float:
    found = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text())
    return int(found.group(1)) / 1024 if found else 0.0


def description() -> dict[str, Any]:
    text = Path("/proc/cpuinfo").read_text()
    named = dict(
        re.findall(r"^(model name|cpu family|model|flags|Features)\s*:\s*(.*)$", text, re.M)
    )
    flags = (named.get("flags") or named.get("Features") or "").split()
    return {
        "cpu": named.get("model name", platform.processor()),
        "family": named.get("cpu family"),
        "model": named.get("model"),
        "flags": sorted(flag for flag in flags if FLAGS.match(flag)),
        "cores": os.cpu_count(),
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "kernel": platform.release(),
        "architecture": platform.machine(),
    }
