package import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension FilePath {
  /// The error for a link, here or above, that leads to nothing; nil if there is none.
  package var danglingLink: FileError? {
    var path = self
    while !path.components.isEmpty {
      if (try? path.stat()) != nil { return nil }
      let manager = FileManager.default
      if let target = try? manager.destinationOfSymbolicLink(atPath: path.string) {
        return .danglingLink(path: path, target: FilePath(target))
      }
      path.removeLastComponent()
    }
    return nil
  }
}
