"""The small files beside the weights, as sentence-transformers and Hugging Face lay them out."""

from __future__ import annotations

import json
from pathlib import Path

from .quantized_file import Sizes

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


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_all(directory: Path, sizes: Sizes) -> None:
    """Everything but the tokenizer, the weights and the heads."""
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "attention_probs_dropout_prob": 0.1,
        "classifier_dropout": None,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "hidden_size": sizes.hidden,
        "initializer_range": 0.02,
        "intermediate_size": sizes.feed_forward,
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": sizes.positions,
        "num_attention_heads": sizes.heads,
        "num_hidden_layers": sizes.layers,
        "pad_token_id": 0,
        "position_embedding_type": "absolute",
        "tokenizer_class": "XLMRobertaTokenizer",
        "torch_dtype": "float16",
        "type_vocab_size": sizes.types,
        "use_cache": True,
        "vocab_size": sizes.vocabulary,
    }
    tokenizer = {
        "tokenizer_class": "XLMRobertaTokenizer",
        "model_max_length": 512,
        **special_tokens(mask_normalized=True),
    }
    tokenizer["mask_token"] = {"__type": "AddedToken", **tokenizer["mask_token"]}
    instructions = {
        "prompts": {"query": "query: ", "passage": "passage: "},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    write_json(directory / "config.json", config)
    write_json(directory / "tokenizer_config.json", tokenizer)
    write_json(directory / "special_tokens_map.json", special_tokens(mask_normalized=False))
    write_json(directory / "modules.json", modules())
    write_json(directory / "1_Pooling" / "config.json", pooling(sizes.hidden, "mean"))
    limits = {"max_seq_length": 512, "do_lower_case": False}
    write_json(directory / "sentence_bert_config.json", limits)
    write_json(directory / "config_sentence_transformers.json", instructions)
