import Foundation

/// `make FOLDER --passages N --queries N [--real SET]… [--tokens 1]`: the made corpus for peers.
func make(_ arguments: Arguments) throws {
  let corpus = try madeCorpus(arguments)
  let folder = arguments.url(try arguments.place(0, "FOLDER"))
  let tokenDimension = try arguments.number("tokens", 0) == 0 ? nil : corpus.tokenDimension
  for (kind, embedding) in [("passages", corpus.passage), ("queries", corpus.query)] {
    let writer = try VectorSetWriter(
      folder.appendingPathComponent(kind), dimension: corpus.dimension,
      tokenDimension: tokenDimension)
    for place in 0..<(try arguments.number(kind)) { try writer.append(embedding(place)) }
    try writer.finish()
  }
  try answer(["origin": corpus.origin])
}
