internal import SystemPackage
internal import TrefoilFiles

/// What becomes of a passage whose id is the query's.
///
/// Some data sets take their queries from their passages, so that a query's own text would be found
/// first. BEIR leaves it out (`ignore_identical_ids`).
public enum IdenticalIDs: String, Codable, Sendable {
  /// It is ranked like any other.
  case kept
  /// It is left out of the query's ranking.
  case leftOut = "left out"
}

extension IdenticalIDs {
  /// The data sets of BEIR whose queries are passages.
  private static let names: Set = ["arguana", "quora"]

  /// What a directory says of itself: in a file `dataset.json`, `{"ignore_identical_ids": true}`;
  /// else by its name, if BEIR has one of that name whose queries are passages.
  ///
  /// - Throws: `FileError`, `LineError` for a file that is not that.
  init(directory: FilePath, name: String) throws {
    self = Self.names.contains(name.lowercased()) ? .leftOut : .kept
    let path = directory.appending("dataset.json")
    guard path.exists else { return }
    let text = try LineReader(try ByteSource(path: path)).wholeText()
    do throws(LineFault) {
      let record = try JSONRecord(Array(text.utf8)[...])
      guard let (key, value) = record.first(of: ["ignore_identical_ids"]) else { return }
      guard case .boolean(let isIgnored) = value else {
        throw LineFault(TextFault.wrongType(key: key, expected: "true or false"))
      }
      self = isIgnored ? .leftOut : .kept
    } catch {
      throw LineError(.line(1, of: path.string), error)
    }
  }
}
