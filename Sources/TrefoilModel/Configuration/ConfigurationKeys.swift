package import TrefoilFiles

/// What becomes of each key of a model's configuration files.
///
/// A key is applied or refused if vectors or scores depend on it in transformers 5.23 or in
/// sentence-transformers 6.2, and harmless if they do not. The article “The files of a model” shows
/// the tables.
package enum ConfigurationKeys {
  /// `config.json`: transformers' configuration of the encoder.
  package static let encoder = KeyRules(
    file: "config.json",
    applied: [
      "architectures", "hidden_size", "intermediate_size", "layer_norm_eps",
      "max_position_embeddings", "model_type", "num_attention_heads", "num_hidden_layers",
      "pad_token_id", "type_vocab_size", "vocab_size",
    ],
    refused: [
      "add_cross_attention": [false], "auto_map": [], "cross_attention_hidden_size": [],
      "hidden_act": ["gelu", "gelu_python"], "is_decoder": [false],
      "is_encoder_decoder": [false], "position_embedding_type": ["absolute"],
      "pruned_heads": [.object([:]), .array([])], "quantization_config": [],
      "rope_parameters": [], "rope_scaling": [], "rope_theta": [],
    ],
    harmless: training + outputs + generation)

  /// What is for training, for a task's head, or a note of whoever saved the model.
  private static let training = [
    "_attn_implementation", "_attn_implementation_autoset", "_commit_hash", "_name_or_path",
    "attention_probs_dropout_prob", "attn_implementation", "bos_token_id",
    "chunk_size_feed_forward", "classifier_dropout", "cls_token_id", "directionality", "dtype",
    "eos_token_id", "finetuning_task", "gradient_checkpointing", "hidden_dropout_prob", "id2label",
    "initializer_range", "label2id", "mask_token_id", "name_or_path", "num_labels",
    "pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers",
    "pooler_size_per_head", "pooler_type", "problem_type", "sentence_transformers",
    "sep_token_id", "task_specific_params", "tf_legacy_loss", "tie_encoder_decoder",
    "tie_word_embeddings", "tokenizer_class", "torch_dtype", "transformers_version",
    "unk_token_id", "use_bfloat16",
  ]

  /// What transformers gives beside the hidden states.
  private static let outputs = [
    "output_attentions", "output_hidden_states", "output_past", "return_dict", "torchscript",
    "use_cache", "use_return_dict",
  ]

  /// What a model that writes texts would need; older versions saved it with every model.
  private static let generation = [
    "bad_words_ids", "begin_suppress_tokens", "decoder_start_token_id", "diversity_penalty",
    "do_sample", "early_stopping", "encoder_no_repeat_ngram_size",
    "exponential_decay_length_penalty", "forced_bos_token_id", "forced_eos_token_id",
    "length_penalty", "max_length", "min_length", "no_repeat_ngram_size", "num_beam_groups",
    "num_beams", "num_return_sequences", "output_scores", "prefix", "remove_invalid_values",
    "repetition_penalty", "return_dict_in_generate", "suppress_tokens", "temperature", "top_k",
    "top_p", "typical_p",
  ]

  /// An entry of `modules.json`.
  package static let module = KeyRules(
    file: "modules.json", applied: ["path", "type"], refused: ["kwargs": [.array([])]],
    harmless: ["idx", "name"])

  /// `config.json` of the Pooling module.
  package static let pooling = KeyRules(
    file: "Pooling's config.json",
    applied: [
      "embedding_dimension", "include_prompt", "pooling_mode", "pooling_mode_cls_token",
      "pooling_mode_lasttoken", "pooling_mode_max_tokens", "pooling_mode_mean_sqrt_len_tokens",
      "pooling_mode_mean_tokens", "pooling_mode_weightedmean_tokens", "word_embedding_dimension",
    ])

  /// `config.json` of the Normalize module.
  package static let normalize = KeyRules(
    file: "Normalize's config.json",
    refused: [
      "module_input_name": ["sentence_embedding"], "module_output_name": ["sentence_embedding"],
    ])

  /// `sentence_bert_config.json`, or one of its older names: the Transformer module's own.
  package static let transformer = KeyRules(
    file: "sentence_bert_config.json",
    applied: ["do_lower_case", "max_seq_length"],
    refused: [
      "config_args": ownCode, "config_kwargs": ownCode, "document_length": [],
      "modality_config": [
        .object([
          "text": .object(["method": "forward", "method_output_name": "last_hidden_state"])
        ])
      ],
      "model_args": ownCode, "model_kwargs": ownCode, "module_output_name": ["token_embeddings"],
      "processing_kwargs": [.object([:])], "processor_kwargs": ownCode, "query_expansion": [],
      "query_length": [], "tokenizer_args": ownCode, "tokenizer_name_or_path": [],
      "transformer_task": ["feature-extraction"],
    ],
    harmless: ["backend", "cache_dir", "unpad_inputs"])

  /// Arguments that ask for nothing; sentence-transformers drops the one that they may hold.
  private static let ownCode: [JSONContent] = [
    .object([:]), .object(["trust_remote_code": true]), .object(["trust_remote_code": false]),
  ]

  /// `config_sentence_transformers.json`: how the whole model is used.
  package static let sentenceTransformers = KeyRules(
    file: "config_sentence_transformers.json",
    applied: ["default_prompt_name", "prompts", "similarity_fn_name"],
    refused: [
      "attend_to_expansion_tokens": [], "do_query_expansion": [], "document_length": [],
      "document_prefix": [], "model_type": ["SentenceTransformer"], "query_length": [],
      "query_prefix": [], "skiplist_words": [], "truncate_dim": [],
    ],
    harmless: ["__version__", "requirements"])

  /// All tables, in the order of the article.
  package static let all = [
    encoder, module, pooling, normalize, transformer, sentenceTransformers,
  ]
}
