package import Trefoil
package import TrefoilFiles
internal import TrefoilTensor

/// Writes lexical weights in the order of the rows, each row as it comes.
///
/// It keeps eight bytes a row in memory.
package struct LexicalRowsWriter<Sink: ByteSink> {
  private let sink: Sink
  /// Where each row's entries start, then the total so far.
  private var starts: [UInt64] = [0]

  /// Begins a section behind what the sink has.
  package init(to sink: Sink) {
    self.sink = sink
  }

  /// The number of rows so far.
  package var count: Int { starts.count - 1 }

  /// Adds a row; its weights are rounded to fp16, and those that round to zero are left out.
  ///
  /// - Throws: `FileError`; `PostingsError` for a token or a weight that a section can't hold.
  package mutating func append(_ weights: LexicalWeights) throws {
    var tokens = weights.tokenIDs
    if let token = tokens.first(where: { $0 < 0 || $0 > PostingsLayout.largestToken }) {
      throw PostingsError.token(token, row: count)
    }
    var halves: [UInt16]
    do throws(UnrepresentableNumber) {
      halves = try HalfNumbers.bits(of: weights.weights)
    } catch {
      throw PostingsError.weight(error.value, token: tokens[error.index], row: count)
    }
    if halves.contains(0) {
      let kept = halves.indices.filter { halves[$0] > 0 }
      (tokens, halves) = (kept.map { tokens[$0] }, kept.map { halves[$0] })
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(LexicalRowsLayout.entrySize * tokens.count)
    tokens.appendLittleEndian(to: &bytes)
    halves.appendLittleEndian(to: &bytes)
    try append(bytes)
  }

  /// Adds a row of another section, as where segments are merged.
  ///
  /// - Parameters: `row` of `rows`; one that is not there is a caller's bug.
  /// - Throws: `FileError`; `SectionFault.damaged`.
  package mutating func append(_ row: Int, of rows: LexicalRows) throws {
    // What is damaged is not carried into another section.
    _ = try rows.weights(of: row)
    let bytes = try rows.bytes.withSpan { bytes throws(SectionFault) -> [UInt8] in
      let range = try rows.entries(of: row, in: bytes)
      return unsafe bytes.extracting(range).withUnsafeBytes { unsafe Array($0) }
    }
    try append(bytes)
  }

  private mutating func append(_ bytes: [UInt8]) throws {
    guard count < LexicalRowsLayout.largestRowCount else { throw PostingsError.rows(count + 1) }
    try sink.write(bytes)
    let end = starts[starts.count - 1] + UInt64(bytes.count / LexicalRowsLayout.entrySize)
    starts.append(end)
  }

  /// Ends the section.
  ///
  /// - Returns: The number of its bytes.
  /// - Throws: `FileError`.
  package consuming func finish() throws(FileError) -> Int {
    let layout = LexicalRowsLayout(
      rowCount: count, entryCount: Int(starts[starts.count - 1]))
    let written = layout.entryCount * LexicalRowsLayout.entrySize
    var bytes = [UInt8](repeating: 0, count: layout.startsOffset - written)
    starts.appendLittleEndian(to: &bytes)
    let footer = [
      LexicalRowsLayout.magic, UInt64(layout.rowCount), UInt64(layout.entryCount), 0,
    ]
    footer.appendLittleEndian(to: &bytes)
    try sink.write(bytes)
    return layout.footerOffset + LexicalRowsLayout.footerSize
  }
}
