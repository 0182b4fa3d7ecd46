/// Some columns of a matrix, as steps that run on several threads see them.
///
/// It is valid while the matrix lives and keeps its size. Two threads may use it at once as long as
/// they keep to rows of their own.
@safe
public struct MatrixView: @unchecked Sendable {
  // Sendable because whoever hands rows out gives each to one thread at a time.
  let base: UnsafeMutablePointer<Float>
  /// The distance from row to row.
  let stride: Int
  /// The rows that count.
  public let rows: Int
  /// The columns that it shows.
  public let columns: Int

  func pointer(row: Int) -> UnsafeMutablePointer<Float> {
    precondition(row >= 0 && row <= rows, "row \(row) of \(rows)")
    return unsafe base + row * stride
  }

  /// The same rows with fewer columns, from `first` on.
  public func columns(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) of \(columns)")
    return unsafe MatrixView(
      base: base + range.lowerBound, stride: stride, rows: rows, columns: range.count)
  }
}

extension Matrix {
  /// All of it.
  public mutating func view() -> MatrixView {
    unsafe MatrixView(base: base, stride: columns, rows: rows, columns: columns)
  }
}
