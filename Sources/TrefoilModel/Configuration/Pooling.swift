/// How hidden states become one vector.
public enum Pooling: String, CaseIterable, Sendable {
  /// The hidden state of `<s>`.
  case cls
  /// The mean of all hidden states.
  case mean
  /// The hidden state of the last token.
  case lastToken = "last token"
  /// The largest of each number over all hidden states.
  case max
  /// The sum of all hidden states, divided by the square root of their number.
  case meanSquareRoot = "mean by square root"
  /// The mean of all hidden states, each with its place, from 1, as its weight.
  case weightedMean = "weighted mean"

  /// What sentence-transformers calls it.
  var sentenceTransformersName: String {
    switch self {
    case .cls: "cls"
    case .mean: "mean"
    case .lastToken: "lasttoken"
    case .max: "max"
    case .meanSquareRoot: "mean_sqrt_len_tokens"
    case .weightedMean: "weightedmean"
    }
  }

  init?(sentenceTransformersName name: String) {
    guard let mode = Self.allCases.first(where: { $0.sentenceTransformersName == name }) else {
      return nil
    }
    self = mode
  }
}
