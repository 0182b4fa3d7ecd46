internal import CTrefoilKernels
package import TrefoilFiles

/// A weight matrix, shape `[out, depth]`, laid out for the products of one precision.
///
/// 64 outputs are a panel; see `trefoil_panel`. The last panel is padded with zeros.
@safe
public struct PackedWeight: Sendable {
  /// The precision whose products these weights serve.
  public let precision: Precision
  /// The outputs.
  public let out: Int
  /// The inputs.
  public let depth: Int
  let panels: Storage
  /// A scale for each column of each panel, `[panels, 64]`; quantized weights alone.
  let scales: [Float]
  /// -128 times each column's sum for each block, `[panels, blocks, 64]`; 8 bits alone.
  let corrections: [Int32]
  /// What inputs are multiplied by before they are quantized, shape `[depth]`; none if empty.
  let factors: [Float]

  enum Storage: Sendable {
    case owned(WeightArena, Range<Int>)
    case mapped(MappedFile, Range<Int>)
  }

  static var columns: Int { Int(TREFOIL_PANEL_COLUMNS) }
  static var block: Int { Int(TREFOIL_BLOCK) }
  static var slice: Int { Int(TREFOIL_SLICE) }

  /// The panels of 64 outputs.
  var panelCount: Int { Self.panelCount(out: out) }
  /// The blocks of 256 inputs that share a scale.
  var blockCount: Int { Self.blockCount(depth: depth) }

  static func panelCount(out: Int) -> Int { (out + columns - 1) / columns }
  static func blockCount(depth: Int) -> Int { (depth + block - 1) / block }

  /// The bytes of one panel.
  static func panelSize(depth: Int, _ precision: Precision) -> Int {
    (depth + 3) / 4 * 4 * columns * precision.weightSize
  }

  /// The bytes of a matrix's panels.
  public static func size(out: Int, depth: Int, _ precision: Precision) -> Int {
    panelCount(out: out) * panelSize(depth: depth, precision)
  }

  /// The file in which the panels lie; nil if they have memory of their own.
  package var file: MappedFile? {
    if case .mapped(let file, _) = panels { file } else { nil }
  }

  /// Whether every scale is a number, as it is unless a weight was none.
  package var hasFiniteScales: Bool { scales.allSatisfy(\.isFinite) }

  /// Lends the panels, one behind the other.
  func withPanels<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
    switch panels {
    case .owned(let arena, let range):
      return withExtendedLifetime(arena) {
        let bytes = unsafe UnsafeRawBufferPointer(arena.pointer(to: range))
        return unsafe body(Self.start(of: bytes))
      }
    case .mapped(let file, let range):
      return withExtendedLifetime(file) { unsafe body(Self.start(of: file.pointer(to: range))) }
    }
  }

  /// How many bytes there are behind the panels, where the next weight's may lie.
  var bytesBehind: Int {
    switch panels {
    case .owned(let arena, let range): arena.count - range.upperBound
    case .mapped(let file, let range): file.count - range.upperBound
    }
  }

  private static func start(of bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer {
    guard let start = bytes.baseAddress else {
      preconditionFailure("a packed weight without bytes")
    }
    return unsafe start
  }
}
