import Testing
import TrefoilCore
import TrefoilText

@Suite("Unigram search")
struct UnigramSearchTests {
  private static let model = SerializedModel.small

  /// Every division of a word, by trying them all.
  private func best(_ word: [UInt8]) -> Double {
    guard !word.isEmpty else { return 0 }
    let scores = Self.model.pieces.dropFirst(3)
      .filter { word.starts(with: $0.text) }
      .map { Double($0.score) + best(Array(word.dropFirst($0.text.count))) }
    return scores.max() ?? -.infinity
  }

  private func words(of letters: [String], count: Int) -> [String] {
    count == 0 ? [""] : words(of: letters, count: count - 1).flatMap { w in letters.map { w + $0 } }
  }

  @Test("no other division of a word is likelier", arguments: [1, 2, 5, 7])
  func likeliest(length: Int) throws {
    let tokenizer = try TokenizerFixture.make(Self.model)
    for word in words(of: ["a", "b", "c"], count: length) {
      let ids = try tokenizer.tokenize(word).tokenIDs.dropFirst().dropLast()
      let score = ids.reduce(0) { $0 + Double(Self.model.pieces[Int($1) - 1].score) }
      #expect(score == best(Array("▁\(word)".utf8)))
    }
  }

  @Test("every piece is found by its own text")
  func ownText() throws {
    var model = SerializedModel([:])
    // 300 pieces are sorted by counting, most others by inserting; equal scores favour the longest.
    for scalar in 0x4E00..<0x4E00 + 300 {
      let text = String(UnicodeScalar(UInt32(scalar)).map(Character.init) ?? " ")
      model.pieces.append((Array(text.utf8), -1, .normal))
      model.pieces.append((Array("\(text)\(text)".utf8), -1, .normal))
    }
    model.pieces.append((Array("▁".utf8), -1, .normal))
    let tokenizer = try TokenizerFixture.make(model)
    for (index, piece) in model.pieces.enumerated().dropFirst(3).dropLast() {
      let ids = try tokenizer.tokenize("▁" + String(decoding: piece.text, as: UTF8.self)).tokenIDs
      #expect(ids.dropFirst(2).first == TokenID(index + 1))
      #expect(ids.count == 4)
    }
  }
}
