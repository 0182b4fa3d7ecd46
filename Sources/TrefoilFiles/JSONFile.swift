package import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Reads a JSON file into a value.
package enum JSONFile {
  /// Larger than any configuration, so that a wrong file is not read whole.
  private static let longest = 16 << 20

  /// The file's value.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from path: FilePath
  ) throws(JSONFault) -> Value {
    guard let file = try? MappedFile(path: path) else { throw .unreadable }
    guard file.count <= longest else {
      throw .malformed(reason: "it has \(file.count) bytes")
    }
    do {
      return try JSONDecoder().decode(type, from: Data(file.bytes(in: 0..<file.count)))
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
