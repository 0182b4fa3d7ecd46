/// One thing whose speed is measured: a ceiling, or a kernel beside it.
struct KernelCase {
  let name: String
  let threads: Int
  /// Multiplications and additions of one call, all threads together; zero for a mere reading.
  var operations = 0.0
  /// Bytes that one call reads from memory and not from a cache, all threads together; zero where
  /// they don't matter.
  var bytes = 0.0
  /// The name of the case of as many threads that this one can't pass.
  var ceiling: String?
  /// One call; it returns when all threads are done.
  let call: () -> Void
}

/// A product of `rows` rows of `depth` numbers with a weight matrix `[out, depth]`.
struct ProductShape {
  let name: String
  let rows: Int
  let out: Int
  let depth: Int

  var operations: Double { 2 * Double(rows) * Double(out) * Double(depth) }

  /// BGE-M3's products at a lone query's number of rows and at those of batches.
  static let all: [ProductShape] = [12, 128, 512, 2048].flatMap { rows in
    [
      ProductShape(name: "query, key and value", rows: rows, out: 3072, depth: 1024),
      ProductShape(name: "attention out", rows: rows, out: 1024, depth: 1024),
      ProductShape(name: "feed-forward in", rows: rows, out: 4096, depth: 1024),
      ProductShape(name: "feed-forward out", rows: rows, out: 1024, depth: 4096),
    ]
  }
}
