"""The default model's configuration, beside its weights."""

from __future__ import annotations

from pathlib import Path

from trefoil_tools import side_files
from trefoil_tools.encoder_tensors import EncoderSizes
from trefoil_tools.json_file import write_json

# Tokens of a text, the special ones counted.
MAX_LENGTH = 512


def write_all(directory: Path, sizes: EncoderSizes) -> None:
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
        "model_max_length": MAX_LENGTH,
        **side_files.special_tokens(mask_normalized=True),
    }
    tokenizer["mask_token"] = side_files.mask_as_added_token()
    instructions = {
        "prompts": {"query": "query: ", "passage": "passage: "},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    write_json(directory / "config.json", config)
    write_json(directory / "tokenizer_config.json", tokenizer)
    write_json(
        directory / "special_tokens_map.json", side_files.special_tokens(mask_normalized=False)
    )
    side_files.write_pooling_files(directory, sizes.hidden, "mean", MAX_LENGTH)
    write_json(directory / "config_sentence_transformers.json", instructions)
