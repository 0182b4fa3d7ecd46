internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Numbers of several texts end to end, and where each text's rows begin.
struct RaggedNumbers {
  /// The rows of all texts.
  let numbers: StoredNumbers
  /// Where each text's rows begin, then their number; nil where each text is one entry of the first
  /// axis, with rows along the second.
  let offsets: [Int]?

  /// The number of texts.
  var count: Int { offsets.map { $0.count - 1 } ?? numbers.rowCount }

  /// The numbers of a row.
  var rowSize: Int { offsets == nil ? numbers.shape.last ?? 1 : numbers.rowSize }

  /// The entries of a text along the first axis.
  func range(_ text: Int) -> Range<Int> {
    offsets.map { $0[text]..<$0[text + 1] } ?? text..<text + 1
  }

  /// The file that has the numbers of texts.
  let file: FilePath

  /// A text's numbers, whose memory is given back.
  func floats(_ text: Int) -> [Float] {
    defer { numbers.release(rows: range(text)) }
    return numbers.floats(rows: range(text))
  }

  /// A text's numbers as the bytes of a text in UTF-8; nil if they are not.
  func text(_ text: Int) -> String? {
    guard let numbers = numbers.integers(rows: range(text)) else { return nil }
    let bytes = numbers.compactMap { UInt8(exactly: $0) }
    return bytes.count == numbers.count ? String(validating: bytes, as: UTF8.self) : nil
  }
}
