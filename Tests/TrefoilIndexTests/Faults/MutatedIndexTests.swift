import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("An index of which a file is damaged")
struct MutatedIndexTests {
  private static let names = ["catalogue.sqlite", "writer.lock", "segment"]
  private let folder: TemporaryDirectory
  /// Closed, so that all is in the catalogue's file.
  private let template: FilePath
  private let other: FilePath
  private let state: IndexState

  init() async throws {
    let folder = try TemporaryDirectory()
    let first = try await Self.make(folder.path.appending("template.trefoil"), "boat")
    let second = try await Self.make(folder.path.appending("other.trefoil"), "ship")
    (template, state) = first
    other = second.0
    self.folder = folder
  }

  private static func make(_ path: FilePath, _ word: String) async throws -> (FilePath, IndexState)
  {
    let index = try Index.create(at: path, embedder: try TinyCollection.embedder())
    for part in 0..<3 {
      try await index.put(
        Dictionary(
          uniqueKeysWithValues: (0..<9).map { ("\(word)\(part)-\($0)", "\(word) \($0)") }))
    }
    try await index.remove([Identifier("\(word)0-3"), Identifier("\(word)1-4")])
    let state = try await index.documents()
    try index.catalog.close()
    return (path, state)
  }

  private func copy(_ source: FilePath, to name: String) throws -> FilePath {
    let path = folder.path.appending(name)
    try? FileManager.default.removeItem(atPath: path.string)
    try FileManager.default.copyItem(atPath: source.string, toPath: path.string)
    return path
  }

