public import SystemPackage
public import Trefoil
internal import TrefoilFiles

/// The embeddings of a collection of texts, where an index keeps them.
///
/// Each text has one unit or more, which have embeddings of their own: itself, or its windows.
public struct EmbeddedCollection: Sendable {
  /// How the embeddings are kept.
  public let configuration: IndexConfiguration
  /// The number of texts.
  public let count: Int
  /// The number of texts that the index lacks.
  public let missingCount: Int
  /// How many texts were encoded now; the others came from the index.
  public let encodedCount: Int
  /// What was damaged and is made again.
  public let rebuilt: [FilePath]
  /// The number of units.
  public let unitCount: Int
  /// The number of tokens that the encoder read, now or before.
  public let tokenCount: Int
  /// The number of units that were longer than the limit and lost tokens.
  public let truncatedCount: Int
  /// The parts, in the order of the index's segments.
  let parts: [Part]
  private let scratch: ScratchDirectory?

  /// A row of a segment, and the text of which it is a unit.
  struct Unit: Sendable {
    let row: Int
    let text: Int
  }

  /// The units in one segment, by rising row.
  struct Part: Sendable {
    let segment: LiveSegment
    let units: [Unit]
  }

  /// Finds texts in an index, in the state of one commit, and checks the files in which they are.
  ///
  /// A text that the index lacks has no unit, and no score.
  ///
  /// - Parameters:
  ///   - ids: what the index calls the texts, in their order.
  ///   - encodedCount: how many of them were encoded now.
  ///   - rebuilt: what was made again.
  ///   - scratch: the directory of an index that is not kept.
  /// - Throws: `IndexError`; `CancellationError`.
  init(
    of ids: [Identifier], in index: Index, encodedCount: Int, rebuilt: [FilePath],
    scratch: ScratchDirectory?
  ) async throws {
    let (snapshot, passages) = try await index.withSnapshot { database, snapshot in
      (
        snapshot,
        try ids.map { try database.document($0).map { try database.passages(of: $0.number) } ?? [] }
      )
    }
    var units = snapshot.segments.map { _ in [Unit]() }
    for (text, passages) in passages.enumerated() {
      for passage in passages {
        guard let place = snapshot.place(of: passage.number) else {
          throw IndexError.damaged(
            path: index.path, reason: "passage \(passage.number) is in no segment")
        }
        units[place.segment].append(Unit(row: place.row, text: text))
      }
    }
    for (segment, units) in zip(snapshot.segments, units) where !units.isEmpty {
      try segment.file.requireWhole()
    }
    parts = zip(snapshot.segments, units).map { segment, units in
      Part(segment: segment, units: units.sorted { ($0.row, $0.text) < ($1.row, $1.text) })
    }
    let counts = passages.flatMap(\.self).map(\.record)
    configuration = index.configuration
    count = ids.count
    missingCount = passages.count(where: \.isEmpty)
    self.encodedCount = encodedCount
    self.rebuilt = rebuilt
    unitCount = counts.count
    tokenCount = counts.reduce(0) { $0 + $1.tokensUsed }
    truncatedCount = counts.count { $0.tokensSeen > $0.tokensUsed }
    self.scratch = scratch
  }

  /// Finds documents in an index that stands for itself, by their ids.
  ///
  /// - Throws: `IndexError`; `CancellationError`.
  public init(documents ids: [Identifier], in index: Index) async throws {
    try await self.init(of: ids, in: index, encodedCount: 0, rebuilt: [], scratch: nil)
  }

  /// The embeddings of each of some texts' first units, as they are kept; nil for a text that has none.
  ///
  /// - Throws: `IndexError.damaged`.
  package func embeddings(_ texts: Range<Int>) throws(IndexError) -> [Embedding?] {
    var embeddings = [Embedding?](repeating: nil, count: texts.count)
    for part in parts {
      for unit in part.units where texts.contains(unit.text) {
        let place = unit.text - texts.lowerBound
        guard embeddings[place] == nil else { continue }
        embeddings[place] = try part.segment.file.embedding(
          unit.row, tokenCounts: TokenCounts(seen: 0, used: 0))
      }
    }
    return embeddings
  }
}
