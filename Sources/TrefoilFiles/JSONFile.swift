package import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A JSON file, which is read once and decoded into whatever its value is wanted as.
///
/// `Infinity`, `-Infinity` and `NaN` are numbers, as they are for Python, which writes them.
package struct JSONFile {
  /// The file's value as it stands there.
  package let content: JSONContent
  /// The same as JSON that `JSONDecoder` takes.
  private let text: Data

  /// Larger than any configuration, so that a wrong file is not read whole.
  private static let longest = 16 << 20

  /// Reads a file.
  ///
  /// - Throws: `JSONFault` that names the byte at which a file that is no JSON goes wrong.
  package init(path: FilePath) throws(JSONFault) {
    let file: MappedFile
    do {
      file = try MappedFile(path: path)
      try file.refuseGitPointer()
    } catch {
      throw .unreadable(error)
    }
    guard file.count <= Self.longest else {
      throw .malformed(reason: "it has \(file.count) bytes")
    }
    let bytes = file.bytes(in: 0..<file.count)
    do throws(JSONFault) {
      content = try JSONReader.content(bytes)
    } catch {
      guard case .malformed(let reason) = error else { throw error }
      throw .malformed(reason: "it is not JSON: \(reason)")
    }
    text = Data(NotFiniteNumbers.quoted(bytes))
  }

  /// The file's value.
  ///
  /// - Throws: `JSONFault.malformed` that names the key that is missing, or whose value does not fit.
  package func decode<Value: Decodable>(_ type: Value.Type) throws(JSONFault) -> Value {
    do {
      return try Self.decoder.decode(type, from: text)
    } catch let error as DecodingError {
      throw .malformed(reason: reason(error, of: type))
    } catch {
      throw .malformed(reason: "it is not the JSON that it should be")
    }
  }

  /// A file's value.
  ///
  /// - Throws: as `init(path:)` and `decode(_:)`.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from path: FilePath
  ) throws(JSONFault) -> Value {
    try JSONFile(path: path).decode(type)
  }

  /// What decodes the text, in which numbers that are not finite are strings.
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: NotFiniteNumbers.positiveInfinity,
      negativeInfinity: NotFiniteNumbers.negativeInfinity, nan: NotFiniteNumbers.nan)
    return decoder
  }

  private func reason<Value: Decodable>(_ error: DecodingError, of type: Value.Type) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key “\(key.stringValue)” is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "its value is of another type than it should be"
        : "the value of “\(Self.path(context.codingPath))” is of another type than it should be"
    case .dataCorrupted(let context):
      if !context.codingPath.isEmpty {
        "the value of “\(Self.path(context.codingPath))” does not fit"
      } else if let place = placeOfUnfitNumber(for: type) {
        "the number of “\(place)” does not fit: it is too large, or has a fraction where it may have"
          + " none"
      } else {
        "it is not the JSON that it should be"
      }
    @unknown default: "it is not the JSON that it should be"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map(\.stringValue).joined(separator: ".")
  }
}
