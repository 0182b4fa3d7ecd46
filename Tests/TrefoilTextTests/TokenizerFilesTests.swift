import Foundation
import SystemPackage
import TrefoilCore
import TrefoilErrors
import TrefoilTesting
import TrefoilText
import Testing

/// Against transformers 5.24.0 over tokenizers 0.23.3.
@Suite("A tokenizer's files")
struct TokenizerFilesTests {
  private let fixture: TokenizerCases

  init() throws {
    fixture = try TokenizerCases.all.get()
  }

  @Test("give the reference's ids, whatever they say")
  func ids() throws {
    #expect(fixture.cases.count == 33)
    for each in fixture.cases {
      let folder = try fixture.directory(each.files, sentencepiece: each.sentencepiece)
      let tokenizer = try TokenizerFile(directory: folder.path).open().tokenizer
      for (text, ids) in zip(fixture.texts, each.ids) {
        let found = try tokenizer.tokenize(text)
        #expect(found.tokenIDs == ids, "\(each.name): \(text.debugDescription)")
        #expect(ids.allSatisfy { $0 < tokenizer.vocabularySize })
        let end = text.utf8.count
        #expect(found.ranges.allSatisfy { 0 <= $0.lowerBound && $0.upperBound <= end })
      }
    }
  }

  private var json: String {
    get throws {
      try #require(fixture.cases.first { $0.name == "tokenizer.json" }?.files["tokenizer.json"])
    }
  }

