internal import Trefoil
internal import TrefoilTensor

extension Embedding {
  /// One embedding of several windows: late pooling, see `PassageWindows.Pooling.late`.
  ///
  /// A window alone stays as it is. Tokens count as often as windows hold them.
  package init(windows: [Embedding]) {
    precondition(!windows.isEmpty, "0 windows")
    guard windows.count > 1 else {
      self = windows[0]
      return
    }
    self.init(
      dense: Self.dense(windows),
      lexicalWeights: Self.lexicalWeights(windows),
      tokenVectors: Self.tokenVectors(windows),
      tokenCounts: TokenCounts(
        seen: windows.reduce(0) { $0 + $1.tokenCounts.seen },
        used: windows.reduce(0) { $0 + $1.tokenCounts.used }))
  }

  private static func dense(_ windows: [Embedding]) -> [Float]? {
    guard var mean = windows[0].dense.map({ [Float](repeating: 0, count: $0.count) }) else {
      return nil
    }
    for window in windows {
      for (index, number) in (window.dense ?? []).enumerated() {
        mean[index] += Float(window.tokenCounts.used) * number
      }
    }
    normalizeRows(&mean, dimension: mean.count)
    return mean
  }

  private static func lexicalWeights(_ windows: [Embedding]) -> LexicalWeights? {
    guard windows[0].lexicalWeights != nil else { return nil }
    // Of several weights of one token the largest stays.
    return LexicalWeights(
      windows.compactMap(\.lexicalWeights).flatMap { zip($0.tokenIDs, $0.weights) })
  }

  private static func tokenVectors(_ windows: [Embedding]) -> TokenVectors? {
    guard let first = windows[0].tokenVectors else { return nil }
    return TokenVectors(
      values: windows.flatMap { $0.tokenVectors?.values ?? [] }, dimension: first.dimension)
  }
}
