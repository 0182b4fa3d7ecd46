internal import SystemPackage
internal import Trefoil

/// Takes the parts of a file by their names, and checks the type and the shape of each.
struct PartReader {
  /// The parts.
  let numbers: [String: StoredNumbers]

  /// What kind of numbers a part has.
  enum Kind { case floats, integers }

  private func unfit(_ name: String, _ found: StoredNumbers, _ expected: String)
    -> EmbeddingFileError
  {
    EmbeddingFileError(
      file: found.file.path,
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
      throw EmbeddingFileError(file: found.file.path, .missing(name: offsetsName))
    }
    guard let numbers = offsets.integers(rows: 0..<offsets.rowCount), numbers.first == 0,
      numbers.last == found.rowCount, zip(numbers, numbers.dropFirst()).allSatisfy(<=)
    else { throw EmbeddingFileError(file: offsets.file.path, .offsets(name: offsetsName)) }
    return RaggedNumbers(numbers: found, offsets: numbers, file: offsets.file.path)
  }

  /// Token vectors, end to end with offsets, or all texts with as many along a third axis.
  func tokens(
    _ name: String, offsets: String
  ) throws(EmbeddingFileError) -> RaggedNumbers? {
    guard let found = numbers[name] else { return nil }
    guard found.shape.last != 0 || found.rowCount == 0 else {
      throw unfit(name, found, "vectors of some numbers")
    }
    guard found.shape.count == 3, found.areFloats else {
      return try ragged(name, offsets: offsets, .floats, axes: 2)
    }
    return RaggedNumbers(numbers: found, offsets: nil, file: found.file.path)
  }
}
