import Foundation
import Testing
import TrefoilTesting
import Trefoil
import TrefoilCommand

@Suite("Embeddings in a file")
struct TensorFileTests {
  private static let embeddings = [
    Embedding(
      dense: [1, 0], lexicalWeights: LexicalWeights([(9, 0.5), (4, 0.25)]),
      tokenVectors: TokenVectors(values: [1, 2, 3, 4, 5, 6], dimension: 3),
      tokenCounts: TokenCounts(seen: 9, used: 3)),
    Embedding(
      dense: [0, -1], lexicalWeights: LexicalWeights([]),
      tokenVectors: TokenVectors(values: [7, 8, 9], dimension: 3),
      tokenCounts: TokenCounts(seen: 2, used: 2)),
  ]
  private static let records = [
    TextRecord(id: "é", text: "", line: 1), TextRecord(id: "b", text: "", line: 2),
  ]

  private func write(_ sink: some EmbeddingSink, count: Int = 2) throws {
    for (embedding, record) in zip(Self.embeddings, Self.records).prefix(count) {
      try sink.write(embedding, of: record)
      try sink.endChunk()
    }
    try sink.finish()
  }

  @Test("of NumPy begin as NumPy writes them", arguments: [(0, 1), (2, 384), (123_456_789, 1024)])
  func npyHeader(rows: Int, columns: Int) {
    let header = NpyWriter.header(rows: rows, columns: columns)
    #expect(header.count % 64 == 0)
    #expect(Array(header.prefix(8)) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    #expect(Int(header[8]) + Int(header[9]) << 8 == header.count - 10)
    #expect(header.last == UInt8(ascii: "\n"))
    let text = String(decoding: header.dropFirst(10), as: UTF8.self)
    let start = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    #expect(text.hasPrefix(start))
  }

  @Test("of NumPy hold the rows in their order")
  func npy() throws {
    let folder = try TemporaryDirectory()
    try write(try NpyWriter(path: folder.path.appending("a.npy"), dimension: 2))
    let bytes = try folder.read("a.npy")
    #expect(bytes.count == 128 + 16)
    #expect(floats(bytes[128...]) == [1, 0, 0, -1])
    #expect(folder.names == ["a.npy"])
  }

  private func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
  }

  private struct Tensor: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// Reads a safetensors file with Foundation alone.
  private func tensors(_ bytes: [UInt8]) throws -> [String: (Tensor, ArraySlice<UInt8>)] {
    let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    #expect(length % 8 == 0)
    let header = Data(bytes[8..<8 + length])
    var object = try #require(try JSONSerialization.jsonObject(with: header) as? [String: Any])
    object["__metadata__"] = nil
    let described = try JSONDecoder().decode(
      [String: Tensor].self, from: JSONSerialization.data(withJSONObject: object))
    var end = 0
    for tensor in described.values.sorted(by: { $0.data_offsets[0] < $1.data_offsets[0] }) {
      #expect(tensor.data_offsets[0] == end)
      end = tensor.data_offsets[1]
      let size = ["I64": 8, "F32": 4, "I32": 4, "U8": 1][tensor.dtype] ?? 0
      #expect(tensor.shape.reduce(size, *) == tensor.data_offsets[1] - tensor.data_offsets[0])
      #expect(size == 0 || tensor.data_offsets[0] % size == 0)
    }
    #expect(8 + length + end == bytes.count)
    return described.mapValues {
      ($0, bytes[8 + length + $0.data_offsets[0]..<8 + length + $0.data_offsets[1]])
    }
  }

  private func integers(_ bytes: ArraySlice<UInt8>, width: Int) -> [Int] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { start in
      (0..<width).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }
  }

  @Test("of safetensors hold ragged rows end to end, with their offsets and ids")
  func safetensors() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path.appending("a.safetensors")
    try write(try SafetensorsSink(path: path, outputs: .all, dimension: 2, tokenDimension: 3))
    #expect(folder.names == ["a.safetensors"])
    let tensors = try tensors(try folder.read("a.safetensors"))
    let dense = try #require(tensors["dense"])
    #expect(dense.0.shape == [2, 2])
    #expect(floats(dense.1) == [1, 0, 0, -1])
    #expect(try integers(#require(tensors["sparse_token_ids"]).1, width: 4) == [4, 9])
    #expect(try floats(#require(tensors["sparse_weights"]).1) == [0.25, 0.5])
    #expect(try integers(#require(tensors["sparse_offsets"]).1, width: 8) == [0, 2, 2])
    #expect(try #require(tensors["colbert_vecs"]).0.shape == [3, 3])
    #expect(try floats(#require(tensors["colbert_vecs"]).1) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(try integers(#require(tensors["colbert_offsets"]).1, width: 8) == [0, 2, 3])
    #expect(try Array(#require(tensors["ids"]).1) == Array("éb".utf8))
    #expect(try integers(#require(tensors["id_offsets"]).1, width: 8) == [0, 2, 3])
    #expect(try integers(#require(tensors["tokens_seen"]).1, width: 4) == [9, 2])
    #expect(try integers(#require(tensors["tokens_used"]).1, width: 4) == [3, 2])
  }

  @Test("hold only what was asked for, and may hold no text at all")
  func empty() throws {
    let folder = try TemporaryDirectory()
    try write(
      try SafetensorsSink(
        path: folder.path.appending("a.safetensors"), outputs: .dense, dimension: 2,
        tokenDimension: 0),
      count: 0)
    let tensors = try tensors(try folder.read("a.safetensors"))
    #expect(
      tensors.keys.sorted() == ["dense", "id_offsets", "ids", "tokens_seen", "tokens_used"])
    #expect(try #require(tensors["dense"]).0.shape == [0, 2])
    // Row by row, it can be joined to a part that has texts.
    try write(
      try SafetensorsSink(
        path: folder.path.appending("b.safetensors"), outputs: .all, dimension: 2,
        tokenDimension: 3),
      count: 0)
    let all = try self.tensors(try folder.read("b.safetensors"))
    #expect(try #require(all["colbert_vecs"]).0.shape == [0, 3])
    #expect(try #require(all["dense"]).0.shape == [0, 2])
    try write(try NpyWriter(path: folder.path.appending("a.npy"), dimension: 2), count: 0)
    #expect(try folder.read("a.npy").count == 128)
  }

  @Test(
    "are laid out as the file's extension tells",
    arguments: [
      ("a.npy", .npy), ("x/a.SafeTensors", .safetensors), ("a.jsonl", .jsonl), ("a", nil),
      ("a.txt", nil), (".npy", nil), ("", nil), ("d.npy/a", nil),
    ] as [(String, OutputFormat?)])
  func format(name: String, format: OutputFormat?) {
    #expect(OutputFormat(name: name) == format)
  }
}
