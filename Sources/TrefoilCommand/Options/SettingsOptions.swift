internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Which settings of a model are used beside those in its directory.
struct SettingsOptions: ParsableArguments {
  @Option(
    name: .customLong("settings"),
    help: ArgumentHelp(
      "A file with the weights of the scores, as trefoil tune writes it (default: your own for"
        + " the model, below $XDG_CONFIG_HOME/trefoil or ~/.config/trefoil, if there is one).",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var named: String?

  func validate() throws {
    guard named != "-" else {
      throw ValidationError(
        "--settings names a file, which tune writes and other commands read; - is none.")
    }
  }

  /// The file for a model, which may not be there; nil if nothing is named and there is no home.
  ///
  /// - Throws: `FileError.directory` if a directory is named.
  func path(of model: ModelDirectory) throws(FileError) -> FilePath? {
    guard let named else {
      return UserSettings.path(of: model, environment: ProcessInfo.processInfo.environment)
    }
    let path = FilePath(named)
    guard !path.isDirectory else { throw .directory(path: path) }
    return path
  }

  /// Reads the file; nil where there is none.
  ///
  /// - Parameters: `isWritten` tells whether the command may create the file that is named.
  /// - Throws: `FileError.missing` for a file that is named; as `path`; `ConfigurationError`.
  func read(for model: ModelDirectory, isWritten: Bool) throws -> ModelSettings? {
    guard let path = try path(of: model) else { return nil }
    guard path.exists else {
      if named != nil && !isWritten { throw FileError.missing(path: path) }
      return nil
    }
    return try ModelSettings(file: path)
  }
}
