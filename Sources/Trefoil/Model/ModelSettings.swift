public import SystemPackage
public import TrefoilFiles
public import TrefoilModel
public import TrefoilScoring

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Trefoil's own settings of a model: how much each of its scores counts.
///
/// They lie in `trefoil.json` in the model's directory. Other programs pass over the file, and a
/// model needs none.
public struct ModelSettings: Equatable, Sendable {
  /// The weights by which the model's scores are combined; nil where nobody has chosen any.
  public var weights: HybridWeights?
  /// How the weights were found, for people.
  public var origin: String?

  /// The weights to use where the caller names none: those that were chosen, else one each.
  public var standardWeights: HybridWeights { weights ?? .equal }

  /// The file's name.
  public static let fileName = "trefoil.json"

  /// Puts settings together.
  public init(weights: HybridWeights? = nil, origin: String? = nil) {
    self.weights = weights
    self.origin = origin
  }

  /// Reads a model's settings; there are none where there is no file.
  ///
  /// - Throws: `ConfigurationError` if the file is there and can't be understood.
  public init(directory: FilePath) throws(ConfigurationError) {
    self.init()
    let path = directory.appending(Self.fileName)
    guard path.exists else { return }
    let content = try ConfigurationFile.decode(Content.self, from: path)
    origin = content.origin
    guard let numbers = content.weights else { return }
    do throws(ScoringError) {
      weights = try HybridWeights(
        dense: numbers.dense ?? 0, sparse: numbers.sparse ?? 0, colbert: numbers.colbert ?? 0)
    } catch {
      throw .malformed(file: path, reason: error.description)
    }
  }

  /// Writes the settings into a model's directory, in place of those that are there.
  ///
  /// The file changes as a whole or not at all.
  ///
  /// - Throws: `FileError`.
  public func write(to directory: FilePath) throws(FileError) {
    let path = directory.appending(Self.fileName)
    let content = Content(
      weights: weights.map {
        Content.Weights(dense: $0.dense, sparse: $0.sparse, colbert: $0.colbert)
      }, origin: origin)
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
  }
}
