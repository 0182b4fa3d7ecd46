internal import TrefoilFiles
internal import TrefoilIndex

extension StandardOutput {
  /// Writes what a command has changed in an index, and passes it on; `fate` is what passages were.
  func write(
    _ changes: IndexChanges, asJSON json: Bool, fate: String = "encoded"
  ) throws(FileError) {
    if json {
      try writeJSON(changes)
    } else {
      let parts = [
        (changes.added, "added"), (changes.replaced, "replaced"), (changes.unchanged, "unchanged"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      let documents = parts.isEmpty ? "no documents" : parts.joined(separator: ", ")
      try writeLine("\(documents); \(changes.passages) passages \(fate)")
    }
    try flush()
  }
}

extension Console {
  /// Says that whole documents were cut, if any were.
  func warnOfCut(_ count: Int, of index: IndexConfiguration) {
    guard count > 0 else { return }
    warn(
      "\(count) \(count == 1 ? "document was" : "documents were") cut at \(index.passageTokens) tokens;"
        + " without --whole-documents an index keeps all of a text")
  }
}
