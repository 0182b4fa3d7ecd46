#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Decodes lines of JSON, one after the other.
package struct JSONLine {
  private let decoder = JSONDecoder()

  /// Makes a decoder; one serves a whole file.
  package init() {}

  /// A line's value.
  ///
  /// - Throws: `TextFault` that says what the line lacks.
  package func decode<Value: Decodable>(
    _ type: Value.Type, from line: ArraySlice<UInt8>
  ) throws(LineFault) -> Value {
    let text = try Fields.text(line)
    do {
      return try decoder.decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw LineFault(TextFault(error))
    } catch {
      throw LineFault(TextFault.notJSON(reason: "\(error)"))
    }
  }
}

extension TextFault {
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, _):
      self = .missingKey(key.stringValue)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      guard let key = context.codingPath.last?.stringValue else {
        self = .notJSON(reason: "it is another kind of JSON value")
        return
      }
      self = .wrongType(key: key, expected: Self.name(of: type))
    case .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      self = .notJSON(reason: path.isEmpty ? "it does not parse" : "“\(path)” does not parse")
    @unknown default:
      self = .notJSON(reason: "it does not parse")
    }
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is [Any].Type: "an array"
    case is [String: Any].Type: "an object"
    default: "what it should be"
    }
  }
}
