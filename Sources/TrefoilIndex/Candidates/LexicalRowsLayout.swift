internal import TrefoilFiles

/// Where the parts of a section of lexical rows lie.
///
/// Row by row, end to end: the tokens, 32 bits each and rising, then their weights, half bits.
/// Then, at a multiple of 8 bytes, where each row's entries start, counted in entries, and the
/// total, 64 bits each. Then the footer: the magic with its version, the number of rows, the number
/// of entries, and zero, 64 bits each. Numbers are little-endian.
struct LexicalRowsLayout {
  let rowCount: Int
  let entryCount: Int

  /// The first bytes of the footer, which end in the version of the layout.
  static let magic = UInt64(littleEndian: Array("TREFROW\u{1}".utf8))
  /// The bytes of the footer.
  static let footerSize = 32
  /// The bytes of a token and its weight.
  static let entrySize = 6

  /// Where the list of starts begins.
  var startsOffset: Int { (entryCount * Self.entrySize).roundedUp(to: 8) }
  /// Where the footer begins.
  var footerOffset: Int { startsOffset + 8 * (rowCount + 1) }

  /// Takes counts that were made by a writer.
  init(rowCount: Int, entryCount: Int) {
    self.rowCount = rowCount
    self.entryCount = entryCount
  }

  /// Reads the footer, and checks that it states the length.
  init(_ bytes: RawSpan) throws(SectionFault) {
    let footer = bytes.byteCount - Self.footerSize
    guard footer >= 0, bytes.number(at: footer, as: UInt64.self) == Self.magic else {
      throw .foreign(.rows)
    }
    let rows = bytes.number(at: footer + 8, as: UInt64.self)
    let entries = bytes.number(at: footer + 16, as: UInt64.self)
    let reserved = bytes.number(at: footer + 24, as: UInt64.self)
    // So that no product below can overflow.
    guard rows < bytes.byteCount, entries < bytes.byteCount, rows <= Self.largestRowCount else {
      throw .length(.rows, bytes: bytes.byteCount)
    }
    self.init(rowCount: Int(rows), entryCount: Int(entries))
    guard footerOffset == footer, reserved == 0 else {
      throw .length(.rows, bytes: bytes.byteCount)
    }
  }

  /// Rows have numbers of 32 bits without a sign in candidate lists.
  static let largestRowCount = Int(Int32.max)
}

extension Int {
  /// The least multiple of `step` that is not below.
  func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }
}
