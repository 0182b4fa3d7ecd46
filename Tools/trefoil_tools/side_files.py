"""The small files beside the weights, as sentence-transformers and Hugging Face lay them out."""

from __future__ import annotations

from pathlib import Path

from trefoil_tools.json_file import write_json

MODULES = "sentence_transformers.models"


def pooling(hidden: int, mode: str) -> dict[str, object]:
    """`1_Pooling/config.json`; the mode is `cls` or `mean`."""
    return {
        "word_embedding_dimension": hidden,
        "pooling_mode_cls_token": mode == "cls",
        "pooling_mode_mean_tokens": mode == "mean",
        "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False,
    }


def modules() -> list[dict[str, object]]:
    """`modules.json`: the encoder, the pooling, the normalization."""
    return [
        {"idx": 0, "name": "0", "path": "", "type": f"{MODULES}.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{MODULES}.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{MODULES}.Normalize"},
    ]


def special_tokens(mask_normalized: bool) -> dict[str, object]:
    """XLM-RoBERTa's special tokens; `<mask>` takes the space on its left with it."""
    return {
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": {
            "content": "<mask>",
            "lstrip": True,
            "normalized": mask_normalized,
            "rstrip": False,
            "single_word": False,
        },
    }


def mask_as_added_token() -> dict[str, object]:
    """`<mask>` as `tokenizer_config.json` has it."""
    return {"__type": "AddedToken", **special_tokens(mask_normalized=True)["mask_token"]}


def write_pooling_files(
    directory: Path, hidden: int, mode: str, max_length: int, indent: int = 2
) -> None:
    """What sentence-transformers reads: the modules, the pooling, and the limit in tokens."""
    limits = {"max_seq_length": max_length, "do_lower_case": False}
    write_json(directory / "modules.json", modules(), indent)
    write_json(directory / "1_Pooling" / "config.json", pooling(hidden, mode), indent)
    write_json(directory / "sentence_bert_config.json", limits, indent)
