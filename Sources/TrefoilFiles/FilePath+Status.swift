package import SystemPackage

extension FilePath {
  /// Whether something is at the path, links followed.
  package var exists: Bool { (try? stat()) != nil }

  /// Whether a directory is at the path, links followed.
  package var isDirectory: Bool { (try? stat())?.type == .directory }

  /// Whether a regular file is at the path, links followed.
  package var isRegularFile: Bool { (try? stat())?.type == .regular }
}
