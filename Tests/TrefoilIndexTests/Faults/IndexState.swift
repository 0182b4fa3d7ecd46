import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

/// What an index holds: the text of each document by its id.
typealias IndexState = [String: String]

extension Index {
  /// All documents, as they are listed.
  func documents() async throws -> IndexState {
    let documents = try await list(limit: .max).documents
    return Dictionary(uniqueKeysWithValues: documents.map { ($0.id.text, $0.text) })
  }

  /// Adds documents in one commit.
  func put(_ state: IndexState) async throws {
    try await add(
      embedded: state.sorted { $0.key < $1.key }.map {
        PlainEmbeddings.document($0.key, $0.value, in: configuration)
      })
  }

  /// What every search finds together.
  func found() async throws -> IndexState {
    let hits = try await search(
      PlainEmbeddings.embedding("query", configuration),
      options: SearchOptions(top: 10_000, isExhaustive: true))
    return Dictionary(hits.map { ($0.document.id.text, $0.document.text) }) { one, _ in one }
  }

  /// Expects a whole index of one of some states, and gives the state.
  @discardableResult
  func requireWhole(
    anyOf states: [IndexState], _ comment: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> IndexState {
    let comment = Comment(rawValue: comment)
    let state = try await documents()
    #expect(states.contains(state), comment, sourceLocation: sourceLocation)
    #expect(try await verify().faults == [], comment, sourceLocation: sourceLocation)
    #expect(try await found() == state, comment, sourceLocation: sourceLocation)
    return state
  }

  /// The names of the files of segments, and of those that the catalogue lists.
  func segmentNames() async throws -> (files: Set<String>, listed: Set<String>) {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: path.appending("segments").string)
    let listed = try await catalog.read { try $0.segments() }.map { $0.name + ".segment" }
    return (Set(files), Set(listed))
  }
}
