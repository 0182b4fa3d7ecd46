import Foundation

/// `make FOLDER --passages N --queries N [--real SET]… [--tokens 1]`: the made corpus for peers.
func make(_ arguments: Arguments) throws {
  let corpus = try madeCorpus(arguments)
  let folder = arguments.url(try arguments.place(0, "FOLDER"))
  let hasTokens = try arguments.number("tokens", 0) > 0
  let writer = { (kind: String) in
    try VectorSetWriter(
      folder.appendingPathComponent(kind), dimension: corpus.dimension,
      tokenDimension: hasTokens ? corpus.tokenDimension : nil)
  }
  let passages = try writer("passages")
  for place in 0..<(try arguments.number("passages")) {
    try passages.append(corpus.passage(place, hasTokens: hasTokens))
  }
  try passages.finish()
  let queries = try writer("queries")
  for place in 0..<(try arguments.number("queries")) { try queries.append(corpus.query(place)) }
  try queries.finish()
  try answer(["origin": corpus.origin])
}
