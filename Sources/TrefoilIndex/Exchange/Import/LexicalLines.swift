internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// A file of lexical weights alone: an object a line, or an array of objects, with a weight for each
/// token's id.
final class LexicalLines {
  let file: FilePath
  private let lines: LineReader
  private var hasBegun = false

  init(_ file: FilePath) throws(FileError) {
    self.file = file
    lines = LineReader(try ByteSource(path: file))
  }

  /// The next text's weights; nil at the end.
  func next() throws -> LexicalWeights? {
    if !hasBegun {
      hasBegun = true
      try lines.cutArray()
    }
    while let line = try lines.next() {
      do {
        let bytes = try line.content
        if Fields.isBlank(bytes) { continue }
        return try LexicalWeights(members: try JSONRecord(bytes).all)
      } catch let fault as LineFault {
        throw LineError(.line(lines.lineNumber, of: lines.name), fault)
      } catch let fault as EmbeddingFileError.Fault {
        throw EmbeddingFileError(file: file, place: .line(lines.lineNumber), fault)
      }
    }
    return nil
  }
}
