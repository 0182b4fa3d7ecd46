public import TrefoilCheckpoint

/// A family of encoders: what its models call themselves, what their tensors are called, and how
/// their positions count.
///
/// A new one is a file with its value, and a place in ``all``.
public struct EncoderFamily: Equatable, Sendable {
  /// The family's name.
  public let name: String
  /// What `config.json` may give as `model_type`.
  package let modelTypes: [String]
  /// How tokens are given their positions.
  package let positions: PositionCounting
  /// What the tensors are called.
  package let tensors: EncoderTensorNames

  /// The families that can be run.
  public static let all: [EncoderFamily] = [.xlmRoberta, .bert]

  /// Describes a family.
  package init(
    name: String, modelTypes: [String], positions: PositionCounting, tensors: EncoderTensorNames
  ) {
    self.name = name
    self.modelTypes = modelTypes
    self.positions = positions
    self.tensors = tensors
  }

  /// How the family's checkpoints are laid out.
  public var layout: CheckpointLayout {
    CheckpointLayout(roots: tensors.roots, heads: HeadName.allCases.map(\.rawValue))
  }
}
