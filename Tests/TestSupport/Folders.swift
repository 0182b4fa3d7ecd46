import Foundation
import SystemPackage

/// Where the tests find what they compare with.
public enum Folders {
  /// The checkout.
  public static let checkout: FilePath = {
    var path = FilePath(#filePath)
    for _ in 0..<3 { path.removeLastComponent() }
    return path
  }()

  /// The project's own fixtures, which are always there.
  public static let fixtures = checkout.appending("Fixtures")

  /// The folder `shared` beside the checkout, or the one that `TREFOIL_SHARED` names, if any.
  ///
  /// It holds peers' outputs that are too large to be kept here.
  public static let shared: FilePath? = {
    let named = ProcessInfo.processInfo.environment["TREFOIL_SHARED"].map { FilePath($0) }
    let path = named ?? checkout.removingLastComponent().appending("shared")
    return exists(path.appending("golden")) ? path : nil
  }()

  /// The default model, where `scripts/setup` has prepared it.
  public static let defaultModel: FilePath? = {
    let environment = ProcessInfo.processInfo.environment
    let cache =
      environment["TREFOIL_CACHE"].map { FilePath($0) }
      ?? environment["XDG_CACHE_HOME"].map { FilePath($0).appending("trefoil") }
      ?? environment["HOME"].map { FilePath($0).appending(".cache/trefoil") }
    guard let path = cache?.appending("multilingual-e5-small") else { return nil }
    return exists(path.appending("config.json")) ? path : nil
  }()

  /// A directory with the real BGE-M3 weights, where `TREFOIL_BGE_M3` names one.
  public static let bgeM3: FilePath? = ProcessInfo.processInfo.environment["TREFOIL_BGE_M3"]
    .map { FilePath($0) }

  /// Whether something is at a path.
  public static func exists(_ path: FilePath) -> Bool {
    FileManager.default.fileExists(atPath: path.string)
  }
}

/// A directory that is removed when its owner goes.
public final class TemporaryDirectory {
  /// Where it is.
  public let path: FilePath

  /// Makes an empty directory.
  public init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("trefoil-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  /// Writes a file and gives its path.
  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> FilePath {
    let file = path.appending(name)
    try Data(bytes).write(to: URL(fileURLWithPath: file.string))
    return file
  }
}
