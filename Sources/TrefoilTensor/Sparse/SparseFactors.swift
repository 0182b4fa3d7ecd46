internal import CTrefoilKernels

/// Numbers at a few of very many places, ready to be multiplied by sparse rows.
@safe
package struct SparseFactors: Sendable {
  /// A hash table of the numbers by their places' low bits.
  private let table: [trefoil_sparse_factor]
  /// The largest of the places; below zero if there are none.
  private let last: Int32

  /// Takes numbers and their places, from 0 on and rising.
  package init(places: [Int32], values: [Float]) {
    precondition(places.count == values.count, "\(values.count) numbers at \(places.count) places")
    precondition(places.first ?? 0 >= 0, "a number at place \(places.first ?? 0)")
    // 16 entries a place let one in 16 of the others pass; 8 KiB at least, a quarter of L1.
    var size = 1024
    while size < 16 * places.count { size *= 2 }
    let none = trefoil_sparse_factor(place: -1, value: 0)
    var table = [trefoil_sparse_factor](repeating: none, count: size)
    for (place, value) in zip(places, values) {
      var slot = Int(place) & (size - 1)
      while table[slot].place >= 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = trefoil_sparse_factor(place: place, value: value)
    }
    self.table = table
    last = places.last ?? -1
  }

  /// The inner product with a sparse row, summed in the order of the row's places.
  ///
  /// - Parameters:
  ///   - count: the numbers of the row.
  ///   - row: `count` 32-bit places, rising, then as many half bits, all little-endian.
  /// - Returns: nil if the row's places do not rise, or a number that is used is not above zero and
  ///   finite.
  package func product(count: Int, _ row: RawSpan) -> Float? {
    precondition(row.byteCount == 6 * count, "\(row.byteCount) bytes of \(count) numbers")
    var product: Float = 0
    let isWhole = unsafe row.withUnsafeBytes { row in
      guard let places = row.baseAddress else { return true }
      return unsafe trefoil_sparse_product(
        table, UInt32(table.count - 1), last, places, places + 4 * count, count, &product) != 0
    }
    return isWhole ? product : nil
  }

  /// Begins to bring a row into the cache, whose product will be wanted soon.
  package static func prefetch(_ row: RawSpan) {
    unsafe row.withUnsafeBytes { row in
      guard let bytes = row.baseAddress else { return }
      unsafe trefoil_sparse_prefetch(bytes, row.count)
    }
  }
}
