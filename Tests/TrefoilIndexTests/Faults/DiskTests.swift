import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("An index whose disk")
struct DiskTests {
  private let folder: TemporaryDirectory
  private let path: FilePath

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.path.appending("notes.trefoil")
    _ = try Index.create(at: path, embedder: try TinyCollection.embedder())
  }

  private static let long = String(repeating: "boats ", count: 2_000)

  /// Adds to an index, and expects that this either succeeds or leaves the index as it was; gives
  /// whether it was refused.
  private static func add(_ id: String, to index: Index) async throws -> Bool {
    let before = try await index.documents()
    let after = before.merging([id: long]) { $1 }
    do {
      try await index.put([id: long])
      try await index.requireWhole(anyOf: [after], "\(id) was added")
      return false
    } catch let error as IndexError {
      #expect(
        [.cannotWrite, .cannotCreate].contains(error.kind), "\(id): \(error)")
      // What failed may be the merge behind the commit.
      try await index.requireWhole(anyOf: [before, after], "\(id) was refused")
      return true
    }
  }

  @Test("has no room says so, is as it was, and takes more once there is room")
  func limits() async {
    await #expect(processExitsWith: .success) { [path = path.string as String] in
      signal(SIGXFSZ, SIG_IGN)
      var whole = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &whole)
      var refused = 0
      for (number, limit) in stride(from: 0, to: 260_000, by: 13_007).enumerated() {
        let index = try Index.open(FilePath(path))
        _ = try await index.documents()
        var low = whole
        low.rlim_cur = rlim_t(limit)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &low)
        let isRefused = try await Self.add("d\(number)", to: index)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &whole)
        if isRefused {
          refused += 1
          guard try await !Self.add("d\(number)", to: index) else { exit(3) }
        }
        // The log is short again, so that the limits fall on all of its parts.
        try index.catalog.close()
      }
      exit(refused > 3 && refused < 20 ? EXIT_SUCCESS : 4)
    }
  }

  @Test(
    "of some megabytes fills up says so at every write, and takes more once there is room",
    .enabled(if: Endurance.smallDisk != nil, "there is no small disk; scripts/crash-test makes one")
  )
  func full() async throws {
    let disk = FilePath(try #require(Endurance.smallDisk))
    let path = disk.appending("notes.trefoil")
    _ = try Index.create(at: path, embedder: try TinyCollection.embedder())
    let filler = disk.appending("filler")
    var (refused, taken) = (0, 0)
    for room in stride(from: 0, through: 120, by: 2) {
      let index = try Index.open(path)
      try await index.remove(try await index.documents().keys.map { Identifier($0) })
      try await index.optimize()
      try Self.fill(filler, leaving: room << 10)
      let isRefused = try await Self.add("d\(room)", to: index)
      try FileManager.default.removeItem(atPath: filler.string)
      if isRefused {
        refused += 1
        #expect(try await !Self.add("d\(room)", to: index), "\(room) KiB")
      } else {
        taken += 1
      }
    }
    Endurance.report("a full disk: \(refused) commits refused, \(taken) taken, nothing lost")
    #expect(refused > 3 && taken > 3)
  }

  /// Fills a disk with one file, and cuts that so that some bytes are free.
  private static func fill(_ path: FilePath, leaving room: Int) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try file.closeAfter {
      let block = [UInt8](repeating: 1, count: 4_096)
      var size = 0
      while let count = try? block.withUnsafeBytes({ try file.write($0) }), count > 0 {
        size += count
      }
      try file.resize(to: Int64(max(0, size - room)))
    }
  }

  /// Takes this process's right to write everywhere, if it is root's.
  private static func becomeNobody() {
    guard geteuid() == 0 else { return }
    guard setgid(65_534) == 0, setuid(65_534) == 0 else { exit(9) }
  }

  private func protect(_ path: FilePath) throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: path.string) {
      let file = path.pushing(FilePath(name))
      try FileManager.default.setAttributes(
        [.posixPermissions: file.isDirectory ? 0o555 : 0o444], ofItemAtPath: file.string)
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o555], ofItemAtPath: path.string)
  }

  private func unprotect(_ path: FilePath) throws {
    for directory in [path, path.appending("segments")] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: directory.string)
    }
  }

  @Test("may not be written to is searched, checked and copied, and refuses writers")
  func readOnly() async throws {
    let index = try Index.open(path)
    try await index.put(["a": "boat", "b": "ship"])
    try await index.put(["c": "raft"])
    try index.catalog.close()
    // A name that means something in a URI.
    let other = folder.path.appending("100% a?b#c.trefoil")
    try FileManager.default.moveItem(atPath: path.string, toPath: other.string)
    try protect(other)
    defer { try? unprotect(other) }
    await #expect(processExitsWith: .success) { [path = other.string as String] in
      Self.becomeNobody()
      let index = try Index.open(FilePath(path))
      try await index.requireWhole(anyOf: [["a": "boat", "b": "ship", "c": "raft"]], "read-only")
      let error = IndexError.readOnly(path: FilePath(path))
      await #expect(throws: error) { try await index.put(["d": "boat"]) }
      await #expect(throws: error) { try await index.remove(["a"]) }
      await #expect(throws: error) { try await index.optimize() }
      await #expect(throws: error) { _ = try await index.repair() }
      let folder = try TemporaryDirectory()
      let copy = folder.path.appending("copy.trefoil")
      try await index.snapshot(to: copy)
      let copied = try Index.open(copy)
      try await copied.put(["d": "boat"])
      try await copied.requireWhole(
        anyOf: [["a": "boat", "b": "ship", "c": "raft", "d": "boat"]], "the copy")
    }
  }

  @Test(
    "may not be written to is read beside a writer that may, and refused if only its log is left")
  func readOnlyLog() async throws {
    let index = try Index.open(path)
    try await index.put(["a": "boat"])
    let (left, killed) = (
      folder.path.appending("left.trefoil"), folder.path.appending("killed.trefoil")
    )
    for copy in [left, killed] {
      try FileManager.default.copyItem(atPath: path.string, toPath: copy.string)
    }
    try FileManager.default.removeItem(atPath: left.appending("catalogue.sqlite-shm").string)
    for path in [path, left, killed] { try protect(path) }
    defer { for path in [path, left, killed] { try? unprotect(path) } }
    await #expect(processExitsWith: .success) {
      [
        path = path.string as String, left = left.string as String,
        killed = killed.string as String
      ] in
      Self.becomeNobody()
      let index = try Index.open(FilePath(path))
      try await index.requireWhole(anyOf: [["a": "boat"]], "beside a writer")
      await #expect(throws: IndexError.readOnly(path: FilePath(path))) {
        try await index.put(["d": "boat"])
      }
      try await Index.open(FilePath(killed)).requireWhole(anyOf: [["a": "boat"]], "a killed one's")
      #expect(throws: IndexError.unmergedLog(path: FilePath(left))) {
        try Index.open(FilePath(left))
      }
    }
    try await index.requireWhole(anyOf: [["a": "boat"]], "the writer's")
  }

  @Test("loses it while it is open answers from what it has, or says that it is not there")
  func deleted() async throws {
    let index = try Index.open(path)
    try await index.put(["a": "boat"])
    let searched = try Index.open(path)
    _ = try await searched.found()
    try FileManager.default.removeItem(atPath: path.string)
    for index in [index, searched] {
      for _ in 0..<12 {
        do {
          let found = try await index.found()
          #expect(found == ["a": "boat"])
        } catch {
          #expect(error is IndexError, "\(error)")
        }
      }
      await #expect(throws: IndexError.self) { try await index.put(["b": "boat"]) }
      await #expect(throws: IndexError.self) { try await index.remove(["a"]) }
      await #expect(throws: IndexError.self) { try await index.optimize() }
      await #expect(throws: IndexError.self) {
        try await index.snapshot(to: folder.path.appending("copy.trefoil"))
      }
    }
    #expect(throws: IndexError.missing(path: path)) { try Index.open(path) }
    #expect(!path.exists)
    // Another index of the same name is not taken for it.
    let other = try Index.create(at: path, embedder: try TinyCollection.embedder())
    try await other.put(["z": "raft"])
    let query = PlainEmbeddings.embedding("raft", other.configuration)
    let hits = try await other.search(query)
    for index in [index, searched] {
      do {
        let found = try await index.search(query)
        #expect(found == hits || found.map(\.document.id) == ["a"])
      } catch {
        #expect(error is IndexError, "\(error)")
      }
    }
    try await other.requireWhole(anyOf: [["z": "raft"]], "the other")
  }
}
