internal import SystemPackage
internal import TrefoilCore
internal import TrefoilFiles

extension XLMRobertaTokenizer {
  /// The tokens' texts in transformers' class where no file names others.
  private static let standardNames = [
    "bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>",
    "unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>",
  ]

  /// Opens a file of a model's directory, with what the files beside it say.
  static func open(_ path: FilePath) throws(TokenizerError) -> OpenedTokenizer {
    let directory = path.removingLastComponent()
    let json =
      path.lastComponent?.string == TokenizerJSON.fileName ? try TokenizerJSON(path: path) : nil
    let settings = try TokenizerSettings(directory: directory, stored: json?.addedTokens ?? [])
    let kind = try TokenizerClass(directory: directory, settings, hasTokenizerJSON: json != nil)
    var notices = settings.unlisted.map { key in
      "What \(key) means is not known; if it changes tokens, vectors differ from the model's own."
    }
    var parts: TokenizerParts
    switch (json, kind) {
    case (let json?, .asWritten): parts = try self.parts(asWritten: json, settings)
    case (let json?, .xlmRoberta):
      parts = try self.parts(of: json, settings)
      notices += json.passedOver()
    case (nil, _): parts = try self.parts(ofSentencePiece: path, settings)
    }
    if try TransformerModule.lowercases(in: directory),
      !parts.normalizer.contains(where: \.isLowercase)
    {
      parts.normalizer.insert(.step(.lowercase), at: 0)
    }
    parts.splitsSpecialTokens = try settings.flag("split_special_tokens") ?? false
    parts.truncation = try truncation(settings, json)
    return OpenedTokenizer(tokenizer: XLMRobertaTokenizer(parts), notices: notices)
  }

  /// The parts of `tokenizer.json` as they stand there.
  private static func parts(
    asWritten json: TokenizerJSON, _ settings: TokenizerSettings
  ) throws(TokenizerError) -> TokenizerParts {
    let unknownID = try json.requiredUnknownID()
    let vocabulary = try vocabulary(json, unknownID: unknownID)
    var added = AddedTokenTable(vocabulary)
    for (_, token) in json.addedTokens { added.add(token) }
    settings.add(to: &added, standard: [:], own: nil)
    let ends = try json.ends()
    for id in [ends.begin, ends.end] where !(0..<added.idCount ~= Int(id)) {
      throw .malformed(
        file: json.reader.path, reason: "“post_processor” has the id \(id) of \(added.idCount)")
    }
    var normalizer = try json.normalizer()
    var rules = try json.wordRules()
    if normalizer.last?.joinsSpaces == true {
      normalizer.removeLast()
      rules.joinsSpaces = true
    }
    return TokenizerParts(
      vocabulary: vocabulary, normalizer: normalizer, rules: rules, added: added,
      specialTokens: SpecialTokens(
        begin: ends.begin, end: ends.end, pad: added.id(of: "pad_token", settings, nil),
        unknown: unknownID, mask: added.id(of: "mask_token", settings, nil),
        added: added.addedIDs),
      endsBetween: ends.endsBetween)
  }

  /// The pieces and the table of `tokenizer.json`, under the rules of transformers' class.
  private static func parts(
    of json: TokenizerJSON, _ settings: TokenizerSettings
  ) throws(TokenizerError) -> TokenizerParts {
    // The class has the unknown there, whatever the file says.
    let vocabulary = try vocabulary(json, unknownID: 3)
    let table = try json.firstTable()
    return try classParts(vocabulary, table, settings, own: nil, json.reader.path)
  }

  private static func vocabulary(
    _ json: TokenizerJSON, unknownID: TokenID
  ) throws(TokenizerError) -> UnigramVocabulary {
    guard Int(unknownID) < json.pieces.count else {
      throw .invalidModel(path: json.reader.path, fault: .pieceCount(json.pieces.count))
    }
    do throws(SentencePieceFault) {
      return try UnigramVocabulary(json.pieces, unknownID: unknownID)
    } catch {
      throw .invalidModel(path: json.reader.path, fault: error)
    }
  }

  private static func parts(
    ofSentencePiece path: FilePath, _ settings: TokenizerSettings
  ) throws(TokenizerError) -> TokenizerParts {
    var names = SentencePieceVocabulary.Names()
    for (key, place) in [
      ("bos_token", \SentencePieceVocabulary.Names.begin), ("pad_token", \.pad),
      ("eos_token", \.end), ("unk_token", \.unknown), ("mask_token", \.mask),
    ] {
      names[keyPath: place] = try requiredName(key, settings, path)
    }
    let bytes = try ModelFileReader.bytes(of: path)
    let model: SentencePieceVocabulary
    do throws(SentencePieceFault) {
      model = try SentencePieceVocabulary(bytes, names: names)
    } catch {
      throw .invalidModel(path: path, fault: error)
    }
    return try classParts(
      model.pieces, model.charsmap, settings, own: model.addedTokens, path)
  }

  /// The parts of transformers' `XLMRobertaTokenizer` over a vocabulary.
  private static func classParts(
    _ vocabulary: UnigramVocabulary, _ table: PrecompiledCharsmap?, _ settings: TokenizerSettings,
    own: [AddedToken]?, _ path: FilePath
  ) throws(TokenizerError) -> TokenizerParts {
    var added = AddedTokenTable(vocabulary)
    settings.add(to: &added, standard: standardNames, own: own)
    let begin = try requiredName("bos_token", settings, path)
    let end = try requiredName("eos_token", settings, path)
    guard let beginID = added.id(of: ExactText(begin)), let endID = added.id(of: ExactText(end))
    else {
      throw .malformed(file: path, reason: "“\(begin)” or “\(end)” has no id")
    }
    var rules = WordRules.xlmRoberta
    if try settings.flag("add_prefix_space") == false { rules.mark = .never }
    return TokenizerParts(
      vocabulary: vocabulary, normalizer: table.map { [.precompiled($0)] } ?? [], rules: rules,
      added: added,
      specialTokens: SpecialTokens(
        begin: beginID, end: endID, pad: added.id(of: "pad_token", settings, "<pad>"),
        unknown: vocabulary.unknownID, mask: added.id(of: "mask_token", settings, "<mask>"),
        added: added.addedIDs))
  }

  private static func requiredName(
    _ key: String, _ settings: TokenizerSettings, _ path: FilePath
  ) throws(TokenizerError) -> String {
    guard let name = settings.name(key, standard: standardNames[key]) else {
      throw .unsupported(
        file: path.removingLastComponent().appending(TokenizerSettings.fileName), key: key,
        found: "null", supported: "the text of a token")
    }
    return name
  }

  private static func truncation(
    _ settings: TokenizerSettings, _ json: TokenizerJSON?
  ) throws(TokenizerError) -> TruncationPolicy {
    var side = try settings.text("truncation_side")
    if side == nil { side = try json?.truncationDirection() }
    switch side {
    case nil, "right": return .head
    case "left": return .tail
    case let side?:
      throw .malformed(
        file: settings.path, reason: "“truncation_side” is “\(side)”, neither left nor right")
    }
  }
}

extension AddedTokenTable {
  /// The id of a token by its name, such as `pad_token`.
  fileprivate func id(
    of key: String, _ settings: TokenizerSettings, _ standard: String?
  ) -> TokenID? {
    settings.name(key, standard: standard).flatMap { id(of: ExactText($0)) }
  }
}
