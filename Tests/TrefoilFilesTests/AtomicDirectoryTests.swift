import Foundation
import SystemPackage
import Testing
import TrefoilFiles
import TrefoilTesting

@Suite("An output directory")
struct AtomicDirectoryTests {
  @Test("appears once it is whole, with what is in it")
  func commit() throws {
    let folder = try TemporaryDirectory()
    let source = try folder.write([1, 2, 3], to: "source")
    let directory = try AtomicDirectory(path: folder.path.appending("out"))
    let file = try directory.makeFile("a")
    try file.write([4])
    try file.withDescriptor { _ = try $0.writeAll([5, 6] as [UInt8]) }
    try file.write([7])
    try file.commit()
    try directory.copy(source, to: "deep/er/b")
    #expect(!folder.names.contains("out"))
    try directory.commit()
    #expect(folder.names == ["out", "source"])
    #expect(try folder.read("out/a") == [4, 5, 6, 7])
    #expect(try folder.read("out/deep/er/b") == [1, 2, 3])
  }

  @Test("leaves nothing behind if it is given up, and nothing that was not committed in it")
  func abandon() throws {
    let folder = try TemporaryDirectory()
    do {
      let directory = try AtomicDirectory(path: folder.path.appending("out"))
      let file = try directory.makeFile("deep/a")
      try file.write([UInt8](repeating: 0, count: 100_000))
      try file.commit()
    }
    #expect(folder.names.isEmpty)
    let directory = try AtomicDirectory(path: folder.path.appending("out"))
    do { _ = try directory.makeFile("a") }
    try directory.commit()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).isEmpty)
  }

  @Test("makes those above it")
  func parents() throws {
    let folder = try TemporaryDirectory()
    try AtomicDirectory(path: folder.path.appending("one/two/out")).commit()
    #expect(folder.path.appending("one/two/out").isDirectory)
  }

  @Test("can't replace what is there, before or since")
  func taken() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path.appending("out")
    let directory = try AtomicDirectory(path: path)
    try folder.write([], to: "out")
    #expect(throws: FileError.cannotWrite(path: path, reason: "\(Errno.fileExists)")) {
      try directory.commit()
    }
    #expect(throws: FileError.cannotCreate(path: path, reason: "\(Errno.fileExists)")) {
      try AtomicDirectory(path: path)
    }
  }

  @Test("what a killed writer has left is swept, and what a living one writes is not")
  func sweep() async throws {
    let folder = try TemporaryDirectory()
    let planted = folder.path(".trefoil-planted.tmp")
    try FileManager.default.createDirectory(
      atPath: planted + "/deep", withIntermediateDirectories: true)
    try folder.write([1], to: ".trefoil-file.tmp")
    for name in [".trefoil-notes", ".other.tmp", "trefoil-x.tmp"] {
      try folder.write([1], to: name)
    }
    let kept = [".other.tmp", ".trefoil-notes", "trefoil-x.tmp"]
    let living = try AtomicDirectory(path: folder.path.appending("living"))
    let writing = try Set(#require(folder.names.filter { !kept.contains($0) }))
    #expect(writing.count == 3, "what is younger than a second may not be locked yet")
    try await Task.sleep(for: .seconds(2.2))
    // A directory is swept once a process, so another one does it.
    await #expect(processExitsWith: .success) { [path = folder.path.string as String] in
      try AtomicDirectory(path: FilePath(path).appending("swept")).commit()
    }
    let left = folder.names
    #expect(!left.contains(".trefoil-planted.tmp") && !left.contains(".trefoil-file.tmp"))
    try living.commit()
    #expect(folder.names == (kept + ["living", "swept"]).sorted())
  }

  @Test("is gone when the process removes its temporary files")
  func removed() async {
    // They are the whole process's, so one of its own removes them.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryDirectory()
      let directory = try AtomicDirectory(path: folder.path.appending("out"))
      let file = try directory.makeFile("deep/a")
      try file.write([1])
      try file.flush()
      TemporaryFiles.shared.removeAll()
      exit(folder.names.isEmpty ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}
