/// The products of a layer, in the order of their use.
enum LayerProduct: CaseIterable {
  case query, key, value, attentionOutput, intermediate, output

  /// The LayerNorm that its result, added to what the layer had, goes through; nil if none does.
  var normBehind: LayerNormPlace? {
    switch self {
    case .query, .key, .value, .intermediate: nil
    case .attentionOutput: .attention
    case .output: .output
    }
  }
}

/// Where a layer has its LayerNorms.
enum LayerNormPlace {
  /// Behind the attention.
  case attention
  /// Behind the feed-forward block, at the layer's end.
  case output
}
