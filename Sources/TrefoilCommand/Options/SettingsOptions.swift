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

  /// The file for a model, which may not be there; nil if nothing is named and there is no home.
  func path(of model: ModelDirectory) -> FilePath? {
    named.map { FilePath($0) }
      ?? UserSettings.path(of: model, environment: ProcessInfo.processInfo.environment)
  }

  /// Reads the file; nil where there is none.
  ///
  /// - Parameters: `isWritten` tells whether the command may create the file that is named.
  /// - Throws: `FileError.missing` for a file that is named; `ConfigurationError`.
  func read(for model: ModelDirectory, isWritten: Bool) throws -> ModelSettings? {
    guard let path = path(of: model) else { return nil }
    guard path.exists else {
      if named != nil && !isWritten { throw FileError.missing(path: path) }
      return nil
    }
    return try ModelSettings(file: path)
  }
}
