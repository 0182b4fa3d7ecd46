/// Rows of fp32 numbers, one behind the other: shape `[rows, columns]`, with room for more rows.
///
/// A matrix is scratch memory that is used again and again: `resize` changes the number of rows
/// that count, keeps the memory where it suffices, and leaves the numbers undefined.
@safe
public struct Matrix: ~Copyable {
  /// The rows that count.
  public private(set) var rows: Int
  /// The numbers in a row.
  public let columns: Int
  private var buffer: AlignedBuffer<Float>

  /// Makes a matrix of undefined numbers.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "shape is [\(rows), \(columns)]")
    self.rows = rows
    self.columns = columns
    buffer = AlignedBuffer(count: rows * columns)
  }

  /// Makes a matrix of these numbers, in row-major order.
  public init(_ values: [Float], columns: Int) {
    precondition(
      columns > 0 && values.count.isMultiple(of: columns),
      "\(values.count) values for rows of \(columns)"
    )
    self.init(rows: values.count / columns, columns: columns)
    unsafe values.withUnsafeBufferPointer { from in
      guard let first = from.baseAddress else { return }
      unsafe base.update(from: first, count: from.count)
    }
  }

  /// Sets the number of rows; their numbers are undefined until they are written.
  public mutating func resize(rows: Int) {
    precondition(rows >= 0, "rows is \(rows)")
    if rows * columns > buffer.count {
      buffer = AlignedBuffer(count: rows * columns)
    }
    self.rows = rows
  }

  /// Where row 0 begins.
  var base: UnsafeMutablePointer<Float> { unsafe buffer.base }

  /// Where a row begins; `row` may equal `rows` for an empty range behind the last.
  func pointer(row: Int) -> UnsafeMutablePointer<Float> {
    precondition(row >= 0 && row <= rows, "row \(row) of \(rows)")
    return unsafe base + row * columns
  }

  /// A copy of some rows, in row-major order.
  public func values(rows range: Range<Int>) -> [Float] {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    let count = range.count * columns
    return unsafe [Float](unsafeUninitializedCapacity: count) { to, initialized in
      if let first = to.baseAddress {
        unsafe first.update(from: pointer(row: range.lowerBound), count: count)
      }
      initialized = count
    }
  }

  /// A copy of all rows, in row-major order.
  public var values: [Float] { values(rows: 0..<rows) }
}
