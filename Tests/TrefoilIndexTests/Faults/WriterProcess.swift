import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

/// A writer of its own process, which says in a file what it is about to do and what was acknowledged.
struct WriterProcess {
  /// What a writer asks of the index in one commit.
  enum Change: Equatable {
    case put(IndexState)
    case remove([String])
    case optimize

    /// A change that a round's numbers choose, to few ids, so that most replace or remove something.
    static func random(_ numbers: inout SeededNumbers, text: String) -> Change {
      let ids = (0...numbers.next(below: 4)).map { _ in "d\(numbers.next(below: 40))" }
      switch numbers.next(below: 24) {
      case 0: return .optimize
      case 1...5: return .remove(ids)
      default: return .put(Dictionary(ids.map { ($0, "\(text) of \($0)") }) { one, _ in one })
      }
    }

    /// Asks for it.
    func make(in index: Index) async throws {
      switch self {
      case .put(let state): try await index.put(state)
      case .remove(let ids): try await index.remove(ids.map { Identifier($0) })
      case .optimize: try await index.optimize()
      }
    }

    /// The state after it.
    func applied(to state: IndexState) -> IndexState {
      switch self {
      case .put(let new): return state.merging(new) { $1 }
      case .remove(let ids): return state.filter { !ids.contains($0.key) }
      case .optimize: return state
      }
    }
  }

  /// The round, from which all changes follow.
  let seed: Int

  /// The file in which it says how far it is.
  static func log(_ directory: FilePath) -> FilePath { directory.appending("log") }

  /// Writes without end.
  func run(_ index: FilePath, log: FilePath) async throws {
    let log = try FileDescriptor.open(log, .writeOnly, options: [.append])
    try log.writeAll(Array("\(getpid())\n".utf8))
    let opened = try Index.open(index)
    var numbers = SeededNumbers(seed: UInt64(seed))
    for step in 0... {
      let change = Change.random(&numbers, text: "round \(seed), step \(step)")
      try log.writeAll(Array("begin\n".utf8))
      try await change.make(in: opened)
      try log.writeAll(Array("end\n".utf8))
    }
  }

  /// The states that its log allows, from one before: with what was acknowledged, and with the change
  /// in flight.
  func states(from state: IndexState, log: String) -> [IndexState] {
    let words = log.split(separator: "\n")
    var numbers = SeededNumbers(seed: UInt64(seed))
    var state = state
    let done = words.count { $0 == "end" }
    for step in 0..<done {
      state = Change.random(&numbers, text: "round \(seed), step \(step)").applied(to: state)
    }
    guard words.count(where: { $0 == "begin" }) > done else { return [state] }
    let last = Change.random(&numbers, text: "round \(seed), step \(done)")
    return [state, last.applied(to: state)]
  }

  /// Waits until a log names its process, and kills that some milliseconds later.
  static func kill(_ log: FilePath, after milliseconds: Int) async throws {
    while true {
      let text = (try? String(contentsOfFile: log.string, encoding: .utf8)) ?? ""
      if let end = text.firstIndex(of: "\n"), let process = pid_t(text[..<end]) {
        try await Task.sleep(for: .milliseconds(milliseconds))
        _ = Foundation.kill(process, SIGKILL)
        return
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}
