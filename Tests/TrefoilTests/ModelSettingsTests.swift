import SystemPackage
import Testing
import Trefoil

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A model's own settings")
struct ModelSettingsTests {
  private func withTemporaryDirectory(_ body: (FilePath) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "trefoil-settings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(FilePath(folder.path))
  }

  @Test("are read back as they were written, in place of the old ones")
  func roundTrip() throws {
    try withTemporaryDirectory { directory in
      #expect(try ModelSettings(directory: directory) == ModelSettings())
      for sparse in [Float(0.3), 0.125] {
        let settings = ModelSettings(
          weights: try HybridWeights(dense: 1, sparse: sparse, colbert: 0.7), origin: "a test")
        let file = directory.appending(ModelSettings.fileName)
        try settings.write(to: file)
        let read = try ModelSettings(directory: directory)
        #expect(read.weights == settings.weights && read.origin == settings.origin)
        #expect(try read == ModelSettings(file: file) && read.file == file)
      }
    }
  }

  @Test(
    "are refused with the file's name where they make no sense",
    arguments: [
      "{", "[]", #"{"weights": 3}"#, #"{"weights": {"dense": "much"}}"#,
      #"{"weights": {"dense": -1}}"#, #"{"weights": {}}"#, #"{"weights": {"dense": 1e99}}"#,
    ])
  func malformed(_ content: String) throws {
    try withTemporaryDirectory { directory in
      let path = directory.appending(ModelSettings.fileName)
      try Data(content.utf8).write(to: URL(filePath: path.string))
      let error = #expect(throws: ConfigurationError.self) {
        try ModelSettings(directory: directory)
      }
      #expect(error?.description.contains(ModelSettings.fileName) == true)
    }
  }

  @Test("give way to others that have weights, and to those alone")
  func overridden() throws {
    let own = ModelSettings(weights: try HybridWeights(dense: 1), origin: "own")
    let others = ModelSettings(weights: try HybridWeights(sparse: 2), origin: "others")
    #expect(own.overridden(by: ModelSettings(origin: "nothing")) == own)
    #expect(own.overridden(by: others) == others)
  }

  @Test("that can't be written say where")
  func unwritable() throws {
    let error = #expect(throws: FileError.self) {
      try ModelSettings().write(to: "/nowhere/at/all/trefoil.json")
    }
    #expect(error?.description.contains("/nowhere/at/all/trefoil.json") == true)
  }
}
