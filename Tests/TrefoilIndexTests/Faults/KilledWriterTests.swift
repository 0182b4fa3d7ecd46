import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("A writer's process", .serialized)
struct WriterProcessTests {
  private let folder: TemporaryDirectory
  private let path: FilePath

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.path.appending("notes.trefoil")
    _ = try Index.create(at: path, embedder: try TinyCollection.embedder())
  }

  @Test("that is killed at any moment has lost nothing that it acknowledged")
  func kills() async throws {
    var numbers = SeededNumbers(seed: UInt64.random(in: 0 ... .max))
    var state = IndexState()
    var (inFlight, kept, orphans) = (0, 0, 0)
    let log = folder.path.appending("log")
    for round in 0..<Endurance.kills {
      try folder.write("", to: "log")
      let delay = numbers.next(below: 80)
      async let killed: Void = WriterProcess.kill(log, after: delay)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [round = round as Int, path = path.string as String, log = log.string as String] in
        try await WriterProcess(seed: round).run(FilePath(path), log: FilePath(log))
      }
      try await killed
      let states = WriterProcess(seed: round).states(
        from: state, log: String(decoding: try folder.read("log"), as: UTF8.self))
      let index = try Index.open(path)
      let found = try await index.requireWhole(anyOf: states, "round \(round), \(delay) ms")
      inFlight += states.count - 1
      if states.count > 1, found == states[1], found != states[0] { kept += 1 }
      let names = try await index.segmentNames()
      orphans += names.files.subtracting(names.listed).count
      try #require(names.listed.isSubset(of: names.files))
      state = found
    }
    let index = try Index.open(path)
    try await index.remove(["nobody"])
    let names = try await index.segmentNames()
    #expect(names.files == names.listed)
    Endurance.report(
      "\(Endurance.kills) writers killed, \(inFlight) of them within a commit, of which \(kept) were"
        + " there; \(orphans) files were left, and removed by the next writer")
  }

  @Test("takes turns with another's, and neither loses anything")
  func two() async throws {
    for name in ["a", "b"] { try folder.write("", to: name) }
    async let first: ExitTest.Result? = writer("a")
    async let second: ExitTest.Result? = writer("b")
    _ = await (first, second)
    let index = try Index.open(path)
    let wanted = Dictionary(
      uniqueKeysWithValues: ["a", "b"].flatMap { name in
        (0..<12).map { ("\(name)\($0)", "boat of \(name)") }
      })
    try await index.requireWhole(anyOf: [wanted], "two writers")
  }

  private func writer(_ name: String) async -> ExitTest.Result? {
    await #expect(processExitsWith: .success) {
      [path = path.string as String, name = name as String] in
      let index = try Index.open(FilePath(path))
      for number in 0..<12 { try await index.put(["\(name)\(number)": "boat of \(name)"]) }
    }
  }

  @Test("writes while twenty readers each see whole commits")
  func readers() async throws {
    let log = folder.path.appending("log")
    try folder.write("", to: "log")
    // Each commit writes all eight documents anew.
    async let writer: ExitTest.Result? = #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path.string as String, log = log.string as String] in
      let index = try Index.open(FilePath(path))
      for round in 0... {
        try await index.put(
          Dictionary(uniqueKeysWithValues: (0..<8).map { ("n\($0)", "round \(round)") }))
        if round == 0 {
          try Data("\(getpid())\n".utf8).write(to: URL(fileURLWithPath: log))
        }
      }
    }
    while try folder.read("log").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let end = ContinuousClock.now + .seconds(Endurance.seconds)
    let path = path
    let searches = try await withThrowingTaskGroup(of: Int.self) { group in
      for reader in 0..<20 {
        group.addTask {
          var (searches, last) = (0, 0)
          var index = try Index.open(path)
          while ContinuousClock.now < end {
            let found = try await index.found()
            let rounds = Set(found.values)
            #expect(found.count == 8 && rounds.count == 1, "\(found)")
            let round = rounds.first.flatMap { Int($0.dropFirst(6)) } ?? -1
            #expect(round >= last, "a reader went back from \(last) to \(round)")
            (searches, last) = (searches + 1, round)
            // Some readers open the index each time, as a command does.
            if reader % 4 == 0 { index = try Index.open(path) }
          }
          return searches
        }
      }
      return try await group.reduce(0, +)
    }
    try await WriterProcess.kill(log, after: 0)
    _ = await writer
    let index = try Index.open(path)
    #expect(try await index.verify().faults == [])
    let commits = try await index.statistics().generation
    #expect(searches > 20)
    Endurance.report(
      "\(searches) searches by 20 readers beside \(commits) commits in \(Endurance.seconds) s")
  }

  @Test("makes many small commits, and neither files nor time grow with them")
  func manyCommits() async throws {
    let index = try Index.open(path)
    var times: [Duration] = []
    var most = 0
    let clock = ContinuousClock()
    let part = max(1, Endurance.commits / 10)
    for commit in 0..<Endurance.commits {
      let time = try await clock.measure { try await index.put(["n\(commit)": "boat \(commit)"]) }
      times.append(time)
      guard commit % part == part - 1 else { continue }
      let names = try await index.segmentNames()
      most = max(most, names.files.count)
      let sorted = times.suffix(part).sorted()
      let log = path.appending("catalogue.sqlite-wal")
      Endurance.report(
        "\(commit + 1) commits: median \(sorted[part / 2]), longest \(sorted[part - 1]);"
          + " \(names.listed.count) segments, \(names.files.count) files,"
          + " \((try? log.stat().size) ?? 0) bytes of log")
    }
    // A segment of each size below a quarter of the next, and those that wait for the next writer.
    #expect(most < 64)
    let statistics = try await index.statistics()
    #expect(statistics.documents == Endurance.commits)
    #expect(statistics.segments < 32)
    #expect(try await index.verify().faults == [])
    try await index.optimize()
    #expect(try await index.segmentNames().files.count == 1)
  }
}
