import Foundation
import Testing
import TrefoilTesting

/// The models that the tests run.
enum Models {
  private static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// A small model with all three outputs: the project's own, or the shared golden one.
  static let small: String? = {
    let shared = ProcessInfo.processInfo.environment["TREFOIL_SHARED"]
      .map { URL(fileURLWithPath: $0) }
    let places = [
      root.appendingPathComponent("Fixtures/tiny-bge-m3"),
      shared?.appendingPathComponent("golden/nano-bge-m3"),
      root.deletingLastPathComponent().appendingPathComponent("shared/golden/nano-bge-m3"),
    ]
    return places.compactMap { $0?.path }.first {
      FileManager.default.fileExists(atPath: $0 + "/config.json")
    }
  }()

  /// Whether the command is built and there is a model for it.
  static let areReady = small != nil && CommandProcess.path != nil

  /// A copy, by links, of the small model without some of its files.
  static func small(without part: String, in folder: TemporaryDirectory) throws -> String {
    let model = try #require(small)
    let copy = folder.path("model")
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: model)
    where !name.contains(part) {
      try FileManager.default.createSymbolicLink(
        atPath: copy + "/" + name, withDestinationPath: model + "/" + name)
    }
    return copy
  }
}
