import CInstructionCeilings
import TrefoilTensor

/// The name of the widest ceiling that this processor has for each kind of product.
enum Best {
  static let fp32 = first(of: ["vfmadd231ps 512", "vfmadd231ps 256"])
  static let words = first(of: [
    "vpdpwssd 512", "vpmaddwd + vpaddd 512", "vpdpwssd 256", "vpmaddwd + vpaddd 256",
  ])
  /// Without dot products of bytes, bytes are widened to words.
  static let bytes = first(of: ["vpdpbusd 512", "vpmaddwd + vpaddd 512", "vpdpbusd 256"]) ?? words

  static func ceiling(of precision: Precision) -> String? {
    switch precision {
    case .exact: fp32
    case .balanced: words
    case .fast: bytes
    }
  }

  private static func first(of names: [String]) -> String? {
    let here = (0...).lazy.map { trefoil_ceiling_at($0) }.prefix { $0 != nil }
      .compactMap { $0.map { String(cString: $0.pointee.name) } }
    return names.first { here.contains($0) }
  }
}
