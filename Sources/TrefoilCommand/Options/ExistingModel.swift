internal import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension ModelDirectory {
  /// The directory, if it is there.
  ///
  /// - Throws: `EmbedderError.noDirectory`.
  func existing() throws(EmbedderError) -> ModelDirectory {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isDirectory),
      isDirectory
    else { throw .noDirectory(path) }
    return self
  }
}
