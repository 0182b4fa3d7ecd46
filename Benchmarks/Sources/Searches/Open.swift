import Foundation
import TrefoilIndex

/// What opening an index took.
struct Opening: Encodable {
  let openMilliseconds: Double
  /// What the process has in memory more than before, mapped pages among it, in MiB.
  let touched: Double
}

/// `open INDEX`: opens it as a process that was not there before, up to the first document.
func open(_ arguments: Arguments) async throws {
  let path = try arguments.indexPath()
  let before = Memory.now()?.all ?? 0
  let time = try await milliseconds {
    let index = try Index.open(path)
    guard try await index.get(["0"])[0] != nil else {
      throw SearchesError("\(path) lacks its first passage.")
    }
  }
  try answer(Opening(openMilliseconds: time, touched: (Memory.now()?.all ?? 0) - before))
}
