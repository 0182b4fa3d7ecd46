package import TrefoilCore
package import TrefoilModel

/// A backend without an encoder: vectors that are made of the ids alone, and a record of its
/// passes.
///
/// Two texts with the same tokens are as alike as can be; others hardly are.
package actor CountingBackend: EncoderBackend {
  package nonisolated let outputs: EmbeddingOutputs = .all
  /// The batches of all passes, in their order.
  package private(set) var passes: [PackedBatch] = []
  /// A sequence with this token fails.
  private let failing: TokenID?
  private var isOpen: Bool
  private var held: [CheckedContinuation<Void, Never>] = []

  /// The numbers of a vector, dense or of a token.
  package static let dimension = 8

  /// Makes a backend; one that is not open holds its passes until it is.
  package init(failing: TokenID? = nil, isOpen: Bool = true) {
    self.failing = failing
    self.isOpen = isOpen
  }

  /// Lets all passes through from now on.
  package func open() {
    isOpen = true
    for pass in held { pass.resume() }
    held = []
  }

  package func embed(
    _ batch: PackedBatch, _ request: EncoderRequest
  ) async throws(EncoderError) -> [EncoderResult] {
    passes.append(batch)
    if !isOpen { await withCheckedContinuation { held.append($0) } }
    var results: [EncoderResult] = []
    for sequence in 0..<batch.sequenceCount {
      let tokenIDs = Array(batch.tokenIDs[batch.range(of: sequence)])
      if let failing, tokenIDs.contains(failing) {
        throw .notFinite(sequence: sequence, output: "counting")
      }
      results.append(Self.result(tokenIDs, request))
    }
    return results
  }

  /// What a sequence's ids alone give.
  private static func result(_ tokenIDs: [TokenID], _ request: EncoderRequest) -> EncoderResult {
    var result = EncoderResult()
    let rows = tokenIDs.map { id in
      var numbers = SeededNumbers(seed: UInt64(id) + 1)
      return unit(numbers.floats(dimension))
    }
    if request.outputs.contains(.dense) {
      let sum = (0..<dimension).map { column in rows.reduce(0) { $0 + $1[column] } }
      result.dense = unit(Array(sum.prefix(request.dimensions ?? dimension)))
    }
    if request.outputs.contains(.sparse) {
      let weights = tokenIDs.map { request.weightless.contains($0) ? 0 : Float(1 + $0 % 3) }
      result.lexicalWeights = LexicalWeights(zip(tokenIDs, weights))
      if request.tokenWeights { result.tokenWeights = weights }
    }
    if request.outputs.contains(.colbert) {
      result.tokenVectors = TokenVectors(
        values: Array(rows.dropFirst().joined()), dimension: dimension)
    }
    return result
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }
}
