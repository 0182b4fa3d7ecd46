public import TrefoilCore
public import TrefoilTensor

/// The token vectors of many passages, in one format and of one dimension, ready to be scored.
///
/// A passage's place is its order of arrival, from 0.
public struct PassageVectors: Sendable {
  private(set) var rows: RowGroups

  /// Takes rows as they are.
  package init(rows: RowGroups) {
    self.rows = rows
  }

  /// Makes an empty list.
  public init(format: RowFormat = .float32) {
    rows = RowGroups(format: format)
  }

  /// Copies passages, all of the same dimension, into `format`.
  public init(_ passages: [TokenVectors], format: RowFormat = .float32) {
    self.init(format: format)
    guard let first = passages.first else { return }
    rows.reserve(rows: passages.reduce(0) { $0 + $1.count }, dimension: first.dimension)
    for passage in passages { append(passage) }
  }

  /// Copies a passage behind the last, of the same dimension as the others.
  ///
  /// A number beyond ±65504 becomes infinite in fp16, and a row that is not finite matches nothing
  /// in int8; both are far from the rows of length 1 that a model gives.
  public mutating func append(_ passage: TokenVectors) {
    rows.append(passage.values, dimension: passage.dimension)
  }

  /// How the vectors are kept.
  public var format: RowFormat { rows.format }
  /// The numbers in a vector; zero until there is a passage.
  public var dimension: Int { rows.dimension }
  /// The number of passages.
  public var count: Int { rows.count }
  /// Where each passage starts, then the total, in vectors, shape `[count + 1]`.
  public var offsets: [Int] { rows.offsets }
  /// The bytes that the vectors take, with the scales of int8.
  public var byteCount: Int { rows.byteCount }
}
