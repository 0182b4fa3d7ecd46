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

  /// The numbers of some entries.
  func floats(_ range: Range<Int>) -> [Float] { numbers.floats(rows: range) }

  /// Gives back the memory of entries that were read for the last time.
  func release(_ range: Range<Int>) { numbers.release(rows: range) }

  /// A text's numbers as the bytes of a text in UTF-8; nil if they are not.
  func text(_ text: Int) -> String? {
    guard let numbers = numbers.integers(rows: range(text)) else { return nil }
    let bytes = numbers.compactMap { UInt8(exactly: $0) }
    return bytes.count == numbers.count ? String(validating: bytes, as: UTF8.self) : nil
  }
}

/// Takes the parts of a file by their names, and checks the type and the shape of each.
struct PartReader {
  let numbers: [String: StoredNumbers]
  let file: FilePath

  /// What kind of numbers a part has.
  enum Kind { case floats, integers }

  private func unfit(_ name: String, _ found: StoredNumbers, _ expected: String)
    -> EmbeddingFileError
  {
    EmbeddingFileError(
      file: file,
      .unfitNumbers(
        name: name, type: found.type.rawValue, shape: found.shape, expected: expected))
  }

  /// A part of numbers with fractions; nil if it is not there.
  func floats(_ name: String, axes: Int) throws(EmbeddingFileError) -> StoredNumbers? {
    guard let found = numbers[name] else { return nil }
    guard found.areFloats, found.shape.count == axes else {
      throw unfit(name, found, "float32 along \(axes) axes")
    }
    return found
  }

  /// A part of whole numbers; nil if it is not there.
  func integers(_ name: String, axes: Int) throws(EmbeddingFileError) -> StoredNumbers? {
    guard let found = numbers[name] else { return nil }
    guard !found.areFloats, found.shape.count == axes else {
      throw unfit(name, found, "whole numbers along \(axes) axes")
    }
    return found
  }

  /// A part whose texts have any number of rows; nil if it is not there.
  func ragged(
    _ name: String, offsets offsetsName: String, _ kind: Kind, axes: Int
  ) throws(EmbeddingFileError) -> RaggedNumbers? {
    let found = kind == .floats ? try floats(name, axes: axes) : try integers(name, axes: axes)
    guard let found else { return nil }
    guard let offsets = try integers(offsetsName, axes: 1) else {
      throw EmbeddingFileError(file: file, .missing(name: offsetsName))
    }
    guard let numbers = offsets.integers(rows: 0..<offsets.rowCount), numbers.first == 0,
      numbers.last == found.rowCount, zip(numbers, numbers.dropFirst()).allSatisfy(<=)
    else { throw EmbeddingFileError(file: file, .offsets(name: offsetsName)) }
    return RaggedNumbers(numbers: found, offsets: numbers)
  }

  /// Token vectors, end to end with offsets, or all texts with as many along a third axis.
  func tokens(
    _ name: String, offsets: String
  ) throws(EmbeddingFileError) -> RaggedNumbers? {
    guard let found = numbers[name] else { return nil }
    guard found.shape.count == 3, found.areFloats else {
      return try ragged(name, offsets: offsets, .floats, axes: 2)
    }
    return RaggedNumbers(numbers: found, offsets: nil)
  }
}
