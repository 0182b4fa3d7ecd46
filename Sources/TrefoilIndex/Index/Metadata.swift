package import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a document's source says of it in addition: a JSON object, kept as it was written.
///
/// Numbers keep all their digits. Filters look into it by the names of its members.
public struct Metadata: Equatable, Sendable {
  /// The object as JSON text.
  public let json: String

  /// No metadata.
  public static let none = Metadata(object: "{}")

  /// Takes a JSON object.
  ///
  /// - Throws: `IndexError.invalidMetadata` for text that is no JSON object.
  public init(json: String) throws(IndexError) {
    do throws(LineFault) {
      _ = try JSONRecord(Array(json.utf8)[...])
    } catch {
      throw .invalidMetadata(reason: "\(error)")
    }
    let depth = Self.depth(of: json)
    guard depth <= Self.mostDepth else {
      throw .invalidMetadata(
        reason: "they are nested \(depth) deep, and \(Self.mostDepth) is the most")
    }
    // A mark of the byte order is no part of the object.
    self.init(object: String(json.unicodeScalars.drop { $0 != "{" }))
  }

  /// The arrays and objects that may stand in each other: SQLite reads twice as many.
  private static let mostDepth = 1_000

  /// The most arrays and objects that stand in each other, in text that is JSON.
  private static func depth(of json: String) -> Int {
    var (depth, most) = (0, 0)
    var (isString, isEscaped) = (false, false)
    for byte in json.utf8 {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = isString
      case UInt8(ascii: "\""): isString.toggle()
      case UInt8(ascii: "{") where !isString, UInt8(ascii: "[") where !isString:
        depth += 1
        most = max(most, depth)
      case UInt8(ascii: "}") where !isString, UInt8(ascii: "]") where !isString: depth -= 1
      default: break
      }
    }
    return most
  }

  /// Takes text that is known to be a JSON object.
  init(object: String) {
    json = object
  }
}

extension Metadata {
  /// The object, to look into; of several members of one name the last counts.
  package var content: JSONContent {
    (try? JSONDecoder().decode(JSONContent.self, from: Data(json.utf8))) ?? .object([:])
  }
}
