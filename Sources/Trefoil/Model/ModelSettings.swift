public import SystemPackage
public import TrefoilFiles
public import TrefoilModel
public import TrefoilScoring

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Trefoil's own settings of a model: how much each of its scores counts, and what is put before
/// texts.
///
/// They lie in `trefoil.json` in the model's directory. Other programs pass over the file, and a
/// model needs none. A file elsewhere, such as a user's own, may take its place.
public struct ModelSettings: Equatable, Sendable {
  /// The weights by which the model's scores are combined; nil where nobody has chosen any.
  public var weights: HybridWeights?
  /// How the weights were found, for people.
  public var origin: String?
  /// What is put before a query, in place of the model's own prompt; empty for nothing, nil for the
  /// model's own.
  public var queryInstruction: String?
  /// What is put before a passage, likewise.
  public var passageInstruction: String?
  /// The file that they were read from; nil for settings that were put together.
  public var file: FilePath?

  /// The weights to use where the caller names none: those that were chosen, else one each.
  public var standardWeights: HybridWeights { weights ?? .equal }

  /// The file's name.
  public static let fileName = "trefoil.json"

  /// Puts settings together.
  public init(
    weights: HybridWeights? = nil, origin: String? = nil, queryInstruction: String? = nil,
    passageInstruction: String? = nil
  ) {
    self.weights = weights
    self.origin = origin
    self.queryInstruction = queryInstruction
    self.passageInstruction = passageInstruction
  }

  /// Reads a model's settings; there are none where there is no file.
  ///
  /// - Throws: `ConfigurationError` if the file is there and can't be understood.
  public init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending(Self.fileName)
    if try ConfigurationFile.isPresent(path) { try self.init(file: path) } else { self.init() }
  }

  /// Reads settings from a file, which has no keys but theirs: a misspelt one would go unnoticed, and
  /// a file of another kind be written over.
  ///
  /// - Throws: `ConfigurationError` if the file is not there or can't be understood.
  public init(file path: FilePath) throws(ConfigurationError) {
    self.init()
    file = path
    let (content, written) = try ConfigurationFile.read(Content.self, from: path)
    try Self.check(written, by: Self.keys, path)
    try Self.check(written["weights"] ?? .null, by: Self.weightKeys, path)
    origin = content.origin
    queryInstruction = content.queryInstruction
    passageInstruction = content.passageInstruction
    guard let numbers = content.weights else { return }
    do throws(ScoringError) {
      weights = try HybridWeights(
        dense: numbers.dense ?? 0, sparse: numbers.sparse ?? 0, colbert: numbers.colbert ?? 0)
    } catch {
      throw .malformed(
        file: path, reason: String(error.description.dropLast()))
    }
  }

  /// The file's keys, which are all followed, and which are all that it may have.
  private static let keys = KeyRules(
    file: fileName, applied: Content.CodingKeys.allCases.map(\.rawValue))
  /// The keys of its weights, likewise.
  private static let weightKeys = KeyRules(
    file: "the weights of \(fileName)", applied: ScoreKind.allCases.map(\.rawValue))

  private static func check(
    _ content: JSONContent, by rules: KeyRules, _ path: FilePath
  ) throws(ConfigurationError) {
    guard let key = rules.unlisted(in: content.object ?? [:]).first else { return }
    let known = rules.rules.keys.sorted().joined(separator: ", ")
    throw .malformed(file: path, reason: "“\(key)” is none of its keys \(known)")
  }

  /// These settings, with the weights and the instructions of others as far as those have some.
  public func overridden(by others: ModelSettings) -> ModelSettings {
    var settings = self
    settings.queryInstruction = others.queryInstruction ?? queryInstruction
    settings.passageInstruction = others.passageInstruction ?? passageInstruction
    guard others.weights != nil else { return settings }
    settings.weights = others.weights
    settings.origin = others.origin
    settings.file = others.file
    return settings
  }

  /// Writes the settings to a file, in place of one that is there.
  ///
  /// The file changes as a whole or not at all.
  ///
  /// - Throws: `FileError`.
  public func write(to path: FilePath) throws(FileError) {
    let content = Content(
      weights: weights.map {
        Content.Weights(dense: $0.dense, sparse: $0.sparse, colbert: $0.colbert)
      }, origin: origin, queryInstruction: queryInstruction, passageInstruction: passageInstruction)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(content)).map(Array.init) ?? []
    let file = try AtomicFile(path: path)
    try file.write(bytes + [UInt8(ascii: "\n")])
    try file.commit()
  }

  private struct Content: Codable {
    struct Weights: Codable {
      let dense: Float?
      let sparse: Float?
      let colbert: Float?
    }

    let weights: Weights?
    let origin: String?
    let queryInstruction: String?
    let passageInstruction: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case weights, origin
      case queryInstruction = "query_instruction"
      case passageInstruction = "passage_instruction"
    }
  }
}
