/// A module of sentence-transformers that can be run.
enum SentenceTransformersModule: Hashable {
  /// The encoder.
  case transformer
  /// What makes one vector of a text's hidden states.
  case pooling
  /// What gives the vector the length one.
  case normalize

  /// The module that a type of `modules.json` names; nil for any other class, also for one of the
  /// same name in somebody else's package.
  init?(type: String) {
    switch type {
    case "sentence_transformers.models.Transformer",
      "sentence_transformers.models.Transformer.Transformer",
      "sentence_transformers.base.modules.Transformer",
      "sentence_transformers.base.modules.transformer.Transformer",
      "sentence_transformers.sentence_transformer.modules.Transformer":
      self = .transformer
    case "sentence_transformers.models.Pooling",
      "sentence_transformers.models.Pooling.Pooling",
      "sentence_transformers.sentence_transformer.modules.Pooling",
      "sentence_transformers.sentence_transformer.modules.pooling.Pooling":
      self = .pooling
    case "sentence_transformers.models.Normalize",
      "sentence_transformers.models.Normalize.Normalize",
      "sentence_transformers.base.modules.Normalize",
      "sentence_transformers.base.modules.normalize.Normalize",
      "sentence_transformers.sentence_transformer.modules.Normalize":
      self = .normalize
    default: return nil
    }
  }

  /// The modules that may come behind it.
  var successors: Set<SentenceTransformersModule> {
    switch self {
    case .transformer: [.pooling]
    case .pooling, .normalize: [.normalize]
    }
  }
}
