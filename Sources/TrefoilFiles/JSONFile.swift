package import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Reads a JSON file into a value.
///
/// `Infinity`, `-Infinity` and `NaN` are numbers, as they are for Python, which writes them.
package enum JSONFile {
  /// Larger than any configuration, so that a wrong file is not read whole.
  private static let longest = 16 << 20

  /// The file's value.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from path: FilePath
  ) throws(JSONFault) -> Value {
    let file: MappedFile
    do {
      file = try MappedFile(path: path)
      try file.refuseGitPointer()
    } catch {
      throw .unreadable(error)
    }
    guard file.count <= longest else {
      throw .malformed(reason: "it has \(file.count) bytes")
    }
    do {
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: NotFiniteNumbers.positiveInfinity,
        negativeInfinity: NotFiniteNumbers.negativeInfinity, nan: NotFiniteNumbers.nan)
      let text = NotFiniteNumbers.quoted(file.bytes(in: 0..<file.count))
      return try decoder.decode(type, from: Data(text))
    } catch let error as DecodingError {
      throw .malformed(reason: reason(error))
    } catch {
      throw .malformed(reason: "it is not JSON")
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key “\(key.stringValue)” is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "the value of “\(path(context.codingPath))” is of another type than it should be"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON" : "the value of “\(path(context.codingPath))” does not fit"
    @unknown default: "it is not the JSON that it should be"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map(\.stringValue).joined(separator: ".")
  }
}