  /// A file of an index by one of `names`.
  private func file(_ name: String, of index: FilePath) throws -> FilePath {
    guard name == "segment" else { return index.appending(name) }
    let segments = index.appending("segments")
    let names = try FileManager.default.contentsOfDirectory(atPath: segments.string)
    return segments.appending(try #require(names.min()))
  }

  /// Expects that a check finds the damage or that none was done, that what is found is true, and that
  /// every error says what to do; gives whether something was found wrong.
  @discardableResult
  private func examine(_ path: FilePath, _ comment: String, isForeign: Bool = false) async -> Bool {
    let comment = Comment(rawValue: comment)
    func tried<Value>(_ body: () async throws -> Value) async -> Value? {
      do {
        return try await body()
      } catch let error as IndexError {
        #expect(error.description.contains(";") || error.description.contains("."), comment)
        return nil
      } catch {
        Issue.record("\(comment): \(error)")
        return nil
      }
    }
    guard let index = await tried({ try Index.open(path) }) else { return true }
    let report = await tried { try await index.verify() }
    let isWhole = report?.faults == []
    let documents = await tried { try await index.documents() }
    let found = await tried { try await index.found() }
    if isWhole && !isForeign {
      #expect(documents == state && found == state, comment)
    }
    if !isForeign {
      for (id, text) in (documents ?? [:]).merging(found ?? [:], uniquingKeysWith: { $1 }) {
        #expect(state[id] == text, comment)
      }
    }
    _ = await tried { try await index.put(["new": "boat"]) }
    if await tried({ try await index.repair() }) != nil {
      // What SQLite itself finds in its pages is not repaired.
      let left = await tried { try await index.verify().faults } ?? []
      #expect(left.allSatisfy { $0.hasPrefix("The catalogue") }, "\(comment): \(left)")
    }
    return !isWhole
  }

  @Test("by zeros, a cut, an end, another's bytes or its absence", arguments: names)
  func wholeFiles(name: String) async throws {
    let damages: [(String, ([UInt8], [UInt8]) -> [UInt8]?)] = [
      ("gone", { _, _ in nil }), ("empty", { _, _ in [] }),
      ("half", { bytes, _ in Array(bytes.prefix(bytes.count / 2)) }),
      ("zeros", { bytes, _ in bytes.map { _ in 0 } }),
      ("longer", { bytes, _ in bytes + [0] }),
      ("another's", { _, other in other }),
    ]
    for (damage, change) in damages {
      let path = try copy(template, to: "copy.trefoil")
      let file = try file(name, of: path)
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.string)))
      let others = [UInt8](
        try Data(contentsOf: URL(fileURLWithPath: try self.file(name, of: other).string)))
      if let changed = change(bytes, others) {
        try Data(changed).write(to: URL(fileURLWithPath: file.string))
      } else {
        try FileManager.default.removeItem(atPath: file.string)
      }
      // Another's whole catalogue is an index of its own, whose segments are missing here.
      let isForeign = name == "catalogue.sqlite" && damage == "another's"
      let isFound = await examine(path, "\(name): \(damage)", isForeign: isForeign)
      // The lock's file holds nothing, and a catalogue may have room at its end.
      #expect(isFound || name == "writer.lock" || damage == "longer", "\(name): \(damage)")
    }
  }

  @Test("by a bit anywhere in its catalogue")
  func catalogueFlips() async throws {
    let whole = try folder.read("template.trefoil/catalogue.sqlite")
    var random = SeededNumbers(seed: 40)
    var found = 0
    for _ in 0..<200 {
      let path = try copy(template, to: "copy.trefoil")
      var bytes = whole
      let (place, bit) = (random.next(below: bytes.count), random.next(below: 8))
      bytes[place] ^= 1 << UInt8(bit)
      try folder.write(bytes, to: "copy.trefoil/catalogue.sqlite")
      if await examine(path, "bit \(bit) of byte \(place)") { found += 1 }
    }
    #expect(found > 10)
  }

  @Test("by bytes anywhere in the rows of its catalogue")
  func catalogueBytes() async throws {
    let whole = try folder.read("template.trefoil/catalogue.sqlite")
    // Most of a small catalogue is room: the bytes in use are those that are not zero.
    let used = whole.indices.filter { whole[$0] != 0 }
    var random = SeededNumbers(seed: 41)
    var found = 0
    for _ in 0..<120 {
      let path = try copy(template, to: "copy.trefoil")
      var bytes = whole
      let place = used[random.next(below: used.count)]
      for offset in 0...random.next(below: 3) where place + offset < bytes.count {
        bytes[place + offset] = UInt8(random.next(below: 256))
      }
      try folder.write(bytes, to: "copy.trefoil/catalogue.sqlite")
      if await examine(path, "bytes at \(place)") { found += 1 }
    }
    #expect(found > 60)
  }

  @Test("by anything in SQLite's log, it is as after a commit, or says so")
  func logs() async throws {
    // A writer that was killed leaves its log.
    let live = try copy(template, to: "live.trefoil")
    let index = try Index.open(live)
    var states = [state]
    for number in 0..<4 {
      try await index.put(["log\(number)": "boat"])
      states.append(try await index.documents())
    }
    let killed = try copy(live, to: "killed.trefoil")
    var random = SeededNumbers(seed: 42)
    for name in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
      let whole = try folder.read("killed.trefoil/\(name)")
      try #require(whole.count > 1_000)
      for round in 0..<40 {
        let path = try copy(killed, to: "copy.trefoil")
        var bytes = whole
        switch round {
        case 0: bytes = []
        case 1: bytes = Array(bytes.prefix(bytes.count / 2))
        case 2: bytes = bytes.map { _ in 0 }
        case 3: bytes = try folder.read("live.trefoil/catalogue.sqlite")
        default: bytes[random.next(below: bytes.count)] ^= 1 << UInt8(random.next(below: 8))
        }
        try folder.write(bytes, to: "copy.trefoil/\(name)")
        if round == 4 { try FileManager.default.removeItem(atPath: path.appending(name).string) }
        do {
          let opened = try Index.open(path)
          let (documents, report) = (try await opened.documents(), try await opened.verify())
          #expect(report.faults != [] || states.contains(documents), "\(name), \(round)")
          // The files of commits that the log has lost are there, and are named.
          if report.faults == [], documents != states[4] {
            #expect(report.orphans != [], "\(name), \(round)")
          }
          if report.faults == [] { #expect(try await opened.found() == documents) }
        } catch {
          #expect(error is IndexError, "\(name), \(round): \(error)")
        }
      }
    }
  }

  @Test("by a newer version of Trefoil, which is named")
  func newer() async throws {
    let path = try copy(template, to: "copy.trefoil")
    var bytes = try folder.read("copy.trefoil/catalogue.sqlite")
    // user_version, a number of four bytes in SQLite's header.
    bytes[63] = 2
    try folder.write(bytes, to: "copy.trefoil/catalogue.sqlite")
    let error = IndexError.newerFormat(path: path, format: 2, supported: 1)
    #expect(throws: error) { try Index.open(path) }
    #expect(error.description.contains("format 2"))
  }
}