  /// What opening a directory with these files throws.
  private func error(_ files: [String: String]) throws -> TokenizerError? {
    let folder = try fixture.directory(files)
    return #expect(throws: TokenizerError.self) {
      _ = try TokenizerFile(directory: folder.path).open()
    }
  }

  @Test("that ask for what is not supported are refused, and the error names it")
  func refused() throws {
    let json = try self.json
    let general = #"{"tokenizer_class": "PreTrainedTokenizerFast"}"#
    let metaspace = "\"pre_tokenizer\": {\"type\": \"Metaspace\""
    let changes: [(String, String, String)] = [
      (metaspace, "\"pre_tokenizer\": {\"type\": \"ByteLevel\"", "ByteLevel"),
      ("\"split\": true", "\"split\": false", "split"),
      ("\"type\": \"Precompiled\"", "\"type\": \"NFKC\"", "NFKC"),
      ("\"byte_fallback\": false", "\"byte_fallback\": true", "byte_fallback"),
      ("\"type\": \"Unigram\"", "\"type\": \"BPE\"", "BPE"),
      ("\"type\": \"TemplateProcessing\"", "\"type\": \"ByteLevel\"", "ByteLevel"),
      ("\"version\"", "\"versions\"", "versions"),
      ("\"single_word\": false", "\"single_words\": false", "single_words"),
      ("\"unk_id\": 3", "\"unk_id\": null", "unk_id"),
    ]
    for (old, new, name) in changes {
      let changed = json.replacingOccurrences(of: old, with: new)
      #expect(changed != json)
      let error = try error(["tokenizer.json": changed, "tokenizer_config.json": general])
      #expect("\(try #require(error))".contains(name), "\(old)")
    }
    for (content, name) in [
      (#"{"tokenizer_class": "CamembertTokenizer"}"#, "CamembertTokenizer"),
      (general, "which is missing"), (#"{"mask_token": null}"#, "mask_token"),
      (#"{"truncation_side": "top"}"#, "truncation_side"), (#"{"bos_token": 3}"#, "bos_token"),
      (#"{"fast_tokenizer_files": ["tokenizer.4.json"]}"#, "fast_tokenizer_files"),
    ] {
      let error = try error(["tokenizer_config.json": content])
      #expect("\(try #require(error))".contains(name), "\(content)")
    }
  }

  @Test("that are no JSON, or cut short, are refused")
  func malformed() throws {
    for text in ["", "{", "[]", "{\"bos_token\": \"\\ud800\"}", "{\"a\": 1} 2", "{\"a\": tru}"] {
      guard case .malformed(let file, _)? = try error(["tokenizer_config.json": text]) else {
        Issue.record("\(text)")
        continue
      }
      #expect(file.lastComponent == "tokenizer_config.json")
    }
    let json = Array(try self.json.replacingOccurrences(of: "@charsmap", with: "").utf8)
    for count in stride(from: 0, to: json.count, by: 97) {
      let cut = String(decoding: json[..<count], as: UTF8.self)
      #expect(try error(["tokenizer.json": cut]) != nil)
    }
  }

  @Test("with some bytes changed make a tokenizer or an error, and nothing else")
  func changedBytes() throws {
    let json = try self.json.replacingOccurrences(
      of: "\"@vocab\"", with: #"[["<s>",0],["<pad>",0],["</s>",0],["<unk>",0],["▁",-2],["a",-3]]"#)
    let files: [String: [UInt8]] = [
      "tokenizer.json": Array(json.replacingOccurrences(of: "@charsmap", with: "").utf8),
      "tokenizer_config.json": Array(
        #"""
        {"tokenizer_class": "TokenizersBackend", "pad_token": "<pad>", "add_prefix_space": true,
        "added_tokens_decoder": {"6": {"content": " a", "lstrip": true, "normalized": true},
        "7": {"content": "a", "rstrip": true, "special": false}}, "truncation_side": "left"}
        """#.utf8),
    ]
    let folder = try TemporaryDirectory()
    var numbers = SeededNumbers(seed: 11)
    var opened = 0
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      for (other, content) in files { try folder.write(content, to: other) }
      for _ in 0..<400 {
        var changed = bytes
        for _ in 0..<Int(numbers.next() % 2 + 1) {
          let place = Int(numbers.next() % UInt64(changed.count))
          changed[place] = bytes[Int(numbers.next() % UInt64(bytes.count))]
        }
        try folder.write(changed, to: name)
        guard let tokenizer = try? TokenizerFile(directory: folder.path).open().tokenizer else {
          continue
        }
        opened += 1
        for text in ["a  a <mask>a", " a", "a ", "", "é\u{301} <s>"] {
          let ids = try tokenizer.tokenize(text).tokenIDs
          #expect(ids.allSatisfy { 0..<tokenizer.vocabularySize ~= Int($0) })
        }
      }
    }
    #expect(opened > 0)
  }

  @Test("with a key whose meaning is not known say so")
  func notices() throws {
    let folder = try fixture.directory([
      "tokenizer_config.json": #"{"new_thing": 1, "doc_token": "<doc>", "padding_side": "left"}"#
    ])
    let opened = try TokenizerFile(directory: folder.path).open()
    #expect(opened.notices.count == 1)
    #expect(opened.notices.first?.contains("new_thing") == true)
    let lowercase = try self.json.replacingOccurrences(
      of: #"{"type": "Precompiled", "precompiled_charsmap": "@charsmap"}"#,
      with: #"{"type": "Lowercase"}"#)
    let other = try fixture.directory(["tokenizer.json": lowercase])
    #expect(
      try TokenizerFile(directory: other.path).open().notices.first?.contains("Lowercase") == true)
  }

  @Test("say on which side long texts are cut")
  func truncation() throws {
    for (content, expected) in [
      ("{}", TruncationPolicy.head), (#"{"truncation_side": "left"}"#, .tail),
      (#"{"truncation_side": "right"}"#, .head),
    ] {
      let folder = try fixture.directory(["tokenizer_config.json": content])
      #expect(
        try TokenizerFile(directory: folder.path).open().tokenizer.standardTruncation == expected)
    }
    let left = try json.replacingOccurrences(
      of: "\"truncation\": null",
      with: """
        "truncation": {"direction": "Left", "max_length": 9, "strategy": "LongestFirst", "stride": 0}
        """)
    let folder = try fixture.directory(["tokenizer.json": left])
    #expect(try TokenizerFile(directory: folder.path).open().tokenizer.standardTruncation == .tail)
  }
}
