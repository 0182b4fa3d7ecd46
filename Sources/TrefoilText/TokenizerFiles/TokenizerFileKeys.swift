package import TrefoilFiles

/// What becomes of the keys of a tokenizer's files, one table for each file.
///
/// `TokenizerFiles.md` in the documentation says the same in words. Keys ending in `_token` that no
/// table lists name tokens of the model's own, and are applied.
package enum TokenizerFileKeys {
  /// The names of the tokens that transformers knows, in its order.
  package static let tokenNames = [
    "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token",
  ]

  /// `tokenizer_config.json`.
  package static let configuration = KeyRules(
    file: "tokenizer_config.json",
    applied: tokenNames + [
      "add_prefix_space", "added_tokens_decoder", "additional_special_tokens",
      "extra_special_tokens", "model_max_length", "max_len", "model_specific_special_tokens",
      "split_special_tokens", "tokenizer_class", "truncation_side",
    ],
    refused: ["fast_tokenizer_files": [.array([]), .array(["tokenizer.json"])], "vocab": []],
    harmless: [
      // What the reference reads, but only to write text, to talk or to pad.
      "chat_control_tokens", "chat_template", "clean_up_tokenization_spaces",
      "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output",
      "model_input_names", "pad_to_multiple_of", "pad_token_type_id", "padding_side",
      "processor_class", "response_schema", "response_template", "verbose",
      // What sentence-transformers and FlagEmbedding give themselves with each call.
      "max_length", "return_token_type_ids", "stride", "truncation_strategy",
      // What transformers' tokenizer of this class does not read.
      "add_bos_token", "add_eos_token", "do_lower_case", "do_basic_tokenize", "keep_accents",
      "legacy", "never_split", "remove_space", "sp_model_kwargs", "spaces_between_special_tokens",
      "strip_accents", "tokenize_chinese_chars", "trim_offsets", "unk_id",
      "use_default_system_prompt",
      // Notes of the program that wrote the file.
      "_commit_hash", "auto_map", "backend", "files_loaded", "from_slow", "init_inputs", "is_local",
      "local_files_only", "name_or_path", "special_tokens_map_file", "tokenizer_file",
      "transformers_version", "use_fast", "vocab_file",
    ])

  /// `special_tokens_map.json`, which counts where `tokenizer_config.json` has no
  /// `added_tokens_decoder`.
  package static let specialTokensMap = KeyRules(
    file: "special_tokens_map.json",
    applied: tokenNames + [
      "additional_special_tokens", "extra_special_tokens", "model_specific_special_tokens",
    ])

  /// Each token of `added_tokens`, `added_tokens_decoder` or of a name.
  package static let addedToken = KeyRules(
    file: "an added token",
    applied: ["content", "id", "lstrip", "normalized", "rstrip", "single_word", "special"],
    harmless: ["__type"])

  /// `tokenizer.json`.
  package static let tokenizer = KeyRules(
    file: "tokenizer.json",
    applied: [
      "added_tokens", "model", "normalizer", "post_processor", "pre_tokenizer", "truncation",
    ],
    harmless: ["decoder", "padding", "version"])

  /// `truncation` of `tokenizer.json`.
  package static let truncation = KeyRules(
    file: "truncation", applied: ["direction"],
    harmless: ["max_length", "strategy", "stride"])

  /// `model` of `tokenizer.json`.
  package static let model = KeyRules(
    file: "model",
    applied: ["type", "unk_id", "vocab"],
    refused: ["alpha": [], "byte_fallback": [false], "fuse_unk": [true], "nbest_size": []])

  /// The components of `normalizer`, by their type.
  package static let normalizers = [
    KeyRules(file: "Precompiled", applied: ["precompiled_charsmap"]),
    KeyRules(file: "Sequence", applied: ["normalizers"]),
    KeyRules(file: "Replace", applied: ["content", "pattern"]),
    KeyRules(file: "Prepend", applied: ["prepend"]),
    KeyRules(file: "Strip", applied: ["strip_left", "strip_right"]),
    KeyRules(file: "Lowercase"), KeyRules(file: "StripAccents"),
  ]

  /// The components of `pre_tokenizer`, by their type.
  package static let preTokenizers = [
    KeyRules(file: "Sequence", applied: ["pretokenizers"]),
    KeyRules(
      file: "Metaspace", applied: ["add_prefix_space", "prepend_scheme"],
      refused: ["replacement": ["▁"], "split": [true]], harmless: ["str_rep"]),
    KeyRules(file: "WhitespaceSplit"),
  ]

  /// The kinds of `post_processor`, by their type.
  package static let postProcessors = [
    KeyRules(file: "TemplateProcessing", applied: ["pair", "single", "special_tokens"]),
    KeyRules(
      file: "RobertaProcessing", applied: ["cls", "sep"],
      harmless: ["add_prefix_space", "trim_offsets"]),
    KeyRules(file: "BertProcessing", applied: ["cls", "sep"]),
  ]
}
