import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Dense codec")
struct DenseCodecTests {
  private static func vectors(_ rows: Int, _ dimension: Int) -> [Float] {
    var numbers = SeededNumbers(seed: 9)
    return numbers.floats(rows * dimension)
  }

  private static func decoded(
    _ codec: DenseCodec, _ vectors: [Float], _ dimension: Int
  ) -> [Float] {
    let (bytes, scales) = codec.encode(vectors, dimension: dimension)
    let rows = vectors.count / dimension
    #expect(bytes.count == rows * codec.rowBytes(dimension: dimension))
    #expect(4 * scales.count == rows * codec.scaleBytes)
    return codec.decode(bytes.span.bytes, scales: scales.span.bytes, dimension: dimension)
  }

  @Test("float32 keeps every bit", arguments: [1, 7, 384])
  func single(dimension: Int) {
    let vectors = Self.vectors(3, dimension) + [Float](repeating: -0.0, count: dimension)
    let found = Self.decoded(.float32, vectors, dimension)
    #expect(found.map(\.bitPattern) == vectors.map(\.bitPattern))
  }

  @Test("float16 rounds to the nearest half", arguments: [1, 7, 384])
  func half(dimension: Int) {
    let vectors = Self.vectors(3, dimension)
    #expect(Self.decoded(.float16, vectors, dimension) == vectors.map { Float(Float16($0)) })
  }

  @Test("int8 is within half a step of its scale", arguments: [1, 7, 64, 384])
  func bytes(dimension: Int) {
    let vectors = Self.vectors(5, dimension)
    let found = Self.decoded(.int8, vectors, dimension)
    for row in 0..<5 {
      let range = row * dimension..<(row + 1) * dimension
      let largest = vectors[range].map(abs).max() ?? 0
      for place in range { #expect(abs(found[place] - vectors[place]) <= largest / 127) }
    }
  }

  @Test("gives nothing for nothing", arguments: DenseCodec.allCases)
  func nothing(codec: DenseCodec) {
    #expect(Self.decoded(codec, [], 8).isEmpty)
  }
}
