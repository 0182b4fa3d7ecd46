/// A step of a normalizer as a file states it.
enum NormalizerPart: Sendable {
  /// SentencePiece's table.
  case precompiled(PrecompiledCharsmap)
  /// Any other step.
  case step(NormalizerStep)

  /// The step that is carried out.
  var step: NormalizerStep {
    switch self {
    case .precompiled(let charsmap): .precompiled(FragmentNormalizer(charsmap))
    case .step(let step): step
    }
  }

  /// Whether it gives characters their lower case.
  var isLowercase: Bool {
    if case .step(.lowercase) = self { true } else { false }
  }

  /// Whether it makes several spaces one.
  var joinsSpaces: Bool {
    guard case .step(.replace(.spaces(let least), let content)) = self else { return false }
    return least <= 2 && content == [UInt8(ascii: " ")]
  }
}
