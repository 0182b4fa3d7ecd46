internal import SystemPackage
internal import TrefoilFiles

/// `tokenizer.json`, as the Hugging Face tokenizers library writes it, with a Unigram model.
struct TokenizerJSON {
  static let fileName = "tokenizer.json"

  let reader: TokenizerFileReader
  /// The pieces, in the order of their ids.
  let pieces: PieceTable
  /// The id of a character that no piece covers; nil if the model has none.
  let unknownID: Int?
  /// The added tokens, in the file's order.
  let addedTokens: [(id: Int, token: AddedToken)]
  /// The other members.
  let members: [String: JSONContent]

  /// Reads the file.
  init(path: FilePath) throws(TokenizerError) {
    reader = TokenizerFileReader(path: path)
    let bytes = try ModelFileReader.bytes(of: path)
    var model = Model()
    var members: [String: JSONContent] = [:]
    try reader.checked { () throws(JSONFault) in
      var json = JSONReader(bytes)
      try json.object { (key, json) throws(JSONFault) in
        if key == "model", json.nextIsObject {
          try model.read(&json)
        } else {
          members[key] = try json.value()
        }
      }
      try json.end()
    }
    let unlisted = try reader.check(members, by: TokenizerFileKeys.tokenizer)
    if let key = unlisted.first {
      throw .unsupported(
        file: path, key: key, found: members[key]?.description ?? "",
        supported: "a file without this key")
    }
    let type = model.members["type"]
    guard type == nil || type == "Unigram", model.hasVocabulary else {
      throw .unsupported(
        file: path, key: "model.type", found: type?.description ?? "another vocabulary",
        supported: "“Unigram”")
    }
    if let fault = model.fault { throw .invalidModel(path: path, fault: fault) }
    try reader.checkAll(model.members, by: TokenizerFileKeys.model, in: "model")
    guard model.pieces.count > 0 else { throw .invalidModel(path: path, fault: .pieceCount(0)) }
    pieces = model.pieces
    unknownID = model.members["unk_id"]?.integer
    if let unknownID, !(0..<pieces.count ~= unknownID) {
      throw .malformed(file: path, reason: "“model.unk_id” is \(unknownID)")
    }
    addedTokens = try Self.addedTokens(members["added_tokens"] ?? .null, reader)
    self.members = members
  }

  private static func addedTokens(
    _ content: JSONContent, _ reader: TokenizerFileReader
  ) throws(TokenizerError) -> [(id: Int, token: AddedToken)] {
    var tokens: [(id: Int, token: AddedToken)] = []
    for value in content.array ?? [] {
      guard let id = value["id"]?.integer, value.object != nil else {
        throw .malformed(file: reader.path, reason: "a token of “added_tokens” has no id")
      }
      tokens.append(
        (id, try reader.addedToken(value, named: "added_tokens", isSpecial: false)))
    }
    return tokens
  }

  /// The component of a key: null, or an object with a type.
  func component(_ key: String) -> JSONContent? {
    members[key].flatMap { $0 == .null ? nil : $0 }
  }

  /// The side on which the file cuts long texts, if it says so.
  func truncationDirection() throws(TokenizerError) -> String? {
    guard let truncation = component("truncation") else { return nil }
    try reader.checkAll(
      truncation.object ?? [:], by: TokenizerFileKeys.truncation, in: "truncation")
    return truncation["direction"]?.string?.lowercased()
  }
}

extension TokenizerJSON {
  /// The member `model` while it is read.
  private struct Model {
    var members: [String: JSONContent] = [:]
    var pieces = PieceTable()
    var fault: SentencePieceFault?
    var hasVocabulary = false

    mutating func read(_ json: inout JSONReader) throws(JSONFault) {
      var reading = self
      try json.object { (key, json) throws(JSONFault) in
        if key == "vocab", json.nextIsArray {
          try reading.readVocabulary(&json)
        } else {
          reading.members[key] = try json.value()
        }
      }
      self = reading
    }

    private mutating func readVocabulary(_ json: inout JSONReader) throws(JSONFault) {
      hasVocabulary = true
      pieces = PieceTable()
      var (pieces, fault) = (PieceTable(), SentencePieceFault?.none)
      var text: [UInt8] = []
      try json.array { json throws(JSONFault) in
        var position = 0
        var score = 0.0
        text.removeAll(keepingCapacity: true)
        try json.array { json throws(JSONFault) in
          switch position {
          case 0: try json.string(into: &text)
          case 1: score = try json.number()
          default: _ = try json.value()
          }
          position += 1
        }
        guard position == 2 else {
          throw JSONFault.malformed(reason: "a piece of “model.vocab” is not a text and a score")
        }
        do throws(SentencePieceFault) {
          if fault == nil { try pieces.append(text, score: Float(score)) }
        } catch {
          fault = error
        }
      }
      self.pieces = pieces
      self.fault = fault
    }
  }
}
