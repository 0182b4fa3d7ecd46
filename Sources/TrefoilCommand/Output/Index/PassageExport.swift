internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

/// Writes the passages of an index to a sink.
struct PassageExport {
  private let index: Index
  private let sink: any PassageSink

  init(_ index: Index, to sink: any PassageSink) {
    self.index = index
    self.sink = sink
  }

  /// Writes those of some documents; gives the ids that are not there.
  func run(_ selection: DocumentSelection) async throws -> [Identifier] {
    let writer = SerialWriter(sink)
    let missing = try await index.forEachPassage(selection) { passage in
      try writer.withSink { sink throws(FileError) in try sink.write(passage) }
    }
    try sink.finish()
    return missing
  }
}
