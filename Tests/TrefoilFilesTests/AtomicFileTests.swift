import Foundation
import SystemPackage
import Testing
import TrefoilFiles
import TrefoilTesting

@Suite("An output file")
struct AtomicFileTests {
  @Test("appears once it is whole")
  func commit() throws {
    let folder = try TemporaryDirectory()
    let file = try AtomicFile(path: folder.path.appending("out"))
    try file.write([1, 2])
    #expect(!folder.names.contains("out"))
    try file.write([3])
    try file.commit()
    #expect(folder.names == ["out"])
    #expect(try folder.read("out") == [1, 2, 3])
  }

  @Test("leaves nothing behind, and what was there alone, if it is given up")
  func abandon() throws {
    let folder = try TemporaryDirectory()
    try folder.write("old", to: "out")
    do {
      let file = try AtomicFile(path: folder.path.appending("out"))
      try file.write([UInt8](repeating: 0, count: 100_000))
    }
    #expect(folder.names == ["out"])
    #expect(try folder.read("out") == Array("old".utf8))
  }

  @Test("replaces the file behind a link, and the link stays")
  func link() throws {
    let folder = try TemporaryDirectory()
    try folder.write("old", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: folder.path("target"))
    let file = try AtomicFile(path: folder.path.appending("link"))
    try file.write(Array("new".utf8))
    try file.commit()
    #expect(try folder.read("target") == Array("new".utf8))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("link"))
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test("can't replace a directory or a device")
  func notAFile() throws {
    let folder = try TemporaryDirectory()
    for path in [folder.path, FilePath("/dev/null")] {
      #expect(throws: FileError.notReplaceable(path: path)) { try AtomicFile(path: path) }
    }
  }

  @Test("in a directory that is not there can't be made")
  func noDirectory() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: FileError.self) { try AtomicFile(path: folder.path.appending("no/out")) }
    #expect(throws: FileError.self) { try AtomicFile(path: "") }
  }
}
