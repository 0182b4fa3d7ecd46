/// The postings of some tokens, token by token and within a token in the order of the rows.
struct PostingsGroup {
  private let tokens: Range<Int>
  /// Where each token's postings end.
  private var ends: [Int]
  private var rows: [UInt32]
  private var weights: [UInt16]

  /// The bytes of a posting in memory.
  static let postingSize = 6

  /// Takes the postings of `tokens` from all rows.
  ///
  /// - Parameters: `counts`, the number of rows that each of the tokens has.
  init(
    _ section: LexicalRows, tokens: Range<Int>, counts: ArraySlice<UInt32>
  ) throws(SectionFault) {
    self.tokens = tokens
    // Where each token's next posting goes, which in the end is where they end.
    var places: [Int] = []
    places.reserveCapacity(tokens.count)
    var total = 0
    for count in counts {
      places.append(total)
      total += Int(count)
    }
    var rows = [UInt32](repeating: 0, count: total)
    var weights = [UInt16](repeating: 0, count: total)
    try section.forEachEntry(tokens: tokens) { row, token, weight in
      let place = places[token - tokens.lowerBound]
      rows[place] = UInt32(row)
      weights[place] = weight
      places[token - tokens.lowerBound] = place + 1
    }
    ends = places
    self.rows = rows
    self.weights = weights
  }

  /// Calls `body` with each token that has postings, rising, with its rows, rising, and their
  /// weights, half bits.
  func forEachToken(
    _ body: (_ token: Int, _ rows: ArraySlice<UInt32>, _ weights: ArraySlice<UInt16>) throws -> Void
  ) rethrows {
    var start = 0
    for (token, end) in zip(tokens, ends) where end > start {
      try body(token, rows[start..<end], weights[start..<end])
      start = end
    }
  }
}

extension LexicalRows {
  /// Calls `body` with every entry of some tokens: its row, rising, its token, rising within a row,
  /// and its weight, half bits of a number above zero and finite.
  ///
  /// - Parameters: `tokens`, all where nobody says others.
  /// - Throws: `SectionFault.damaged`, for what comes before the last of the tokens in its row.
  func forEachEntry(
    tokens: Range<Int> = 0..<Int(PostingsLayout.largestToken) + 1,
    _ body: (_ row: Int, _ token: Int, _ weight: UInt16) -> Void
  ) throws(SectionFault) {
    try bytes.withSpan { bytes throws(SectionFault) in
      for row in 0..<count {
        let range = try entries(of: row, in: bytes)
        let count = range.count / LexicalRowsLayout.entrySize
        var last = -1
        for index in 0..<count {
          let token = Int(bytes.number(at: range.lowerBound + 4 * index, as: UInt32.self))
          guard token > last, token <= PostingsLayout.largestToken else {
            throw .damaged(.rows, at: range.lowerBound + 4 * index)
          }
          last = token
          guard token >= tokens.lowerBound else { continue }
          guard token < tokens.upperBound else { break }
          let place = range.lowerBound + 4 * count + 2 * index
          let weight = bytes.number(at: place, as: UInt16.self)
          guard weight > 0 && weight < 0x7c00 else { throw .damaged(.rows, at: place) }
          body(row, token, weight)
        }
      }
    }
  }
}
