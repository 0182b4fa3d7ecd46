/// A tensor's full name and its shape.
typealias NamedShape = (name: String, shape: [Int])

extension EncoderConfiguration {
  /// Every tensor of the backbone that the encoder reads, in the order of their use.
  var tensorShapes: [NamedShape] {
    let tables = embeddingTables
    return [tables.words, tables.positions] + (tables.types.map { [$0] } ?? [])
      + norm(family.tensors.embeddingNorm)
      + (0..<layerCount).flatMap { layerTensors($0) }
  }

  /// The tables whose rows are added up for each token, one row of each.
  var embeddingTables: (words: NamedShape, positions: NamedShape, types: NamedShape?) {
    let names = family.tensors
    return (
      words: (names.wordEmbeddings + ".weight", [vocabularySize, hiddenSize]),
      positions: (names.positionEmbeddings + ".weight", [maxPositions, hiddenSize]),
      types: names.typeEmbeddings.map { ($0 + ".weight", [typeVocabularySize, hiddenSize]) }
    )
  }

  private func layerTensors(_ layer: Int) -> [NamedShape] {
    LayerProduct.allCases.flatMap { part in
      let product = product(part, layer: layer)
      let tensors: [NamedShape] = [(product.weight, product.shape), (product.bias, [product.out])]
      guard let place = part.normBehind else { return tensors }
      return tensors + norm(family.tensors.name(ofNorm: place, layer: layer))
    }
  }

  private func norm(_ name: String) -> [NamedShape] {
    [(name + ".weight", [hiddenSize]), (name + ".bias", [hiddenSize])]
  }
}
