import Foundation
import SystemPackage
import TrefoilCore
import TrefoilTesting
import TrefoilText

/// Directories of tokenizer files, with the ids that transformers gives (`Fixtures/tokenizers.json`).
struct TokenizerCases: Decodable {
  /// A directory's files, and the ids of each text.
  struct Case: Decodable {
    let name: String
    let files: [String: String]
    let sentencepiece: Data?
    let ids: [[TokenID]]
  }

  /// What `"@vocab"` stands for in a file.
  let vocabulary: String
  let texts: [String]
  let cases: [Case]

  /// The cases of the fixture.
  static let all = Result {
    try JSONDecoder().decode(Self.self, from: content(of: "tokenizers.json"))
  }

  /// The SentencePiece model of the cases that have no other.
  static let model = Result { [UInt8](try content(of: "tiny-bge-m3/sentencepiece.bpe.model")) }

  private static func content(of name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: Folders.fixtures.appending(name).string))
  }

  /// A directory with these files; without a `tokenizer.json` it has the SentencePiece model too.
  func directory(
    _ files: [String: String], sentencepiece: Data? = nil
  ) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let model = try Self.model.get()
    for (name, content) in files {
      let charsmap = Data(try SentencePieceFile(model).charsmap).base64EncodedString()
      let text = content.replacingOccurrences(of: "\"@vocab\"", with: vocabulary)
        .replacingOccurrences(of: "@charsmap", with: charsmap)
      try folder.write(Array(text.utf8), to: name)
    }
    if files["tokenizer.json"] == nil {
      try folder.write(sentencepiece.map { [UInt8]($0) } ?? model, to: "sentencepiece.bpe.model")
    }
    return folder
  }
}
