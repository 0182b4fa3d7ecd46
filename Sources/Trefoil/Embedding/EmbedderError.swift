public import SystemPackage
public import TrefoilCore
public import TrefoilTensor
public import TrefoilErrors
internal import TrefoilFiles

/// What can be wrong with a model or with what it is asked for.
public enum EmbedderError: TrefoilError {
  /// No model is named, and there is no home directory in which the default one could lie.
  case noModel
  /// Nothing is at the model's path, or it is not a directory.
  case noDirectory(FilePath)
  /// The model lacks the head that an output needs; `file` is what the directory would hold.
  case missingHead(output: EmbeddingOutputs, file: String, directory: FilePath)
  /// The model's weights are packed for another precision than was asked for.
  case packedForAnother(asked: Precision, packed: Precision, directory: FilePath)
  /// The tokenizer knows more tokens than the encoder has embeddings.
  case vocabularyMismatch(tokenizer: Int, encoder: Int, directory: FilePath)
  /// A length was asked for that the model cannot read, or that is too short for any text.
  case lengthOutOfRange(asked: Int, limit: Int)
  /// More dense dimensions were asked for than the model has, or none.
  case dimensionsOutOfRange(asked: Int, limit: Int)
  /// No output was asked for.
  case noOutputs
  /// A text has more tokens than it may have, and was not to be cut; `index` counts the texts of its
  /// role in the call from 0.
  case textTooLong(role: TextRole, index: Int, tokens: Int, limit: Int)
  /// An output of a text is infinite or no number; `index` counts the texts of its role in the call
  /// from 0.
  case notFinite(role: TextRole, index: Int, output: String)

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .lengthOutOfRange, .dimensionsOutOfRange, .noOutputs: .usage
    case .textTooLong: .badData
    case .notFinite: .internalFault
    case .noModel, .noDirectory, .missingHead, .packedForAnother, .vocabularyMismatch:
      .modelUnavailable
    }
  }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .noModel:
      "No model is named and HOME is not set; name a model directory, or set TREFOIL_MODEL."
    case .noDirectory(let path):
      path.exists
        ? "“\(path)” is not a directory. Name the directory that holds the model's files."
        : "There is no model directory at “\(path)”. Name one that exists, or run scripts/setup to"
          + " prepare the default model."
    case .missingHead(let output, let file, let directory):
      "The model in “\(directory)” gives no \(output) output: \(file) is missing. Put the file"
        + " there, or ask for other outputs."
    case .packedForAnother(let asked, let packed, let directory):
      "The model in “\(directory)” is packed for the precision \(packed.rawValue), and"
        + " \(asked.rawValue) was asked for. Ask for \(packed.rawValue), name the model that it was"
        + " made from, or convert that one again with --precision \(asked.rawValue)."
    case .vocabularyMismatch(let tokenizer, let encoder, let directory):
      "In “\(directory)” the tokenizer has \(tokenizer) tokens but the encoder has embeddings for"
        + " \(encoder). The two files belong to different models."
    case .lengthOutOfRange(let asked, let limit):
      "A maximum length of \(asked) tokens was asked for, but the model reads 2 to \(limit)."
    case .dimensionsOutOfRange(let asked, let limit):
      "\(asked) dense dimensions were asked for, but the model gives 1 to \(limit)."
    case .textTooLong(let role, let index, let tokens, let limit):
      "\(role.noun) \(index + 1) of the call has \(tokens) tokens and the limit is \(limit). Shorten"
        + " it, or choose the truncation head or tail."
    case .notFinite(let role, let index, let output):
      "The \(output) output of \(role.noun.lowercased()) \(index + 1) of the call is not finite: the"
        + " checkpoint's weights overflow. Check the file's checksum, or convert the model from its"
        + " original."
    case .noOutputs:
      "No output was asked for; ask for dense, sparse or colbert."
    }
  }
}

extension TextRole {
  fileprivate var noun: String {
    switch self {
    case .query: "Query"
    case .passage: "Passage"
    case .plain: "Text"
    }
  }
}
