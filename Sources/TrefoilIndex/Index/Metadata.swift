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
    self.init(object: json)
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
