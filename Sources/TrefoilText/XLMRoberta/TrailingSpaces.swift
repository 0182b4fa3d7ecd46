/// What becomes of a space that no word follows: at a text's end, or before a special token in it.
///
/// Hugging Face's own tokenizers differ here, and so do embeddings of texts that end in a space.
public enum TrailingSpaces: String, CaseIterable, Sendable {
  /// It is a token of its own, as in BGE-M3's `tokenizer.json`: the tokenizers library,
  /// transformers 4 and text-embeddings-inference keep it.
  case kept
  /// It is dropped, as transformers 5 does, which splits text at white space before all else; so
  /// does FlagEmbedding over it.
  case dropped
}
