"""Hidden states of many texts, kept in files, because the backbone is frozen.

`trefoil encode` makes them: with the identity for a ColBERT head its token vectors are the hidden
states at length 1, and the last LayerNorm tells how long they were.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from sentencepiece import SentencePieceProcessor

from trefoil_tools.json_file import write_json_lines
from trefoil_tools.safetensors_file import planned, write_tensors

END, UNKNOWN = 2, 3
WIDTH = 384
# Texts that one call of the command encodes; their states pass through memory in fp32.
TEXTS_PER_CALL = 8000


class States:
    """Texts as the heads see them, without `<s>`: `ids` [tokens], `hidden` [tokens, 384] fp16, text
    i from `offsets[i]` to `[i + 1]`, and `dense` [texts, 384]."""

    def __init__(self, folder: Path) -> None:
        self.ids = np.load(folder / "ids.npy")
        self.offsets = np.load(folder / "offsets.npy")
        self.dense = np.load(folder / "dense.npy")
        self.hidden = np.memmap(folder / "hidden.f16", np.float16, "r").reshape(-1, WIDTH)

    def __len__(self) -> int:
        return len(self.offsets) - 1


class Encoder:
    """The default model, encoding texts by the command."""

    def __init__(self, command: Path, model: Path, scratch: Path) -> None:
        self.command, self.scratch = command, scratch
        self.tokenizer = SentencePieceProcessor(str(model / "sentencepiece.bpe.model"))
        weights = load_file(model / "model.safetensors")
        prefix = "encoder.layer.11.output.LayerNorm."
        name = next(key for key in weights if key.endswith(prefix + "weight"))
        self.scale = weights[name].astype(np.float32)
        self.shift = weights[name.replace("weight", "bias")].astype(np.float32)
        self.model = scratch / "identity-model"
        self.model.mkdir(parents=True, exist_ok=True)
        for file in model.iterdir():
            if not file.name.startswith("colbert_linear") and not (self.model / file.name).exists():
                (self.model / file.name).symlink_to(file)
        identity = {"weight": np.eye(WIDTH, dtype=np.float16), "bias": np.zeros(WIDTH, np.float16)}
        write_tensors(
            self.model / "colbert_linear.safetensors",
            [planned(name, array) for name, array in identity.items()],
        )

    def ids(self, text: str, limit: int) -> np.ndarray:
        """The ids that the model reads after `<s>`."""
        pieces = [piece + 1 if piece else UNKNOWN for piece in self.tokenizer.encode(text.rstrip())]
        return np.array([*pieces[: limit - 2], END], np.int32)

    def hidden(self, rows: np.ndarray) -> np.ndarray:
        """Hidden states from their directions.

        (h − shift) / scale has the squared length 384, as LayerNorm made it; h = s · row.
        """
        inverse = self.scale**-2.0
        a = (rows * rows) @ inverse
        b = rows @ (inverse * self.shift)
        c = float((inverse * self.shift * self.shift).sum()) - WIDTH
        return rows * ((b + np.sqrt(np.maximum(b * b - a * c, 0))) / a)[:, None]

    def encode(self, texts: list[str], role: str, limit: int, folder: Path) -> States:
        folder.mkdir(parents=True, exist_ok=True)
        ids, dense, start, done = [], [], time.time(), 0
        with (folder / "hidden.f16").open("wb") as file:
            for first in range(0, len(texts), TEXTS_PER_CALL):
                chunk = texts[first : first + TEXTS_PER_CALL]
                tensors = self.call(chunk, role, limit)
                rows, offsets = tensors["colbert_vecs"], tensors["colbert_offsets"]
                dense.append(tensors["dense"])
                for index, text in enumerate(chunk):
                    ids.append(self.ids(f"{role}: {text}", limit))
                    count = offsets[index + 1] - offsets[index]
                    assert len(ids[-1]) == count, f"{len(ids[-1])} ids, {count} rows: {text!r}"
                for place in range(0, len(rows), 65536):
                    file.write(
                        self.hidden(rows[place : place + 65536]).astype(np.float16).tobytes()
                    )
                done += len(rows)
                rate = done / (time.time() - start)
                print(
                    f"{first + len(chunk)}/{len(texts)} texts, {rate:.0f} tokens/s",
                    file=sys.stderr,
                    flush=True,
                )
        np.save(folder / "ids.npy", np.concatenate(ids))
        np.save(folder / "offsets.npy", np.concatenate([[0], np.cumsum([len(i) for i in ids])]))
        np.save(folder / "dense.npy", np.concatenate(dense))
        return States(folder)

    def call(self, texts: list[str], role: str, limit: int) -> dict[str, np.ndarray]:
        source, target = self.scratch / "texts.jsonl", self.scratch / "vectors.safetensors"
        write_json_lines(source, ({"text": text} for text in texts), ensure_ascii=True)
        subprocess.run(
            [
                str(self.command),
                "encode",
                str(source),
                "--as",
                role,
                "--outputs",
                "dense,colbert",
                "--max-length",
                str(limit),
                "--model",
                str(self.model),
                "--quiet",
                "--output",
                str(target),
            ],
            check=True,
        )
        return load_file(target)
