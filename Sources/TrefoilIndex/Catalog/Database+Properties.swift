internal import GRDB

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Database {
  private static let configurationName = "configuration"
  private static let configurationChecksumName = "configurationChecksum"
  private static let generationName = "generation"
  private static let markName = "mark"
  private static let modelStampName = "modelStamp"

  /// Keeps what the index is.
  func setConfiguration(_ configuration: IndexConfiguration) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(configuration), as: UTF8.self)
    try execute(
      sql: "INSERT INTO property (name, value) VALUES (?, ?), (?, ?), (?, 0), (?, ?)",
      arguments: [
        Self.configurationName, json, Self.configurationChecksumName, Self.checksum(json),
        Self.generationName, Self.markName, Int64.random(in: .min ... .max),
      ])
  }

  private static func checksum(_ text: String) -> Int64 {
    Int64(bitPattern: SegmentFormat.checksum(Array(text.utf8)))
  }

  private func property<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ name: String
  ) throws -> Value? {
    try Value.fetchOne(
      cachedStatement(sql: "SELECT value FROM property WHERE name = ?"), arguments: [name])
  }

  /// What the index is; nil if the catalogue doesn't say so.
  ///
  /// - Throws: `CatalogDamage` where it says something else than was written.
  func configuration() throws -> IndexConfiguration? {
    guard let json: String = try property(Self.configurationName) else { return nil }
    guard let checksum: Int64 = try property(Self.configurationChecksumName),
      checksum == Self.checksum(json),
      let configuration = try? JSONDecoder().decode(
        IndexConfiguration.self, from: Data(json.utf8))
    else { throw CatalogDamage(reason: "the checksum of its configuration does not match") }
    return configuration
  }

  /// By what the model's files are known again without being read; nil if that is not known.
  func modelStamp() throws -> String? {
    try property(Self.modelStampName)
  }

  /// Keeps that.
  func setModelStamp(_ stamp: String) throws {
    try execute(
      sql: "INSERT OR REPLACE INTO property (name, value) VALUES (?, ?)",
      arguments: [Self.modelStampName, stamp])
  }

  /// The number of commits so far.
  func generation() throws -> Int64 {
    guard let generation: Int64 = try property(Self.generationName), generation >= 0 else {
      throw CatalogDamage(reason: "it does not count its commits")
    }
    return generation
  }

  /// A number that each commit draws anew: as long as it is the same, so are documents and segments,
  /// even where somebody has put another index in the place of this one.
  func mark() throws -> Int64 {
    guard let mark: Int64 = try property(Self.markName) else {
      throw CatalogDamage(reason: "it does not mark its commits")
    }
    return mark
  }

  /// Counts a commit, and marks it.
  func raiseGeneration() throws {
    try execute(
      sql: "UPDATE property SET value = value + 1 WHERE name = ?",
      arguments: [Self.generationName])
    try execute(
      sql: "UPDATE property SET value = ? WHERE name = ?",
      arguments: [Int64.random(in: .min ... .max), Self.markName])
  }
}
