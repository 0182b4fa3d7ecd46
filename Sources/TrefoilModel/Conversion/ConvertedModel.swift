public import SystemPackage

/// A model as a conversion wrote it.
public struct ConvertedModel: Equatable, Sendable {
  /// The name of the file that holds all weights.
  static let weightsName = "model.safetensors"

  /// Where it is.
  public let directory: FilePath
  /// The tensors of its weights.
  public let tensorCount: Int
  /// The bytes of the file that holds them.
  public let byteCount: Int

  /// The file that holds all weights.
  public var weights: FilePath { directory.appending(Self.weightsName) }
}
