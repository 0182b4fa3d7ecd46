internal import GRDB

/// How much is in a catalogue: it is counted as rows come and go, because counting all of a million
/// takes half a second.
struct CatalogCounts: Equatable, Sendable {
  var documents: Int
  var passages: Int
  /// The tokens of the passages that the encoder read.
  var tokens: Int

  /// The statements that count what triggers see.
  static let triggers = """
    INSERT INTO property (name, value) VALUES ('documents', 0), ('passages', 0), ('tokens', 0);
    CREATE TRIGGER documentAdded AFTER INSERT ON document BEGIN
      UPDATE property SET value = value + 1 WHERE name = 'documents';
    END;
    CREATE TRIGGER documentRemoved AFTER DELETE ON document BEGIN
      UPDATE property SET value = value - 1 WHERE name = 'documents';
    END;
    CREATE TRIGGER passageAdded AFTER INSERT ON passage BEGIN
      UPDATE property SET value = value + 1 WHERE name = 'passages';
      UPDATE property SET value = value + NEW.tokensUsed WHERE name = 'tokens';
    END;
    CREATE TRIGGER passageRemoved AFTER DELETE ON passage BEGIN
      UPDATE property SET value = value - 1 WHERE name = 'passages';
      UPDATE property SET value = value - OLD.tokensUsed WHERE name = 'tokens';
    END;
    """
}

extension Database {
  /// How much is in the catalogue, as it was counted.
  ///
  /// - Throws: `CatalogDamage` where a count is not there.
  func counts() throws -> CatalogCounts {
    func count(_ name: String) throws -> Int {
      let value: Int? = try Int.fetchOne(
        cachedStatement(sql: "SELECT value FROM property WHERE name = ?"), arguments: [name])
      guard let value else { throw CatalogDamage(reason: "it does not count its \(name)") }
      return value
    }
    return CatalogCounts(
      documents: try count("documents"), passages: try count("passages"),
      tokens: try count("tokens"))
  }

  /// The same counted anew.
  func recounted() throws -> CatalogCounts {
    let passages = try Row.fetchOne(
      self,
      sql: "SELECT COUNT(*) AS passages, COALESCE(SUM(tokensUsed), 0) AS tokens FROM passage")
    return CatalogCounts(
      documents: try Int.fetchOne(self, sql: "SELECT COUNT(*) FROM document") ?? 0,
      passages: passages?["passages"] ?? 0, tokens: passages?["tokens"] ?? 0)
  }

  /// Sets the counts to what there is.
  func recount() throws {
    let counts = try recounted()
    try execute(
      sql: """
        INSERT OR REPLACE INTO property (name, value)
        VALUES ('documents', ?), ('passages', ?), ('tokens', ?)
        """, arguments: [counts.documents, counts.passages, counts.tokens])
  }
}
