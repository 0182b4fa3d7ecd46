internal import GRDB

extension Database {
  /// All segments, in the order of their numbers.
  func segments() throws -> [SegmentRecord] {
    try Row.fetchAll(self, sql: "SELECT * FROM segment ORDER BY number").map {
      try SegmentRecord($0)
    }
  }

  /// Adds a segment; its file is there already.
  func insertSegment(name: String, rows: Int, bytes: Int) throws {
    try execute(
      sql: "INSERT INTO segment (name, rows, bytes) VALUES (?, ?, ?)",
      arguments: [name, rows, bytes])
  }

  /// Says which rows of a segment are dead.
  func setTombstones(_ words: [UInt64], dead: Int, of segment: Int64) throws {
    try execute(
      sql: "UPDATE segment SET dead = ?, tombstones = ? WHERE number = ?",
      arguments: [dead, RowBits.data(words), segment])
  }

  /// Takes a segment out of the list; its file stays until nobody can be reading it.
  func deleteSegment(_ number: Int64) throws {
    try execute(sql: "DELETE FROM segment WHERE number = ?", arguments: [number])
  }
}
