import SystemPackage
import TrefoilTesting
import Testing
import TrefoilText

@Suite("A bad model is a typed error")
struct ModelFaultTests {
  @Test("a missing file is named")
  func missing() throws {
    let path = try TemporaryDirectory().path.appending("sentencepiece.bpe.model")
    #expect {
      _ = try XLMRobertaTokenizer(path: path)
    } throws: { error in
      guard case TokenizerError.cannotRead(path, _) = error else { return false }
      return "\(error)".contains(path.string)
    }
  }

  @Test("a directory cannot be read")
  func directory() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: TokenizerError.self) { try XLMRobertaTokenizer(path: directory.path) }
  }

  @Test("a file that loads in memory loads from the disk, and one that does not is named")
  func file() throws {
    let directory = try TemporaryDirectory()
    let good = try directory.write(SerializedModel.small.bytes, to: "good")
    #expect(try XLMRobertaTokenizer(path: good).tokenize("ab").tokenIDs.count == 3)
    let bad = try directory.write([], to: "bad")
    #expect(throws: TokenizerError.invalidModel(path: bad, fault: .empty)) {
      try XLMRobertaTokenizer(path: bad)
    }
  }

  @Test("the fault is named")
  func named() throws {
    #expect(TokenizerFixture.fault([]) == .empty)
    #expect(TokenizerFixture.fault([0x0A]) == .malformed(offset: 0))
    #expect(TokenizerFixture.fault([0x0B, 0]) == .malformed(offset: 0))
    #expect(
      TokenizerFixture.fault([UInt8](repeating: 0xFF, count: 64)) == .malformed(offset: 0))
    // A piece of 2^64 - 1 bytes.
    let huge = [0x0A] + [UInt8](repeating: 0xFF, count: 9) + [1]
    #expect(TokenizerFixture.fault(huge) == .malformed(offset: 0))
    var model = SerializedModel.small
    model.modelType = 2
    #expect(TokenizerFixture.fault(model.bytes) == .notUnigram(type: 2))
    model = .small
    model.pieces = []
    #expect(TokenizerFixture.fault(model.bytes) == .pieceCount(0))
    model = .small
    model.pieces[1].kind = .normal
    #expect(
      TokenizerFixture.fault(model.bytes)
        == .specialPiece(index: 1, expected: "a control piece", found: "<s>"))
    model = .small
    model.pieces[4].score = .nan
    #expect(TokenizerFixture.fault(model.bytes) == .score(index: 4))
    model = .small
    model.pieces[4].text = [0xE2, 0x96]
    #expect(TokenizerFixture.fault(model.bytes) == .pieceEncoding)
    model = .small
    model.pieces[4].text = [UInt8](repeating: 0x61, count: 1025)
    #expect(
      TokenizerFixture.fault(model.bytes)
        == .pieceLength(index: 4, bytes: 1025, limit: 1024))
  }

  @Test("libsentencepiece's refusal is passed on")
  func refused() throws {
    var model = SerializedModel.small
    model.pieces[5].text = model.pieces[4].text
    guard case .refused(let message) = TokenizerFixture.fault(model.bytes) else {
      Issue.record("two pieces with one text were accepted")
      return
    }
    #expect(!message.isEmpty)
  }

  @Test("no change of one byte, and no cut, makes anything but a tokenizer or a fault")
  func everyByte() throws {
    let bytes = SerializedModel.small.bytes
    for index in bytes.indices {
      _ = TokenizerFixture.fault(Array(bytes[..<index]))
      for value in [0x00, 0x7F, 0xFF, bytes[index] ^ 1] {
        var changed = bytes
        changed[index] = value
        if TokenizerFixture.fault(changed) == nil {
          _ = try TokenizerFixture.make(changed).tokenize("ab ™ \u{0}日本")
        }
      }
    }
  }

  @Test("every error is one sentence")
  func sentences() {
    let errors: [TokenizerError] = [
      .cannotRead(path: "m", reason: "r"), .tooLong(tokens: 9, limit: 8), .limitTooSmall(limit: 1),
      .textTooLarge(bytes: 9, limit: 8), .invalidModel(path: "m", fault: .empty),
      .invalidModel(path: "m", fault: .charsmap(.trieSize(bytes: 9, available: 8))),
    ]
    for error in errors {
      #expect("\(error)".hasSuffix("."))
      #expect(!"\(error)".dropLast().contains(". "))
    }
  }
}
