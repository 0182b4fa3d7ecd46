"""Makes what a comparison needs and what is not there yet, step by step."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import places


class StepFailed(Exception):
    """A step did not end well; the message says why and where its log is."""


@dataclass(frozen=True)
class Step:
    """Commands that make `output`; each is given the path to make in place of `{out}`.

    The output appears when it is whole. A step without one, such as a build, always runs.
    """

    name: str
    commands: Callable[[str], list[list[str]]]
    output: Path | None = None
    needs: tuple[str, ...] = ()


def python(module: str, *arguments: object) -> list[str]:
    return [str(places.peers_python()), "-m", f"peers.{module}", *map(str, arguments)]


def convert(form: str, source: str, *more: object) -> Callable[[str], list[list[str]]]:
    return lambda out: [python("convert_openvino", form, places.MODELS / source, out, *more)]


def environment_commands(out: str) -> list[list[str]]:
    if "TREFOIL_PEERS_PYTHON" in os.environ:
        return [[str(places.peers_python()), "-c", "import torch, transformers"]]
    mark = [sys.executable, "-c", f"open({out!r}, 'w').close()"]
    return [*places.ENVIRONMENT.commands(), mark]


def environment_mark() -> Path | None:
    """A file that is there once these very requirements are installed."""
    if "TREFOIL_PEERS_PYTHON" in os.environ:
        return None
    return places.ENVIRONMENT.mark


def build(folder: Path, product: str) -> Callable[[str], list[list[str]]]:
    arguments = ["swift", "build", "-c", "release", "--package-path", str(folder)]
    return lambda out: [[*arguments, "--product", product]]


def all_steps() -> dict[str, Step]:
    m = places.MODELS
    made = [
        Step("environment", environment_commands, environment_mark()),
        Step(
            "checkpoint",
            lambda out: [
                [str(places.peers_python()), str(places.BENCHMARKS / "make_checkpoint.py"), out]
            ],
            places.CHECKPOINT,
            ("environment",),
        ),
        Step(
            "workloads",
            lambda out: [
                python("make_workloads", places.TOKENIZER / "sentencepiece.bpe.model", out)
            ],
            places.WORKLOADS,
            ("environment",),
        ),
        Step(
            "torch",
            lambda out: [python("torch_model", places.CHECKPOINT, out)],
            m / "torch",
            ("environment", "checkpoint"),
        ),
        Step(
            "reference",
            lambda out: [python("reference", m, places.WORKLOADS, out)],
            places.REFERENCE,
            ("torch", "workloads"),
        ),
        Step("onnx", lambda out: [python("export_onnx", m / "torch", out)], m / "onnx", ("torch",)),
        Step(
            "onnx-int8",
            lambda out: [python("quantize_onnxruntime", m / "onnx", out)],
            m / "onnx-int8",
            ("onnx",),
        ),
        Step("openvino-fp32", convert("fp32", "onnx"), m / "openvino-fp32", ("onnx",)),
        Step(
            "openvino-int8w",
            convert("weights", "openvino-fp32"),
            m / "openvino-int8w",
            ("openvino-fp32",),
        ),
        Step(
            "openvino-static",
            convert("static", "openvino-fp32", places.WORKLOADS),
            m / "openvino-static",
            ("openvino-fp32", "workloads"),
        ),
        Step(
            "lite-int8",
            lambda out: [python("quantize_lite", m / "onnx", m / "torch", out)],
            m / "lite-int8",
            ("onnx", "torch"),
        ),
        Step("runner", build(places.BENCHMARKS, "Runner")),
        Step("command", build(places.REPOSITORY, "trefoil")),
    ]
    return {step.name: step for step in made}


class Preparation:
    """The steps done so far in this run, and those that failed, with the reason."""

    def __init__(self) -> None:
        self.steps = all_steps()
        self.done: set[str] = set()
        self.failed: dict[str, str] = {}

    def ensure(self, name: str) -> bool:
        """Does a step and those before it; says whether it is done."""
        if name in self.done or name in self.failed:
            return name in self.done
        step = self.steps[name]
        try:
            for need in step.needs:
                if not self.ensure(need):
                    raise StepFailed(f"{need} is missing")
            perform(step)
            self.done.add(name)
        except StepFailed as failure:
            self.failed[name] = str(failure)
            print(f"could not prepare {name}: {failure}", file=sys.stderr, flush=True)
        return name in self.done

    def missing(self, needs: tuple[str, ...]) -> str | None:
        """Why something that stands on these steps can't run; nil if it can."""
        for need in needs:
            if not self.ensure(need):
                return f"{need}: {self.failed[need]}"
        return None


def perform(step: Step) -> None:
    if step.output is not None and step.output.exists():
        return
    print(f"preparing {step.name} …", file=sys.stderr, flush=True)
    begin = time.monotonic()
    places.MODELS.mkdir(parents=True, exist_ok=True)
    target = step.output or places.MODELS / step.name
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_name(f".making-{target.name}")
    remove(making)
    try:
        for command in step.commands(str(making)):
            call(step.name, command)
        if step.output is not None:
            making.rename(step.output)
    finally:
        remove(making)
    seconds = time.monotonic() - begin
    print(f"preparing {step.name} took {seconds:.0f} s", file=sys.stderr, flush=True)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def call(name: str, command: list[str]) -> None:
    """Runs a command whose output goes to a log; it ends with us."""
    places.LOGS.mkdir(parents=True, exist_ok=True)
    path = places.LOGS / f"{name}.log"
    with path.open("w") as log:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=places.COMPARE,
                env={**os.environ, "HF_HUB_OFFLINE": "1"},
                start_new_session=True,
            )
        except OSError as error:
            raise StepFailed(f"{command[0]}: {error.strerror}") from error
        try:
            status = process.wait()
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    if status != 0:
        lines = [line for line in path.read_text(errors="replace").splitlines() if line.strip()]
        raise StepFailed(f"{lines[-1][:200] if lines else 'no output'} (see {path})")
