internal import GRDB

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Database {
  private static let configurationName = "configuration"
  private static let generationName = "generation"

  /// Keeps what the index is.
  func setConfiguration(_ configuration: IndexConfiguration) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(configuration), as: UTF8.self)
    try execute(
      sql: "INSERT INTO property (name, value) VALUES (?, ?), (?, 0)",
      arguments: [Self.configurationName, json, Self.generationName])
  }

  /// What the index is; nil if the catalogue doesn't say so.
  func configuration() throws -> IndexConfiguration? {
    let json = try String.fetchOne(
      self, sql: "SELECT value FROM property WHERE name = ?", arguments: [Self.configurationName])
    return json.flatMap {
      try? JSONDecoder().decode(IndexConfiguration.self, from: Data($0.utf8))
    }
  }

  /// The number of commits so far; another number means other documents or segments.
  func generation() throws -> Int64 {
    try Int64.fetchOne(
      self, sql: "SELECT value FROM property WHERE name = ?", arguments: [Self.generationName]) ?? 0
  }

  /// Counts a commit.
  func raiseGeneration() throws {
    try execute(
      sql: "UPDATE property SET value = value + 1 WHERE name = ?",
      arguments: [Self.generationName])
  }
}
