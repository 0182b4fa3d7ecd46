import Foundation
import SystemPackage
import TestSupport
import Trefoil

/// FlagEmbedding's own outputs for a checkpoint, as they lie beside it.
struct FlagEmbeddingGolden: Sendable {
  /// What FlagEmbedding says of each text and pair.
  struct Outputs: Decodable, Sendable {
    let texts: [String]
    let ids: [[Int32]]
    let full_lengths: [Int]
    let lexical: [[String: Float]]
    let pairs: [[Int]]
    let scores: [String: [Float]]
    let scores_w_0_4_0_2_0_4_passage512: [String: [Float]]
  }

  let directory: FilePath
  let outputs: Outputs
  let tensors: FloatTensors

  init(directory: FilePath) throws {
    self.directory = directory
    let json = directory.appending("outputs.json")
    outputs = try JSONDecoder().decode(
      Outputs.self, from: Data(contentsOf: URL(fileURLWithPath: json.string)))
    tensors = try FloatTensors(path: directory.appending("outputs.safetensors"))
  }

  var pairs: [(query: String, passage: String)] {
    outputs.pairs.map { (outputs.texts[$0[0]], outputs.texts[$0[1]]) }
  }

  /// A text's ColBERT rows as far as the file holds them, each beside its row number.
  func colbertRows(_ text: Int, count: Int) -> [(row: Int, values: [Float])] {
    let name = "colbert_\(text)"
    guard let shape = tensors.shape(name) else { return [] }
    return (0..<shape[0]).compactMap { stored in
      // Of a long text the file holds the first and the last rows.
      let row = stored < shape[0] / 2 ? stored : count - shape[0] + stored
      return tensors.row(stored, of: name).map { (row, $0) }
    }
  }
}
