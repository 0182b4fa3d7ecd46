internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilIndex

extension Run {
  /// Checks that a run, which was read from a file, has a query of a data set.
  ///
  /// - Throws: `RunError.noJudgedQuery`.
  package func checkQueries(of dataset: Dataset, path: String) throws(RunError) {
    guard !dataset.queries.contains(where: { rankings[$0.id] != nil }) else { return }
    throw .noJudgedQuery(
      run: ByteSource.name(of: FilePath(path)).string, found: rankings.keys.min()?.text)
  }
}

extension Dataset {
  /// Checks that every id can stand in a TREC run.
  ///
  /// - Parameters: `directory` is where the data set was read, for the place of an id.
  /// - Throws: `LineError` with `RunFault.unfitName` for one that can't; `RunError.unfitName` where no
  ///   line has it; as `LineReader.forEachLine`.
  package func checkRunNames(in directory: FilePath) throws {
    let files = DatasetFiles(directory: directory)
    for (kind, texts) in [("queries", queries), ("corpus", passages)] {
      guard let unfit = texts.first(where: { UnfitName($0.id.text) != nil }) else { continue }
      guard let place = try DatasetReader.place(of: unfit.id, in: files.texts(kind)) else {
        throw RunError.unfitName(unfit.id.text)
      }
      throw LineError(place, RunFault.unfitName(unfit.id.text))
    }
  }
}
