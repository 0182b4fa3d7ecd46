internal import Foundation
package import SystemPackage

/// A directory for one test, which is removed with its owner.
package final class TemporaryDirectory: Sendable {
  /// Where it is.
  package let path: FilePath

  /// Makes an empty directory.
  package init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("trefoil-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  /// The path of a file in it, as a text.
  package func path(_ name: String) -> String { path.appending(name).string }

  /// Writes a file and gives its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> FilePath {
    let file = path.appending(name)
    try Data(bytes).write(to: URL(fileURLWithPath: file.string))
    return file
  }

  /// Writes a file and gives its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> FilePath {
    try write(text.utf8, to: name)
  }

  /// The bytes of a file.
  package func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// The names of everything in it, sorted.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []).sorted()
  }
}
