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
  /// - Throws: `RunError.unfitName` for one that can't.
  package func checkRunNames() throws(RunError) {
    for query in queries { try RunLine.check(query.id.text) }
    for passage in passages { try RunLine.check(passage.id.text) }
  }
}
