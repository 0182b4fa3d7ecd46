package import TrefoilFiles
package import TrefoilIndex

/// A passage that a search found; scores that were not computed are left out.
package struct SearchHitRecord: Encodable, Equatable, Sendable {
  /// Its place among the hits, from 1; those of the pages before count.
  package let rank: Int
  /// The id of its document.
  package let id: String
  /// The title of its document; left out if there is none.
  package let title: String?
  /// The score by which it is ranked.
  package let score: Float
  /// The dense score.
  package let dense: Float?
  /// The lexical score.
  package let sparse: Float?
  /// The late-interaction score.
  package let colbert: Float?
  /// The bytes of the document's text that it covers, in UTF-8.
  package let range: RangeRecord
  /// The number of tokens of the passage.
  package let tokensSeen: Int
  /// The number of tokens that the encoder read.
  package let tokensUsed: Int
  /// The passage's part of the document's text.
  package let text: String
  /// The document's metadata.
  package let metadata: MetadataRecord

  private enum CodingKeys: String, CodingKey {
    case rank, id, title, score, dense, sparse, colbert, range
    case tokensSeen = "tokens_seen"
    case tokensUsed = "tokens_used"
    case text, metadata
  }

  /// Takes a hit.
  package init(_ hit: SearchHit, rank: Int) {
    self.rank = rank
    id = hit.document.id.text
    title = hit.document.title.isEmpty ? nil : hit.document.title
    score = hit.score
    dense = hit.parts.dense
    sparse = hit.parts.sparse
    colbert = hit.parts.colbert
    range = RangeRecord(hit.range)
    tokensSeen = hit.tokenCounts.seen
    tokensUsed = hit.tokenCounts.used
    text = hit.text
    metadata = MetadataRecord(hit.document.metadata)
  }
}
