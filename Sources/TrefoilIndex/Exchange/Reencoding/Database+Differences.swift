internal import GRDB
internal import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A document as two indexes are compared by it.
struct DocumentMark: Sendable {
  let number: Int64
  let id: String
  let fingerprint: Data
}

extension Database {
  /// Some documents behind a number, in the order of their numbers.
  func marks(after number: Int64, limit: Int) throws -> [DocumentMark] {
    try Row.fetchAll(
      cachedStatement(
        sql: "SELECT number, id, fingerprint FROM document WHERE number > ? ORDER BY number LIMIT ?"
      ),
      arguments: [number, limit]
    ).map {
      DocumentMark(
        number: try $0.decode(forColumn: "number"), id: try $0.decode(forColumn: "id"),
        fingerprint: try $0.decode(forColumn: "fingerprint"))
    }
  }

  /// Those that are not here, or not with the same fingerprint.
  func lacking(_ marks: [DocumentMark]) throws -> [DocumentMark] {
    try marks.filter { mark in
      try document(Identifier(mark.id))?.fingerprint != mark.fingerprint
    }
  }

  /// Those whose ids are not here.
  func unknown(_ marks: [DocumentMark]) throws -> [DocumentMark] {
    try marks.filter { try document(Identifier($0.id)) == nil }
  }
}
