package import Trefoil
package import TrefoilIndex

/// The hits of a search as a table.
package struct HitTable {
  /// The table.
  package private(set) var table: Table

  /// Lays out hits.
  ///
  /// - Parameters:
  ///   - hits: best first.
  ///   - outputs: the scores that may be there; a column for each that a hit has.
  ///   - offset: the better hits that are passed over.
  package init(_ hits: [SearchHit], outputs: EmbeddingOutputs, offset: Int) {
    let kinds = outputs.kinds.filter { kind in hits.contains { $0.parts[kind] != nil } }
    table = Table(
      [Table.Column("rank", isNumeric: true), Table.Column("score", isNumeric: true)]
        + kinds.map { Table.Column($0.rawValue, isNumeric: true) }
        + [Table.Column("id"), Table.Column("text")])
    for (place, hit) in hits.enumerated() {
      let title = hit.document.title
      table.append(
        ["\(offset + place + 1)", ScoreText.cell(hit.score)]
          + kinds.map { ScoreText.cell(hit.parts[$0]) }
          + [hit.document.id.text, Document.content(title: title, text: hit.text)])
    }
  }
}
