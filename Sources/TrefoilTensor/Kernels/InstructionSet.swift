public import TrefoilErrors

/// A set of processor instructions for which there are kernels.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Plain C, on every processor; the specification of the others.
  case scalar
  /// AVX2, FMA and F16C: x86-64 processors since about 2013.
  case avx2
  /// AVX-512 F, BW, VL and DQ: x86-64 server processors since about 2017.
  case avx512
  /// AVX-512 with its integer dot products (VNNI): server processors since about 2019.
  case avx512vnni

  /// The environment variable that forces one by name.
  public static let environmentVariable = "TREFOIL_INSTRUCTION_SET"

  /// Those that this build holds and this processor can run, each preferred to those before it;
  /// never empty, and `scalar` comes first.
  public static let available: [InstructionSet] = KernelTable.names.compactMap(Self.init(rawValue:))

  /// The last of `available`: the one that this processor is fastest with.
  public static var best: InstructionSet { available.last ?? .scalar }

  /// The one that the environment names, or else the best.
  ///
  /// - Throws: `InstructionSetError` if the name is unknown or this processor can't run it.
  public static func chosen(
    environment: [String: String]
  ) throws(InstructionSetError) -> InstructionSet {
    guard let name = environment[environmentVariable], !name.isEmpty else { return best }
    guard let wanted = InstructionSet(rawValue: name), available.contains(wanted) else {
      throw InstructionSetError(name: name)
    }
    return wanted
  }

  /// Whether it multiplies vectors of integers, so that quantized products are faster than fp32.
  public var hasVectorIntegerProducts: Bool {
    switch self {
    case .scalar: false
    case .avx2, .avx512, .avx512vnni: true
    }
  }

  /// Whether its fp32 products are left to OpenBLAS, where there is one, for want of vector
  /// kernels.
  var multipliesByBLAS: Bool {
    switch self {
    case .scalar: true
    case .avx2, .avx512, .avx512vnni: false
    }
  }
}

/// An instruction set was asked for that this machine does not have.
public struct InstructionSetError: TrefoilError {
  /// The name that the environment gave.
  public let name: String

  /// Whose turn it is.
  public var kind: ErrorKind { .usage }

  /// What is wrong, and what to do.
  public var description: String {
    let names = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
    return "\(InstructionSet.environmentVariable) is “\(name)”, but this machine runs: \(names)."
      + " Set it to one of these, or unset it for the best."
  }
}
