internal import SystemPackage
internal import TrefoilEvaluation

/// Reads the runs that are judged.
enum RunReader {
  /// The runs of some files, each under a name of its own: its tag, or its file's name where an
  /// earlier one has the tag.
  ///
  /// - Throws: `DataFileError`.
  static func read(_ paths: [String]) throws(DataFileError) -> [Run] {
    var runs: [Run] = []
    for path in paths {
      let run = try Run(path: FilePath(path))
      let names = [run.tag, FilePath(path).stem ?? path, path].filter { !$0.isEmpty }
      let taken = Set(runs.map(\.tag))
      let free = names.first { !taken.contains($0) } ?? "\(path) (\(runs.count + 1))"
      runs.append(Run(tag: free, rankings: run.rankings))
    }
    return runs
  }
}
