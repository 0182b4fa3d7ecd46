import GRDB
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("Fields with an index")
struct DeclaredFieldTests {
  private let directory: TemporaryDirectory
  private let embedder: Embedder

  init() throws {
    directory = try TemporaryDirectory()
    embedder = try TinyCollection.embedder()
  }

  private func made(_ fields: [String]) async throws -> Index {
    let path = directory.path.appending("fields-\(fields.count).trefoil")
    let index = try Index.create(
      at: path, embedder: embedder, options: IndexOptions(fields: fields))
    let values = [
      #"{"lang": "de", "year": 2019, "author": {"name": "Ann"}}"#,
      #"{"lang": "en", "year": 2020.5}"#,
      #"{"lang": null, "year": "2020"}"#, #"{"lang": ["de", "fr"], "year": true}"#, "{}",
      #"{"lang": "it's", "year": 2021, "author": "Ann"}"#, #"{"author": {"name": ["Ann"]}}"#,
    ]
    try await index.add(
      embedded: try values.enumerated().map { place, metadata in
        EmbeddedDocument(
          document: IndexedDocument(
            id: Identifier("d\(place)"), text: "text \(place)",
            metadata: try Metadata(json: metadata)),
          embedding: PlainEmbeddings.embedding("text \(place)", index.configuration))
      })
    return index
  }

  private static let filters = [
    "lang = 'de'", "lang <> 'de'", "lang is null", "lang is not null", "lang contains 'fr'",
    "lang in ('de', 'it''s', 3)", "lang not in ('de')", "lang like 'D%'", "lang > 'e'",
    "year = 2020.5", "year >= 2020", "year < 2020 or year = true", "year = '2020'",
    "year between 2019 and 2021", "author.name = 'Ann'", "author.name contains 'Ann'",
    "author is null", "not (lang = 'de' and year = 2019)",
  ]

  @Test("give the documents that they give without one", arguments: filters)
  func same(text: String) async throws {
    let filter = try Filter(text)
    let plain = try await made([])
    let declared = try await made(["lang", "year", "author.name"])
    let names = try await plain.catalog.read { try $0.documents(filter, plain.fields) }
    #expect(try await declared.catalog.read { try $0.documents(filter, declared.fields) } == names)
    #expect(try await declared.verify().faults == [])
  }

  @Test("are looked up")
  func plan() async throws {
    let index = try await made(["lang", "year"])
    let fields = index.fields
    func plan(_ text: String) async throws -> String {
      let condition = try Filter(text).sql(fields: fields.sql)
      return try await index.catalog.read { database in
        try Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN SELECT id FROM document WHERE \(condition.text)",
          arguments: StatementArguments(condition.arguments)
        ).map { $0["detail"] as String }.joined(separator: "; ")
      }
    }
    #expect(try await plan("lang = 'de'").contains("USING INDEX documentByField0"))
    #expect(try await plan("year > 2020").contains("USING INDEX documentByField1"))
    #expect(try await !plan("other = 'de'").contains("USING INDEX"))
  }

  @Test(
    "are names of metadata that are written in one way",
    arguments: [
      "", "id", "title", "a = 1 or b", "jahr'", "größe", "a; drop table document", "\"a/b\"",
    ])
  func unfit(name: String) throws {
    #expect(throws: IndexError.unfitField(name: name)) {
      try Index.create(
        at: directory.path.appending("none.trefoil"), embedder: embedder,
        options: IndexOptions(fields: [name]))
    }
  }

  @Test("may have any name that a path can hold")
  func odd() async throws {
    let index = try await made(["\"it's odd\".\"; --\""])
    #expect(index.configuration.fields == ["\"it's odd\".\"; --\""])
    #expect(try await index.verify().faults == [])
  }
}
