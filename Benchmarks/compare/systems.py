"""The systems that are compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    """One engine in one setting; `family` is the width of its products in bits."""

    name: str
    label: str
    family: int
    # Resident memory for short texts and, where it takes part in e, for that; both in MiB.
    memory: int
    long_memory: int | None = None
    # The steps of the preparation that it stands on.
    needs: tuple[str, ...] = ()
    # Ours alone.
    precision: str | None = None
    outputs: str = "dense,sparse,colbert"
    # Left out of a quick run, and of every run that does not ask for it by name.
    slow: bool = False
    extra: bool = False

    @property
    def ours(self) -> bool:
        return self.precision is not None

    def takes_part(self, work: str) -> bool:
        return work != "e" or self.long_memory is not None


OURS = ("checkpoint", "workloads", "runner")
TORCH = ("environment", "workloads", "torch")
ONNX = (*TORCH, "onnx")
OPENVINO = (*ONNX, "openvino-fp32")

SYSTEMS = [
    System("trefoil-exact", "Trefoil exact", 32, 800, 1200, OURS, "exact"),
    System("flagembedding", "FlagEmbedding", 32, 2900, None, TORCH, slow=True),
    System("torch-sdpa-fp32", "PyTorch SDPA fp32", 32, 2450, 2850, TORCH, slow=True),
    System("onnxruntime-fp32", "ONNX Runtime fp32", 32, 2700, None, ONNX, extra=True),
    System("openvino-fp32", "OpenVINO fp32", 32, 3700, None, OPENVINO),
    System("trefoil-balanced", "Trefoil balanced", 16, 800, 1200, OURS, "balanced"),
    System("torch-bf16", "PyTorch bf16", 16, 2000, 2200, TORCH, slow=True),
    System("openvino-bf16", "OpenVINO bf16", 16, 3000, 3250, OPENVINO),
    System("trefoil-fast", "Trefoil fast", 8, 500, 900, OURS, "fast"),
    System(
        "trefoil-fast-dense", "Trefoil fast, dense alone", 8, 500, 900, OURS, "fast", "dense",
        extra=True,
    ),
    System("onnxruntime-int8", "ONNX Runtime int8", 8, 750, 9600, (*ONNX, "onnx-int8")),
    System(
        "openvino-int8w-bf16", "OpenVINO int8 weights, bf16", 8, 1000, None,
        (*OPENVINO, "openvino-int8w"), slow=True,
    ),
    System(
        "openvino-static-int8", "OpenVINO static int8", 8, 2150, None,
        (*OPENVINO, "openvino-static"), extra=True,
    ),
    System(
        "openvino-static-int8-bf16", "OpenVINO static int8, bf16", 8, 2150, 2350,
        (*OPENVINO, "openvino-static"),
    ),
    System(
        "bge-m3-lite-int8", "bge-m3-lite int8", 8, 750, 1250, (*ONNX, "lite-int8"), slow=True
    ),
]  # fmt: skip
BY_NAME = {system.name: system for system in SYSTEMS}


def chosen(names: list[str] | None, quick: bool) -> list[System]:
    """Ours and the peers that were named; without names, those that a run has by itself."""
    if names is None:
        return [s for s in SYSTEMS if not s.extra and not (quick and s.slow)]
    return [s for s in SYSTEMS if s.name in names or (s.ours and not s.extra)]


def groups(systems: list[System], works: list[str], available_mib: float) -> list[list[System]]:
    """Systems that fit into memory together: all, or else one group a family."""

    def together(group: list[System]) -> float:
        resident = sum(system.memory for system in group)
        if "e" not in works:
            return resident
        # Workload e runs in one system at a time, and most of what it adds is given back.
        return resident + max((s.long_memory or s.memory) - s.memory for s in group)

    if not systems or together(systems) <= 0.85 * available_mib:
        return [systems] if systems else []
    families = sorted({system.family for system in systems}, reverse=True)
    return [[s for s in systems if s.family == family] for family in families]
