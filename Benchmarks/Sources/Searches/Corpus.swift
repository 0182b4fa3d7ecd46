import Trefoil
import TrefoilCore
import TrefoilIndex

/// Passages and queries whose every number follows from their place, so that none is kept.
protocol Corpus: Sendable {
  /// The numbers of a dense vector.
  var dimension: Int { get }
  /// The numbers of a token's vector.
  var tokenDimension: Int { get }
  /// What it is made of, in words.
  var origin: String { get }
  /// A passage; its token vectors are made where they are wanted, the rest is the same without.
  func passage(_ place: Int, hasTokens: Bool) -> Embedding
  func query(_ place: Int) -> Embedding
}

extension Corpus {
  /// The token vectors of a passage.
  static var passageTokens: Int { 130 }

  /// A passage, with a text of the usual length.
  func document(_ place: Int, hasTokens: Bool = true) -> EmbeddedDocument {
    EmbeddedDocument(
      document: IndexedDocument(
        id: "\(place)", text: String(repeating: "passage \(place) ", count: 40)),
      embedding: passage(place, hasTokens: hasTokens))
  }
}

/// The corpus that is mixed of real embeddings, or the purely made one where there are none.
func madeCorpus(_ arguments: Arguments) throws -> any Corpus {
  let folders = arguments.all("real")
  return folders.isEmpty ? PureCorpus(seed: 7) : try MixedCorpus(folders.map(arguments.url))
}
