internal import SystemPackage
package import TrefoilEvaluation

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The TREC runs that an evaluation writes, a file a system, which appear once all are whole.
package final class RunFiles {
  private var files: [String: AtomicOutputFile] = [:]

  /// Begins the files.
  ///
  /// - Throws: `OutputError`.
  package init(path: String, systems: [String]) throws(OutputError) {
    var isDirectory = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    for system in systems {
      let name = Self.name(
        path, system: system, isDirectory: isDirectory, isAlone: systems.count == 1)
      files[system] = try AtomicOutputFile(path: name)
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
  /// - Throws: `RunError` for an id that a run can't hold; `OutputError`.
  package func write(_ run: Run, of queries: [EvaluationText]) throws {
    guard let file = files[run.tag] else {
      preconditionFailure("\(run.tag) is not among \(files.count) runs")
    }
    for query in queries { try file.write(Array(run.lines(of: query.id).utf8)) }
  }

  /// Gives the files their names.
  package func commit() throws(OutputError) {
    for file in files.values { try file.commit() }
  }
}
