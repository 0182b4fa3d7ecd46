public import TrefoilCore

/// Texts as a model will read them: their tokens, how many there are, and what was cut.
///
/// `Embedder.prepare` makes them and `Embedder.embed` encodes them, so that nothing is tokenized
/// twice. A text takes 4 bytes a token; equal texts share them.
public struct PreparedTexts: Sendable {
  /// What is to be made of the texts.
  public let options: EncodeOptions
  /// The tokens of the distinct texts, as far as they will be read.
  let sequences: PackedBatch
  /// The tokens of each distinct text before any cut.
  private let tokensSeen: [Int]
  /// For each text, its index among the distinct ones.
  let indices: [Int]
  /// For each text, its place in the call that prepared it.
  private let places: [Int]

  init(
    options: EncodeOptions, sequences: PackedBatch, tokensSeen: [Int], indices: [Int],
    places: [Int]? = nil
  ) {
    precondition(
      tokensSeen.count == sequences.sequenceCount,
      "\(tokensSeen.count) counts of \(sequences.sequenceCount) texts")
    self.options = options
    self.sequences = sequences
    self.tokensSeen = tokensSeen
    self.indices = indices
    self.places = places ?? Array(indices.indices)
  }

  /// The number of texts.
  public var count: Int { indices.count }

  /// How many tokens a text has, and how many of them will be read.
  public func tokenCounts(of text: Int) -> TokenCounts { sequenceCounts(of: indices[text]) }

  /// How many texts lose tokens.
  public var truncatedCount: Int {
    indices.count { sequenceCounts(of: $0).wasTruncated }
  }

  /// Some of the texts, in the order of `texts`; each is an index below `count`.
  public func keeping(_ texts: some Sequence<Int>) -> PreparedTexts {
    let texts = Array(texts)
    return PreparedTexts(
      options: options, sequences: sequences, tokensSeen: tokensSeen,
      indices: texts.map { indices[$0] }, places: texts.map { places[$0] })
  }

  /// The error of a text of which an output is not finite.
  func notFinite(_ text: Int, output: String) -> EmbedderError {
    .notFinite(role: options.role, index: places[text], output: output)
  }

  /// The counts of a distinct text.
  func sequenceCounts(of sequence: Int) -> TokenCounts {
    TokenCounts(seen: tokensSeen[sequence], used: sequences.range(of: sequence).count)
  }
}
