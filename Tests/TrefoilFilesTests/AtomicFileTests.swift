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

  @Test("can't replace a directory")
  func directory() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: FileError.notReplaceable(path: folder.path)) {
      try AtomicFile(path: folder.path)
    }
  }

  @Test("makes the file that a dangling link names, and the link stays")
  func danglingLink() throws {
    let folder = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "target")
    let file = try AtomicFile(path: folder.path.appending("link"))
    try file.write(Array("new".utf8))
    try file.commit()
    #expect(try folder.read("target") == Array("new".utf8))
    #expect(folder.names.sorted() == ["link", "target"])
  }

  @Test("is refused where links go in a circle")
  func circle() throws {
    let folder = try TemporaryDirectory()
    for (name, target) in [("a", "b"), ("b", "a")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: target)
    }
    #expect(throws: FileError.self) { try AtomicFile(path: folder.path.appending("a")) }
  }

  @Test("keeps the mode of the file that it replaces", arguments: [0o600, 0o640, 0o755])
  func mode(_ mode: Int) throws {
    let folder = try TemporaryDirectory()
    try folder.write("old", to: "out")
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.path("out"))
    let file = try AtomicFile(path: folder.path.appending("out"))
    try file.commit()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("out"))
    #expect(attributes[.posixPermissions] as? Int == mode)
    #expect(try folder.read("out").isEmpty)
  }

  @Test(
    "is refused where a file is write-protected, unless whoever made it does not matter",
    .enabled(if: geteuid() != 0, "root may write everywhere"))
  func writeProtected() throws {
    let folder = try TemporaryDirectory()
    try folder.write("old", to: "out")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder.path("out"))
    let path = folder.path.appending("out")
    #expect(throws: FileError.writeProtected(path: path)) { try AtomicFile(path: path) }
    #expect(folder.names == ["out"])
    try AtomicFile(path: path, replacesProtected: true).commit()
    #expect(try folder.read("out").isEmpty)
  }

  @Test("may have the longest name that a file can have")
  func longName() throws {
    let folder = try TemporaryDirectory()
    let name = String(repeating: "n", count: 255)
    let path = folder.path.appending(name)
    let file = try AtomicFile(path: path)
    let spool = try Spool(beside: path)
    try spool.write([UInt8](repeating: 7, count: 3))
    try spool.copy(to: file)
    try file.commit()
    #expect(folder.names == [name])
    #expect(try folder.read(name) == [7, 7, 7])
  }

  #if os(Linux)
  @Test("that leads to an open descriptor is written to, behind what is there")
  func openDescriptor() throws {
    let folder = try TemporaryDirectory()
    try folder.write("keep\n", to: "log")
    let open = try FileDescriptor.open(
      FilePath(folder.path("log")), .writeOnly, options: [.append])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "/proc/self/fd/\(open.rawValue)")
    let path = folder.path.appending("link")
    #expect(AtomicFile.isStream(path) && !AtomicFile.isStream(FilePath(folder.path("log"))))
    let file = try AtomicFile(path: path)
    try file.write(Array("more\n".utf8))
    try file.commit()
    try open.close()
    #expect(String(decoding: try folder.read("log"), as: UTF8.self) == "keep\nmore\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("link"))
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
    #expect(folder.names.sorted() == ["link", "log"])
  }
  #endif

  @Test("that leads to a pipe is written to, and the pipe stays")
  func pipe() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let reader = try reader("/bin/cat", path)
    let file = try AtomicFile(path: FilePath(path))
    let spool = try Spool(beside: FilePath(path))
    let bytes = [UInt8](repeating: 5, count: 300_000)
    try spool.write(bytes)
    try spool.copy(to: file)
    try file.commit()
    #expect(try reader.read() == bytes)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.type] as? FileAttributeType == .typeUnknown)
    #expect(folder.names == ["pipe"])
  }

  @Test("that does not block waits for room")
  func nonBlocking() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let reader = try reader("/bin/sh", "-c", "sleep 0.2; cat < '\(path)'")
    let writing = try FileDescriptor.open(FilePath(path), .writeOnly)
    #expect(fcntl(writing.rawValue, F_SETFL, O_NONBLOCK) == 0)
    let bytes = [UInt8](repeating: 9, count: 1_000_000)
    try writing.writeWhole(bytes)
    try writing.close()
    #expect(try reader.read() == bytes)
  }

  /// A process that reads a pipe, so that no thread of the tests waits for another.
  private struct Reader {
    let process = Process()
    let folder: TemporaryDirectory

    /// What it has read, once the pipe is closed.
    func read() throws -> [UInt8] {
      process.waitUntilExit()
      return try folder.read("output")
    }
  }

  private func reader(_ arguments: String...) throws -> Reader {
    let reader = Reader(folder: try TemporaryDirectory())
    try reader.folder.write("", to: "output")
    reader.process.executableURL = URL(fileURLWithPath: arguments[0])
    reader.process.arguments = Array(arguments.dropFirst())
    reader.process.standardOutput = FileHandle(
      forWritingAtPath: reader.folder.path("output"))
    try reader.process.run()
    return reader
  }

  @Test("in a directory that is not there can't be made")
  func noDirectory() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: FileError.self) { try AtomicFile(path: folder.path.appending("no/out")) }
    #expect(throws: FileError.self) { try AtomicFile(path: "") }
  }
}
