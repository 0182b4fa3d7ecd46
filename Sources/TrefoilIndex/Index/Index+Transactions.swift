internal import GRDB
internal import SystemPackage

extension Index {
  /// How often a reader begins at most, where a merge takes a file away before it is open.
  static let attempts = 8

  /// Reads in one transaction, with the segments of its state open.
  ///
  /// - Throws: `IndexError`; what else `body` throws.
  func withSnapshot<Value: Sendable>(
    _ body: @escaping @Sendable (Database, IndexSnapshot) throws -> Value
  ) async throws -> Value {
    let snapshots = snapshots
    for _ in 1..<Self.attempts {
      do {
        return try await catalog.read { try body($0, try snapshots.snapshot($0)) }
      } catch IndexError.damaged(let path, _) where !path.exists {
        continue
      }
    }
    do {
      return try await catalog.read { try body($0, try snapshots.snapshot($0)) }
    } catch IndexError.damaged(let damaged, _) where catalog.isReplaced && !damaged.exists {
      throw IndexError.replaced(path: path)
    }
  }
}
