internal import Foundation
package import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Where the tests find what they compare with.
package enum Folders {
  /// The checkout.
  package static let checkout: FilePath = {
    var path = FilePath(#filePath)
    for _ in 0..<3 { path.removeLastComponent() }
    return path
  }()

  /// The project's own fixtures, which are always there.
  package static let fixtures = checkout.appending("Fixtures")

  /// The project's own small model with all three outputs.
  package static let tinyModel = fixtures.appending("tiny-bge-m3")

  /// The folder `shared` beside the checkout, or the one that `TREFOIL_SHARED` names, if any.
  ///
  /// It holds peers' outputs that are too large to be kept here.
  package static let shared: FilePath? = {
    let named = ProcessInfo.processInfo.environment["TREFOIL_SHARED"].map { FilePath($0) }
    let path = named ?? checkout.removingLastComponent().appending("shared")
    return exists(path.appending("golden")) ? path : nil
  }()

  /// The default model, where `scripts/setup` has prepared it.
  package static let defaultModel: FilePath? = {
    let cache = CacheDirectory.path(environment: ProcessInfo.processInfo.environment)
    guard let path = cache?.appending(ModelDirectory.defaultName) else { return nil }
    return exists(path.appending("config.json")) ? path : nil
  }()

  /// A directory with the real BGE-M3 weights, where `TREFOIL_BGE_M3` names one.
  package static let bgeM3: FilePath? = ProcessInfo.processInfo.environment["TREFOIL_BGE_M3"]
    .map { FilePath($0) }

  /// Whether something is at a path.
  package static func exists(_ path: FilePath) -> Bool {
    FileManager.default.fileExists(atPath: path.string)
  }
}
