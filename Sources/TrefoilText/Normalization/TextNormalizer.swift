/// Normalizes a text's fragments step by step.
struct TextNormalizer: Sendable {
  private let steps: [NormalizerStep]

  /// The one step, if it can give its characters straight to words; also if there is no step.
  let direct: FragmentNormalizer?

  /// Prepares steps.
  ///
  /// - Parameter watched: What a sink of `direct` wants to see character by character.
  init(_ parts: [NormalizerPart], watched: FirstBytes) {
    steps = parts.map(\.step)
    switch parts.first {
    case nil: direct = FragmentNormalizer(.empty, watched: watched)
    case .precompiled(let charsmap) where parts.count == 1:
      direct = FragmentNormalizer(charsmap, watched: watched)
    default: direct = nil
    }
  }

  /// What becomes of a fragment.
  func normalize(_ fragment: NormalizedText) -> NormalizedText {
    steps.reduce(fragment) { $1.apply(to: $0) }
  }
}
