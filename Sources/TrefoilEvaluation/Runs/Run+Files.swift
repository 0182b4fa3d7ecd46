public import struct SystemPackage.FilePath
public import TrefoilFiles

extension Run {
  /// Reads the runs of some files, each under a name of its own: its tag, or its file's name where
  /// an earlier one has the tag.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - onBadLine: as in `init(path:onBadLine:)`.
  /// - Throws: as `init(path:onBadLine:)`.
  public static func read(
    _ paths: [FilePath], onBadLine: (LineError) throws -> Void = { throw $0 }
  ) throws -> [Run] {
    var runs: [Run] = []
    for path in paths {
      let run = try Run(path: path, onBadLine: onBadLine)
      let name = ByteSource.name(of: path)
      let names = [run.tag, name.stem ?? name.string, name.string].filter { !$0.isEmpty }
      let taken = Set(runs.map(\.tag))
      let free = names.first { !taken.contains($0) } ?? "\(name) (\(runs.count + 1))"
      runs.append(Run(tag: free, rankings: run.rankings))
    }
    return runs
  }
}
