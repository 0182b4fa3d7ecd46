internal import GRDB

/// The tables of an index's catalogue.
///
/// Numbers of documents and passages are never given twice, and rise in the order in which they were
/// added. A passage's place in its segment is not kept: each segment lists the numbers of its rows.
/// SQLite's pages have no checksums, so a document, a passage and the configuration carry their own.
enum CatalogSchema {
  /// What SQLite keeps in the file's header for programs that tell kinds of files apart: “TFIL”.
  static let applicationID = 0x5446_494C
  /// The format that this version writes, and the newest that it reads.
  static let version = 1

  /// Makes the tables of an empty catalogue.
  static func create(_ database: Database, _ fields: DeclaredFields) throws {
    try database.execute(
      sql: """
        CREATE TABLE property (
          name TEXT PRIMARY KEY NOT NULL,
          value ANY NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE segment (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          rows INTEGER NOT NULL,
          bytes INTEGER NOT NULL,
          dead INTEGER NOT NULL DEFAULT 0,
          tombstones BLOB
        ) STRICT;
        CREATE TABLE document (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          text TEXT NOT NULL,
          metadata TEXT NOT NULL CHECK (json_valid(metadata)),
          fingerprint BLOB NOT NULL
        ) STRICT;
        CREATE TABLE passage (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          document INTEGER NOT NULL REFERENCES document (number),
          first INTEGER NOT NULL,
          last INTEGER NOT NULL,
          tokensSeen INTEGER NOT NULL,
          tokensUsed INTEGER NOT NULL,
          checksum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX passageOfDocument ON passage (document);
        \(CatalogCounts.triggers)
        \(fields.schema)
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """)
  }
}
