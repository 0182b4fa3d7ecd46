/// What a checkpoint's reader knows of the model whose weights it holds: how names begin, and which
/// layers may lie in files of their own.
public struct CheckpointLayout: Equatable, Sendable {
  /// What the names of the model's tensors begin with, such as `encoder.layer.`.
  ///
  /// What a wrapper puts before it, such as `roberta.`, `encoder.` or `0.auto_model.`, is left out.
  public let roots: [String]
  /// Layers that may lie in files of their own, such as `sparse_linear`.
  ///
  /// Each has the tensors `weight` and `bias`, whose names may have a wrapper's prefix too.
  public let heads: [String]

  /// Describes a layout.
  public init(roots: [String] = [], heads: [String] = []) {
    self.roots = roots
    self.heads = heads
  }

  /// What TensorFlow calls the parts of a LayerNorm, and checkpoints made from its with them.
  private static let oldEndings = [
    (old: "LayerNorm.gamma", new: "LayerNorm.weight"),
    (old: "LayerNorm.beta", new: "LayerNorm.bias"),
  ]

  /// The name without what a wrapper puts before it, and with PyTorch's ending.
  func canonicalName(_ name: String) -> String {
    var name = name
    for (old, new) in Self.oldEndings where name.hasSuffix(old) {
      name = name.dropLast(old.count) + new
    }
    // The last of all places: a wrapper may be called as a root is.
    let places = (roots + heads.map { $0 + "." }).compactMap { root in
      name.ranges(of: root).map(\.lowerBound).last {
        $0 == name.startIndex || name[..<$0].hasSuffix(".")
      }
    }
    return places.max().map { String(name[$0...]) } ?? name
  }
}
