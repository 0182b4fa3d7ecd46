public import SystemPackage
public import TrefoilErrors

/// Why a tokenizer could not be made, or a text not be turned into tokens.
public enum TokenizerError: TrefoilError {
  /// The model's directory has none of the files that a tokenizer is made of.
  case missing(directory: FilePath)
  /// The model's file could not be read, for the system's reason.
  case cannotRead(path: FilePath, reason: String)
  /// A JSON file can't be understood; `reason` is a clause.
  case malformed(file: FilePath, reason: String)
  /// A file asks for something that would change tokens and that is not supported.
  case unsupported(file: FilePath, key: String, found: String, supported: String)
  /// The file holds no usable model.
  case invalidModel(path: FilePath, fault: SentencePieceFault)
  /// The text has more tokens than allowed, and cutting it was not.
  case tooLong(tokens: Int, limit: Int)
  /// The limit leaves no place for `<s>` and `</s>`.
  case limitTooSmall(limit: Int)
  /// The text has more bytes than a token's range can count.
  case textTooLarge(bytes: Int, limit: Int)

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .missing, .cannotRead, .malformed, .unsupported, .invalidModel: .modelUnavailable
    case .tooLong, .textTooLarge: .badData
    case .limitTooSmall: .usage
    }
  }

  /// One sentence: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .missing(let directory):
      "The model has no tokenizer: “\(directory)” has neither"
        + " \(TokenizerFile.fileNames.joined(separator: " nor ")); copy its tokenizer's files there."
    case .cannotRead(let path, let reason):
      "The tokenizer's model “\(path)” cannot be read (\(reason)); check that the model directory"
        + " has it."
    case .malformed(let file, let reason):
      "The tokenizer's file “\(file)” can't be understood: \(reason); compare it with the original."
    case .unsupported(let file, let key, let found, let supported):
      "“\(file)” has “\(key)”: \(found), but the tokenizer can follow only this: \(supported)."
    case .invalidModel(let path, let fault):
      "The tokenizer's model “\(path)” cannot be used: \(fault); fetch the file again."
    case .tooLong(let tokens, let limit):
      "The text has \(tokens) tokens, but the limit is \(limit); shorten it or allow truncation."
    case .limitTooSmall(let limit):
      "A limit of \(limit) tokens leaves no place for <s> and </s>; use 2 or more."
    case .textTooLarge(let bytes, let limit):
      "The text has \(bytes) bytes, but at most \(limit) can be tokenized at once; split it."
    }
  }
}
