"""The default model in PyTorch: token ids and last hidden states, for the fit only."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file
from sentencepiece import SentencePieceProcessor
from transformers import BertConfig, BertModel

BEGIN, END, UNKNOWN = 0, 2, 3
TOKENS_PER_BATCH = 4096


class States(NamedTuple):
    """One text: its token ids, `[tokens]`, and its hidden states, `[tokens, 384]`."""

    ids: np.ndarray
    hidden: np.ndarray


class Backbone:
    """Encodes texts that carry their instruction already."""

    def __init__(self, directory: Path) -> None:
        self.tokenizer = SentencePieceProcessor(str(directory / "sentencepiece.bpe.model"))
        config = BertConfig.from_pretrained(directory)
        self.model = BertModel(config, add_pooling_layer=False).eval()
        weights = load_file(directory / "model.safetensors")
        self.model.load_state_dict({k: v.float() for k, v in weights.items()}, strict=True)

    def ids(self, text: str) -> list[int]:
        """XLM-RoBERTa's ids: SentencePiece's plus one, cut at 512."""
        pieces = self.tokenizer.encode(text)[:510]
        return [BEGIN, *(piece + 1 if piece else UNKNOWN for piece in pieces), END]

    @torch.inference_mode()
    def encode(self, texts: list[str]) -> list[States]:
        """One result a text, in the order of the texts."""
        ids = [self.ids(text) for text in texts]
        order = sorted(range(len(ids)), key=lambda index: -len(ids[index]))
        results: dict[int, States] = {}
        while order:
            width = len(ids[order[0]])
            batch, order = order[: TOKENS_PER_BATCH // width], order[TOKENS_PER_BATCH // width :]
            rows = torch.ones(len(batch), width, dtype=torch.long)
            mask = torch.zeros_like(rows)
            for row, index in enumerate(batch):
                rows[row, : len(ids[index])] = torch.tensor(ids[index])
                mask[row, : len(ids[index])] = 1
            hidden = self.model(input_ids=rows, attention_mask=mask).last_hidden_state.numpy()
            for row, index in enumerate(batch):
                count = len(ids[index])
                results[index] = States(np.array(ids[index]), hidden[row, :count].copy())
        return [results[index] for index in range(len(ids))]
