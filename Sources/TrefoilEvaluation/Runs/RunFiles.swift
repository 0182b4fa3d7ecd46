internal import SystemPackage
package import TrefoilFiles
package import TrefoilIndex

/// The TREC runs that an evaluation writes, a file a system, which appear once all are whole.
///
/// A pipe, or `-` for standard output, takes all of them; a line's last field names its system.
package final class RunFiles {
  private var files: [String: AtomicFile] = [:]
  private var distinct: [AtomicFile] = []

  /// Begins the files.
  ///
  /// - Throws: `FileError`.
  package init(path: String, systems: [String]) throws(FileError) {
    guard !AtomicFile.isStream(FilePath(path)) else {
      let stream = try AtomicFile(path: FilePath(path))
      for system in systems { files[system] = stream }
      distinct = [stream]
      return
    }
    let isDirectory = FilePath(path).isDirectory
    for system in systems {
      let name = Self.name(
        path, system: system, isDirectory: isDirectory, isAlone: systems.count == 1)
      let file = try AtomicFile(path: FilePath(name))
      files[system] = file
      distinct.append(file)
    }
  }

  /// A system's file: in a directory `dense.run`, else the path itself, or, beside other systems,
  /// with the system before its extension: `out.dense.trec`.
  package static func name(
    _ path: String, system: String, isDirectory: Bool, isAlone: Bool
  ) -> String {
    if isDirectory { return path + (path.hasSuffix("/") ? "" : "/") + system + ".run" }
    guard !isAlone else { return path }
    let file = FilePath(path)
    guard let stem = file.stem, let ending = file.extension else { return "\(path).\(system)" }
    return file.removingLastComponent().appending("\(stem).\(system).\(ending)").string
  }

  /// Adds what a system has found for queries.
  ///
  /// - Throws: `RunError` for an id that a run can't hold; `FileError`.
  package func write(_ run: Run, of queries: [Document]) throws {
    guard let file = files[run.tag] else {
      preconditionFailure("\(run.tag) is not among \(files.count) runs")
    }
    for query in queries { try file.write(Array(run.lines(of: query.id).utf8)) }
  }

  /// Gives the files their names.
  package func commit() throws(FileError) {
    for file in distinct { try file.commit() }
  }
}
