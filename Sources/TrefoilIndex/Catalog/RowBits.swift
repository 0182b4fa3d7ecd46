internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A bit for each row of a segment, in words of 64, the lowest first.
enum RowBits {
  /// The words of so many rows.
  static func wordCount(_ rows: Int) -> Int { (rows + 63) / 64 }

  /// Words from their bytes, as the catalogue keeps them; bytes that fill no word are dropped.
  static func words(_ data: Data) -> [UInt64] {
    [UInt64](littleEndian: Array(data)[..<(data.count / 8 * 8)])
  }

  /// The bytes of words.
  static func data(_ words: [UInt64]) -> Data {
    var bytes: [UInt8] = []
    words.appendLittleEndian(to: &bytes)
    return Data(bytes)
  }
}
