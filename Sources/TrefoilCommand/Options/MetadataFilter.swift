internal import ArgumentParser
internal import Trefoil
package import TrefoilIndex

/// What a text's metadata must say for it to be kept.
package struct MetadataFilter: Equatable, Sendable, CustomStringConvertible {
  /// The key.
  package let key: String
  /// Its value.
  package let value: String

  /// Reads `key=value`; the value may be empty and hold further equals signs.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign > text.startIndex else {
      throw ValidationError("“\(text)” is not a key and a value; write key=value, as lang=en.")
    }
    key = String(text[..<sign])
    value = String(text[text.utf8.index(after: sign)...])
  }

  /// The filter as it was written.
  package var description: String { "\(key)=\(value)" }
}

extension [MetadataFilter] {
  /// Whether a text has, for each key that is named, one of the values named for it.
  package func admit(_ text: Document) -> Bool {
    allSatisfy { filter in
      guard let value = text.metadata[filter.key].map({ Identifier($0) }) else { return false }
      return contains { $0.key == filter.key && Identifier($0.value) == value }
    }
  }
}
