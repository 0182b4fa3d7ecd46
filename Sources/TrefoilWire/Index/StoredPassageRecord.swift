package import Trefoil
package import TrefoilFormats
package import TrefoilIndex

/// A passage of an index with what is stored of it, as `trefoil index import` takes it back.
///
/// It has the keys of `EmbeddingRecord`, and before them those of the document, if the passage is its
/// first one, and the passage's place.
package struct StoredPassageRecord: Equatable, Sendable {
  /// The passage.
  package let passage: StoredPassage
  /// The fingerprint of the model that gave the embedding.
  package let model: String

  /// Takes a passage.
  package init(_ passage: StoredPassage, model: String) {
    self.passage = passage
    self.model = model
  }

  /// Writes the object.
  package func write(to json: inout JSONText) {
    json.object { json in
      if passage.place == 0 {
        json.members(of: passage.document)
        json.member("model", model)
      } else {
        json.member("id", passage.document.id.text)
      }
      json.key("passage_index")
      json.number(passage.place)
      json.key("passage_count")
      json.number(passage.count)
      json.key("range")
      json.array { json in
        json.number(passage.range.lowerBound)
        json.number(passage.range.upperBound)
      }
      json.members(of: passage.embedding)
    }
  }
}

extension JSONText {
  /// Writes the members of an embedding's object, as `EmbeddingRecord` has them.
  fileprivate mutating func members(of embedding: Embedding) {
    if let dense = embedding.dense {
      key("dense_vecs")
      numbers(dense[...])
    }
    if let weights = embedding.lexicalWeights {
      key("lexical_weights")
      LexicalWeightsRecord(weights).write(to: &self)
    }
    if let vectors = embedding.tokenVectors {
      key("colbert_vecs")
      TokenVectorsRecord(vectors).write(to: &self)
    }
    key("tokens_seen")
    number(embedding.tokenCounts.seen)
    key("tokens_used")
    number(embedding.tokenCounts.used)
  }
}
