import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilFiles
import TrefoilTesting

@testable import TrefoilIndex

/// How the run of a scenario ends.
enum Ending: CustomTestStringConvertible, Sendable {
  case ioError, fullDisk, crash, lostNames, lostBytes, zeros

  /// All where there is time; else a failure that the process lives through, and the greatest loss.
  static let allCases: [Ending] =
    Endurance.isLong
    ? [.ioError, .fullDisk, .crash, .lostNames, .lostBytes, .zeros]
    : [.ioError, .lostNames]

  var fault: FaultyDisk.Fault {
    switch self {
    case .ioError: .failure(.ioError)
    case .fullDisk: .failure(.noSpace)
    case .crash, .lostNames, .lostBytes, .zeros: .crash
    }
  }

  var loss: FaultyDisk.Loss? {
    switch self {
    case .ioError, .fullDisk, .crash: nil
    case .lostNames: .everything
    case .lostBytes: .bytes
    case .zeros: .zeros
    }
  }

  var testDescription: String { "\(self)" }
}

@Suite("At every write, sync, rename and removal, an index")
struct FaultTests {
  private let folder: TemporaryDirectory
  private let template: FilePath

  /// Seven documents in seven segments: one more commit merges them.
  private static let first: IndexState = Dictionary(
    uniqueKeysWithValues: (0..<7).map { ("d\($0)", "boat \($0)") })

  private struct Step: Sendable {
    let run: @Sendable (Index) async throws -> Void
    let change: @Sendable (inout IndexState) -> Void
  }

  private static let steps = [
    Step(run: { try await $0.put(["d7": "boat 7"]) }, change: { $0["d7"] = "boat 7" }),
    Step(
      run: { try await $0.put(["d1": "ship 1", "d8": "boat 8"]) },
      change: { ($0["d1"], $0["d8"]) = ("ship 1", "boat 8") }),
    Step(
      run: { _ = try await $0.remove(["d2", "d8"]) },
      change: { ($0["d2"], $0["d8"]) = (nil, nil) }),
    Step(run: { try await $0.optimize() }, change: { _ in }),
  ]

  /// The state before each step, and after the last.
  private static let states: [IndexState] = steps.reduce(into: [first]) { states, step in
    var state = states[states.count - 1]
    step.change(&state)
    states.append(state)
  }

  init() async throws {
    folder = try TemporaryDirectory()
    template = folder.path.appending("template.trefoil")
    let index = try Index.create(at: template, embedder: try TinyCollection.embedder())
    for (id, text) in Self.first.sorted(by: { $0.key < $1.key }) {
      try await index.put([id: text])
    }
  }

  private func copy() async throws -> FilePath {
    let path = folder.path.appending("\(UUID().uuidString).trefoil")
    try await Index.open(template).snapshot(to: path)
    return path
  }

  /// Runs the steps until one fails; gives how many were acknowledged, and the error.
  private func run(_ path: FilePath, _ disk: FaultyDisk) async throws -> (Int, (any Error)?) {
    let index = try Index.open(path)
    return try await FileSystem.$faults.withValue(disk) {
      for (done, step) in Self.steps.enumerated() {
        guard !disk.isDown else { return (done, nil) }
        do {
          try await step.run(index)
        } catch {
          if !disk.isDown {
            // The same index goes on where it stopped.
            for step in Self.steps[done...] { try await step.run(index) }
            try await index.requireWhole(anyOf: [Self.states[Self.steps.count]], "gone on")
          }
          return (done, error)
        }
      }
      return (Self.steps.count, nil)
    }
  }

  @Test("holds the state before or after the commit in flight", arguments: Ending.allCases)
  func commits(ending: Ending) async throws {
    let counting = try FaultyDisk()
    _ = try await run(try await copy(), counting)
    let operations = counting.operations
    try #require(operations.count > 25)
    for number in operations.indices {
      let comment = "operation \(number), \(operations[number])"
      let path = try await copy()
      let disk = try FaultyDisk(ending.fault, at: number)
      let (done, error) = try await run(path, disk)
      #expect(disk.syncedAgain == [], Comment(rawValue: comment))
      if let loss = ending.loss { try disk.losePower(loss) }
      let isDown = disk.isDown
      if let error, !isDown {
        #expect(error is IndexError, Comment(rawValue: "\(comment): \(error)"))
      }
      let index = try Index.open(path)
      if isDown {
        let states = error == nil ? [Self.states[done]] : Array(Self.states[done...done + 1])
        try await index.requireWhole(anyOf: states, comment)
        for step in Self.steps { try await step.run(index) }
      }
      try await index.requireWhole(anyOf: [Self.states[Self.steps.count]], comment)
      try await index.remove(["nobody"])
      let names = try await index.segmentNames()
      #expect(names.files == names.listed, Comment(rawValue: comment))
      try FileManager.default.removeItem(atPath: path.string)
    }
  }

