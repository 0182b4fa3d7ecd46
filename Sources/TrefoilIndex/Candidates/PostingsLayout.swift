internal import TrefoilFiles

/// Where the parts of a section of postings lie.
///
/// Parts, each at a multiple of 8 bytes, numbers little-endian:
/// 1. The blocks, end to end: token by token, and for each of a token's windows of rows one block.
///    A *listed* block has the rows' numbers within the window, 16 bits each and rising, then their
///    weights, half bits. A *masked* one, where at least one row in `maskedShare` has the token,
///    has a bit for each row of the window, 64-bit words with the lowest bit first, then the
///    weights.
/// 2. The directory, 6 bytes a block: the window's number, the largest weight (half bits), and the
///    number of rows minus one, 16 bits each.
/// 3. The tokens, rising, 32 bits each.
/// 4. For each token and the end: where its blocks start in bytes of part 1, and the number of its
///    first block, 64 bits each.
/// 5. For each token its largest weight, half bits.
/// 6. The footer, 64 bits each: the magic with its version, the number of rows, of tokens, of
///    blocks, of postings, the bytes of part 1, the number of bits that a row has within a window,
///    zero.
struct PostingsLayout {
  var rowCount: Int
  var tokenCount: Int
  var blockCount: Int
  var postingCount: Int
  var blockBytes: Int
  /// A window has 2^`windowBits` rows, the last may have fewer.
  var windowBits: Int

  /// The first bytes of the footer, which end in the version of the layout.
  static let magic = UInt64(littleEndian: Array("TREFPOS\u{1}".utf8))
  /// The bytes of the footer.
  static let footerSize = 64
  /// The bytes of a block's directory entry.
  static let entrySize = 6
  /// The bytes that say where a token's blocks start.
  static let startSize = 16
  /// The largest number of a token: some 60 times the vocabulary of XLM-R, and a table of so many
  /// counts takes 64 MiB.
  static let largestToken = Int32(1 << 24 - 1)
  /// Windows have a word of bits at least, and rows that 16 bits can number.
  static let windowBitsRange = 6...16
  /// Rows of a window: their sums take 128 KiB, which stays in L2 beside the columns.
  static let standardWindowBits = 15
  /// A token that one row in so many has is kept by bits: there they take about as much room as
  /// numbers or less, and eight rows are added in the time of two listed ones.
  static let maskedShare = 8

  var directoryOffset: Int { blockBytes.roundedUp(to: 8) }
  var tokensOffset: Int { directoryOffset + (Self.entrySize * blockCount).roundedUp(to: 8) }
  var startsOffset: Int { tokensOffset + (4 * tokenCount).roundedUp(to: 8) }
  var maximaOffset: Int { startsOffset + Self.startSize * (tokenCount + 1) }
  var footerOffset: Int { maximaOffset + (2 * tokenCount).roundedUp(to: 8) }

  /// The number of windows.
  var windowCount: Int { (rowCount + 1 << windowBits - 1) >> windowBits }

  /// The rows of a window.
  func rows(of window: Int) -> Range<Int> {
    window << windowBits..<min(rowCount, (window + 1) << windowBits)
  }

  /// Whether a block of `count` rows has a bit for each row of its window.
  static func isMasked(_ count: Int, of rows: Int) -> Bool { count * maskedShare >= rows }

  /// The bytes of a block.
  static func size(_ count: Int, of rows: Int) -> Int {
    isMasked(count, of: rows) ? 8 * words(rows) + 2 * count : 4 * count
  }

  /// The 64-bit words that hold a bit for each row.
  static func words(_ rows: Int) -> Int { (rows + 63) / 64 }
}

extension PostingsLayout {
  /// Reads the footer, and checks that it states the length.
  init(_ bytes: RawSpan) throws(SectionFault) {
    let footer = bytes.byteCount - Self.footerSize
    guard footer >= 0, bytes.number(at: footer, as: UInt64.self) == Self.magic else {
      throw .foreign(.postings)
    }
    let numbers = (1..<8).map { bytes.number(at: footer + 8 * $0, as: UInt64.self) }
    // So that no product can overflow.
    let isSmall = numbers[1...4].allSatisfy { $0 < bytes.byteCount }
    guard isSmall, numbers[0] <= LexicalRowsLayout.largestRowCount,
      numbers[5] >= Self.windowBitsRange.lowerBound, numbers[5] <= Self.windowBitsRange.upperBound
    else { throw .length(.postings, bytes: bytes.byteCount) }
    rowCount = Int(numbers[0])
    tokenCount = Int(numbers[1])
    blockCount = Int(numbers[2])
    postingCount = Int(numbers[3])
    blockBytes = Int(numbers[4])
    windowBits = Int(numbers[5])
    guard footerOffset == footer, numbers[6] == 0, windowCount <= 1 << 16 else {
      throw .length(.postings, bytes: bytes.byteCount)
    }
  }

  /// The bytes of the footer.
  var footer: [UInt8] {
    let counts = [rowCount, tokenCount, blockCount, postingCount, blockBytes, windowBits, 0]
    var bytes: [UInt8] = []
    ([Self.magic] + counts.map { UInt64($0) }).appendLittleEndian(to: &bytes)
    return bytes
  }
}
