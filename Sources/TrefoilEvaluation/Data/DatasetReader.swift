internal import SystemPackage
internal import TrefoilFiles
internal import TrefoilIndex

/// Reads the texts of a data set from one file or several.
struct DatasetReader {
  private(set) var texts: [Document] = []
  /// For each id the line that has it, of the file that is being read; zero for an earlier file's.
  private var lines: [Identifier: Int] = [:]
  private let onBadLine: (LineError) throws -> Void

  init(onBadLine: @escaping (LineError) throws -> Void) {
    self.onBadLine = onBadLine
  }

  /// The first line that has an id; nil if none of the files has one.
  static func place(of id: Identifier, in paths: [FilePath]) throws -> LineError.Place? {
    for path in paths {
      var found: Int?
      try LineReader.forEachLine(of: path, readsArray: true, onBadLine: { _ in }) {
        (line, number) throws(LineFault) in
        guard found == nil, !Fields.isBlank(line) else { return }
        let record = try DocumentRecord(try JSONRecord(line))
        if record.id.map({ Identifier($0) }) == id { found = number }
      }
      if let found { return .line(found, of: path.string) }
    }
    return nil
  }

  /// Adds the texts of a file: an object a line, or an array of them.
  mutating func read(_ path: FilePath) throws {
    lines = lines.mapValues { _ in 0 }
    try LineReader.forEachLine(of: path, readsArray: true, onBadLine: onBadLine) {
      (line, number) throws(LineFault) in
      guard !Fields.isBlank(line) else { return }
      let record = try DocumentRecord(try JSONRecord(line))
      guard let id = record.id else { throw LineFault(TextFault.missingKey("_id")) }
      guard record.metadata != nil else {
        throw LineFault(TextFault.wrongType(key: "metadata", expected: "an object"))
      }
      let text = try record.document(id: id)
      if let first = lines[text.id] {
        throw LineFault(TextFault.repeatedID(id, firstLine: first > 0 ? first : nil))
      }
      lines[text.id] = number
      texts.append(text)
    }
  }
}
