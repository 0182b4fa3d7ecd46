/// What a checkpoint's reader knows of the model whose weights it holds: how names begin, and which
/// layers may lie in files of their own.
public struct CheckpointLayout: Equatable, Sendable {
  /// What the names of the model's tensors begin with, such as `encoder.`.
  ///
  /// What a wrapper puts before it, such as `roberta.` or `0.auto_model.`, is left out.
  public let roots: [String]
  /// Layers that may lie in files of their own, such as `sparse_linear`, each with the tensors
  /// `weight` and `bias`.
  public let heads: [String]

  /// Describes a layout.
  public init(roots: [String] = [], heads: [String] = []) {
    self.roots = roots
    self.heads = heads
  }

  /// The name without what a wrapper puts before it.
  func canonicalName(_ name: String) -> String {
    for root in roots {
      guard let range = name.firstRange(of: root), range.lowerBound > name.startIndex else {
        continue
      }
      if name[..<range.lowerBound].hasSuffix(".") { return String(name[range.lowerBound...]) }
    }
    return name
  }
}
