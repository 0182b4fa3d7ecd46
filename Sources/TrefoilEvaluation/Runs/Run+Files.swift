public import struct SystemPackage.FilePath

extension Run {
  /// Reads the runs of some files, each under a name of its own: its tag, or its file's name where
  /// an earlier one has the tag.
  ///
  /// - Throws: as `init(path:)`.
  public static func read(_ paths: [FilePath]) throws -> [Run] {
    var runs: [Run] = []
    for path in paths {
      let run = try Run(path: path)
      let names = [run.tag, path.stem ?? path.string, path.string].filter { !$0.isEmpty }
      let taken = Set(runs.map(\.tag))
      let free = names.first { !taken.contains($0) } ?? "\(path) (\(runs.count + 1))"
      runs.append(Run(tag: free, rankings: run.rankings))
    }
    return runs
  }
}
