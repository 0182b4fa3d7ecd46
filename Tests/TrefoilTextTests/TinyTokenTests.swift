import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilText

/// Against Hugging Face tokenizers 0.23.3, built as BGE-M3's `tokenizer.json` over a vocabulary of
/// this project's own, which divides words and meets the unknown where BGE-M3's does not.
@Suite("Tokens of Hugging Face's tokenizer, tiny vocabulary")
struct TinyTokenTests {
  /// What transformers 5 makes of texts.
  private struct Outputs: Decodable {
    let texts: [String]
    let ids: [[TokenID]]
  }

  private let folder = Folders.fixtures.appending("tiny-bge-m3")
  private let tokenizer: XLMRobertaTokenizer

  init() throws {
    tokenizer = try XLMRobertaTokenizer(path: folder.appending("sentencepiece.bpe.model"))
  }

  @Test("every text has the reference's ids, each in the reference's place")
  func idsAndOffsets() throws {
    let goldens = try TokenGolden.lines(of: folder.appending("tokens.jsonl"))
    #expect(goldens.count == 193)
    for golden in goldens {
      let tokens = try tokenizer.tokenize(golden.text)
      #expect(tokens.tokenIDs == golden.ids, "\(golden.text.debugDescription)")
      #expect(
        golden.codePoints(tokens).dropLast() == golden.offsets.dropLast(),
        "\(golden.text.debugDescription)")
    }
  }

  @Test("without trailing spaces the ids are those of transformers 5")
  func droppedTrailingSpaces() throws {
    let json = try Data(contentsOf: URL(fileURLWithPath: folder.appending("outputs.json").string))
    let outputs = try JSONDecoder().decode(Outputs.self, from: json)
    let tokenizer = try TokenizerFile(directory: folder).open().tokenizer
    for (text, ids) in zip(outputs.texts, outputs.ids) {
      let tokens = try tokenizer.tokenize(text)
        .truncated(to: 128, keeping: .head)
      #expect(tokens.tokenIDs == ids, "\(text.debugDescription)")
    }
  }
}
