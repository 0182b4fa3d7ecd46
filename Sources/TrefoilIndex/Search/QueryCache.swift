internal import Synchronization
internal import Trefoil

/// The embeddings of the queries that were asked last, so that who turns a page or changes a filter
/// waits for no encoder.
final class QueryCache: Sendable {
  /// The queries that are kept: at most 30 MiB at 1,024 dimensions and 16 tokens.
  private static let capacity = 512

  private struct Key: Hashable {
    let text: String
    let outputs: Int
  }

  private struct State {
    var entries: [Key: (embedding: Embedding, use: Int)] = [:]
    var uses = 0
  }

  private let state = Mutex(State())

  /// The embeddings of some queries with these outputs; nil for those that are not known.
  func known(_ queries: [String], _ outputs: EmbeddingOutputs) -> [Embedding?] {
    state.withLock { state in
      queries.map { text in
        let key = Key(text: text, outputs: outputs.rawValue)
        state.uses += 1
        state.entries[key]?.use = state.uses
        return state.entries[key]?.embedding
      }
    }
  }

  /// Keeps the embeddings of some queries; those that were not used for longest give way.
  func keep(_ queries: [String], _ outputs: EmbeddingOutputs, _ embeddings: [Embedding]) {
    state.withLock { state in
      for (text, embedding) in zip(queries, embeddings).suffix(Self.capacity) {
        state.uses += 1
        state.entries[Key(text: text, outputs: outputs.rawValue)] = (embedding, state.uses)
      }
      guard state.entries.count > Self.capacity else { return }
      // A quarter at once, so that not every new query sorts.
      let uses = state.entries.values.map(\.use).sorted()
      let last = uses[state.entries.count - Self.capacity * 3 / 4]
      state.entries = state.entries.filter { $0.value.use >= last }
    }
  }
}
