import Synchronization
import Testing

import TrefoilTensor

@Suite("Thread teams")
struct ThreadTeamTests {
  @Test(
    "every piece is done once, by a worker of the team", arguments: [1, 2, 3, 8], [0, 1, 2, 1000])
  func pieces(threads: Int, pieces: Int) {
    let team = ThreadTeam(count: threads)
    let done = Mutex([Int](repeating: 0, count: pieces))
    for _ in 0..<50 {
      team.forEach(pieces: pieces) { piece, worker in
        precondition(worker >= 0 && worker < threads)
        done.withLock { $0[piece] += 1 }
      }
    }
    #expect(done.withLock { $0.allSatisfy { $0 == 50 } })
  }

  @Test("a team wakes after it has slept")
  func sleep() async throws {
    let team = ThreadTeam(count: 3)
    for _ in 0..<5 {
      let sum = Atomic(0)
      team.forEach(pieces: 100) { piece, _ in sum.add(piece, ordering: .relaxed) }
      #expect(sum.load(ordering: .relaxed) == 4950)
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test("callers that come at once are all served")
  func concurrent() async {
    let team = ThreadTeam(count: 2)
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let sum = Atomic(0)
          for _ in 0..<200 {
            team.forEach(pieces: 10) { piece, _ in sum.add(piece, ordering: .relaxed) }
          }
          return sum.load(ordering: .relaxed)
        }
      }
      for await sum in group { #expect(sum == 200 * 45) }
    }
  }
}