  @Test("fails a commit whose sync fails, and says so")
  func failedSync() async throws {
    let counting = try FaultyDisk()
    _ = try await run(try await copy(), counting)
    var count = 0
    for (number, operation) in counting.operations.enumerated() {
      guard case .sync = operation else { continue }
      count += 1
      let index = try Index.open(try await copy())
      let disk = try FaultyDisk(.failure(.ioError), at: number)
      let failures = try await FileSystem.$faults.withValue(disk) {
        var failures: [String] = []
        for step in Self.steps {
          do { try await step.run(index) } catch { failures.append("\(error)") }
        }
        return failures
      }
      #expect(failures.count == 1, "\(operation)")
      #expect(failures.first?.contains("\(Errno.ioError)") == true, "\(failures)")
    }
    #expect(count >= 10)
  }

  @Test("is made whole or not at all", arguments: Ending.allCases)
  func creation(ending: Ending) async throws {
    let embedder = try TinyCollection.embedder()
    func make(_ disk: FaultyDisk) throws -> FilePath {
      let path = folder.path.appending(UUID().uuidString).appending("new.trefoil")
      _ = FileSystem.$faults.withValue(disk) {
        Result { try Index.create(at: path, embedder: embedder) }
      }
      return path
    }
    let counting = try FaultyDisk()
    _ = try make(counting)
    try #require(counting.operations.count > 8)
    for number in counting.operations.indices {
      let disk = try FaultyDisk(ending.fault, at: number)
      let path = try make(disk)
      if let loss = ending.loss { try disk.losePower(loss) }
      let comment = "operation \(number), \(counting.operations[number])"
      let index =
        path.exists
        ? try Index.open(path) : try Index.create(at: path, embedder: embedder)
      try await index.requireWhole(anyOf: [[:]], comment)
      try await index.put(["a": "b"])
      try await index.requireWhole(anyOf: [["a": "b"]], comment)
    }
  }

  @Test("is copied whole or not at all", arguments: Ending.allCases)
  func snapshots(ending: Ending) async throws {
    func make(_ disk: FaultyDisk) async throws -> FilePath {
      let path = folder.path.appending(UUID().uuidString).appending("copy.trefoil")
      let index = try Index.open(template)
      _ = await FileSystem.$faults.withValue(disk) {
        try? await index.snapshot(to: path)
      }
      return path
    }
    let counting = try FaultyDisk()
    let whole = try await make(counting)
    #expect(whole.exists)
    try #require(counting.operations.count > 12)
    for number in counting.operations.indices {
      let disk = try FaultyDisk(ending.fault, at: number)
      let path = try await make(disk)
      if let loss = ending.loss { try disk.losePower(loss) }
      if !disk.isDown {
        let parent = path.removingLastComponent().string
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        #expect(names.allSatisfy { $0 == "copy.trefoil" }, "\(names)")
      }
      if path.exists {
        try await Index.open(path).requireWhole(
          anyOf: [Self.first], "operation \(number), \(counting.operations[number])")
      }
    }
    try await Index.open(template).requireWhole(anyOf: [Self.first], "the original")
  }

  @Test("keeps every document when its repair is cut short", arguments: Ending.allCases)
  func repairs(ending: Ending) async throws {
    let embedder = try TinyCollection.embedder()
    func damaged() async throws -> FilePath {
      let path = try await copy()
      let names = try await Index.open(path).segmentNames().files.sorted()
      for name in names.prefix(3) {
        try FileManager.default.removeItem(
          atPath: path.appending("segments").appending(name).string)
      }
      return path
    }
    func repair(_ path: FilePath, _ disk: FaultyDisk) async throws {
      let index = try Index.open(path, embedder: embedder)
      _ = await FileSystem.$faults.withValue(disk) { try? await index.repair() }
    }
    let counting = try FaultyDisk()
    try await repair(try await damaged(), counting)
    try #require(counting.operations.count > 8)
    for number in counting.operations.indices {
      let path = try await damaged()
      let disk = try FaultyDisk(ending.fault, at: number)
      try await repair(path, disk)
      if let loss = ending.loss { try disk.losePower(loss) }
      let index = try Index.open(path, embedder: embedder)
      #expect(try await index.documents() == Self.first)
      let again = try await index.repair()
      #expect(again.deleted == [])
      try await index.requireWhole(
        anyOf: [Self.first], "operation \(number), \(counting.operations[number])")
    }
  }
}
