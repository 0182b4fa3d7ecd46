internal import CTrefoilKernels
package import SystemPackage
package import TrefoilFiles

extension PackedWeight {
  /// The version of the panels' layout, which a file states: another layout gets another number.
  package static let layout = 1

  /// What a file holds of a packed weight, each under a name of its own.
  package enum Part: String, CaseIterable, Sendable {
    case panels, corrections, scales, factors
  }

  /// A part's numbers as they lie in a file, little-endian.
  package struct PartLayout: Equatable, Sendable {
    package let format: PartFormat
    /// Rows of one panel each; of `factors`, one number an input.
    package let shape: [Int]
    /// The bytes.
    package var size: Int { shape.reduce(format.size, *) }
  }

  /// How a part's numbers are stored.
  package enum PartFormat: String, Sendable {
    case half = "F16"
    case int16 = "I16"
    case int8 = "I8"
    case int32 = "I32"
    case single = "F32"

    /// The bytes of one number.
    package var size: Int {
      switch self {
      case .int8: 1
      case .half, .int16: 2
      case .int32, .single: 4
      }
    }
  }

  /// The parts of a matrix of shape `[out, depth]`; nil for one that it does not have.
  ///
  /// - Parameters: `isSmoothed` says whether a LayerNorm makes the inputs.
  package static func layout(
    of part: Part, out: Int, depth: Int, _ precision: Precision, isSmoothed: Bool
  ) -> PartLayout? {
    let panels = panelCount(out: out)
    switch part {
    case .panels:
      return PartLayout(
        format: precision.weightFormat,
        shape: [panels, panelSize(depth: depth, precision) / precision.weightSize])
    case .scales where precision != .exact:
      return PartLayout(format: .single, shape: [panels, columns])
    case .corrections where precision == .fast:
      return PartLayout(format: .int32, shape: [panels, blockCount(depth: depth) * columns])
    case .factors where precision == .fast && isSmoothed:
      return PartLayout(format: .single, shape: [depth])
    default:
      return nil
    }
  }

  /// Writes the panels to a file.
  ///
  /// - Throws: `Errno` as the system gives it.
  package func writePanels(to file: FileDescriptor) throws {
    let size = Self.size(out: out, depth: depth, precision)
    let written = unsafe withPanels { start in
      Result { try unsafe file.writeAll(UnsafeRawBufferPointer(start: start, count: size)) }
    }
    _ = try written.get()
  }

  /// A copy of a part other than the panels, as a file holds it.
  package func bytes(of part: Part) -> [UInt8] {
    switch part {
    case .panels: preconditionFailure("panels are written, not copied")
    case .corrections: unsafe corrections.withUnsafeBytes { unsafe Array($0) }
    case .scales: unsafe scales.withUnsafeBytes { unsafe Array($0) }
    case .factors: unsafe factors.withUnsafeBytes { unsafe Array($0) }
    }
  }

  /// A number that a part of a file can't hold, so that the file is damaged.
  package struct ImpossibleNumber: Error, Equatable {
    package let part: Part
    /// The number's place in the part, in row-major order.
    package let index: Int
    /// The number.
    package let value: Double
  }

  /// Takes a weight from a file: its panels where they lie, the small parts copied.
  ///
  /// - Parameters: `offset` gives where a part begins that `layout` says the matrix has. A part that
  ///   reaches behind the file is a caller's bug.
  /// - Throws: `ImpossibleNumber` for the first scale or factor that is negative or not finite, and
  ///   the first correction that no sum of 8-bit numbers gives.
  package init(
    _ file: MappedFile, out: Int, depth: Int, _ precision: Precision, isSmoothed: Bool,
    offset: (Part) -> Int
  ) throws(ImpossibleNumber) {
    func range(_ part: Part) -> Range<Int>? {
      let layout = Self.layout(
        of: part, out: out, depth: depth, precision, isSmoothed: isSmoothed)
      guard let layout else { return nil }
      let start = offset(part)
      return start..<start + layout.size
    }
    func floats(_ part: Part) throws(ImpossibleNumber) -> [Float] {
      guard let range = range(part) else { return [] }
      let numbers: [Float] = Self.numbers(in: file, range)
      if let index = numbers.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        throw ImpossibleNumber(part: part, index: index, value: Double(numbers[index]))
      }
      return numbers
    }
    self.precision = precision
    self.out = out
    self.depth = depth
    panels = .mapped(file, range(.panels) ?? 0..<0)
    scales = try floats(.scales)
    factors = try floats(.factors)
    corrections = range(.corrections).map { Self.numbers(in: file, $0) } ?? []
    let limit = Int32(TREFOIL_OFFSET_I8) * 128 * Int32(TREFOIL_BLOCK)
    if let index = corrections.firstIndex(where: { $0 < -limit || $0 > limit }) {
      throw ImpossibleNumber(
        part: .corrections, index: index, value: Double(corrections[index]))
    }
  }

  /// Has the panels read ahead, where they lie in a file.
  package func prefetch() {
    if case .mapped(let file, let range) = panels { file.prefetch(range) }
  }

  private static func numbers<Number: BitwiseCopyable>(
    in file: MappedFile, _ range: Range<Int>
  ) -> [Number] {
    let count = range.count / MemoryLayout<Number>.stride
    return unsafe [Number](unsafeUninitializedCapacity: count) { to, initialized in
      unsafe UnsafeMutableRawBufferPointer(to).copyMemory(from: file.pointer(to: range))
      initialized = count
    }
  }
}

extension Precision {
  fileprivate var weightFormat: PackedWeight.PartFormat {
    switch self {
    case .exact: .half
    case .balanced: .int16
    case .fast: .int8
    }
  }
}
