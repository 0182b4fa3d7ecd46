internal import SystemPackage
internal import TrefoilFiles

/// What `tokenizer_config.json`, `special_tokens_map.json` and `added_tokens.json` say, put together
/// as transformers does.
struct TokenizerSettings {
  /// A token as a file gives it: transformers tells a bare text from a token with flags.
  enum Entry: Equatable {
    case text(ExactText)
    case token(AddedToken)

    var content: ExactText {
      switch self {
      case .text(let content): content
      case .token(let token): token.content
      }
    }
  }

  static let fileName = "tokenizer_config.json"
  static let specialTokensName = "special_tokens_map.json"
  static let addedTokensName = "added_tokens.json"

  private let configuration: TokenizerFileReader
  private let specialTokens: TokenizerFileReader
  private let addedTokens: TokenizerFileReader
  /// The members of the files, the later file's in place of the earlier one's.
  private var members: [(key: String, value: JSONContent)] = []
  private var namedTokens: [String: Entry] = [:]
  private var ownTokens: [Entry] = []
  private var decoder: [Int: AddedToken] = [:]

  /// Keys that no table lists, each as a clause with its file.
  private(set) var unlisted: [String] = []
  /// Whether the files say which tokens are added to those of the vocabulary's file.
  private(set) var extraTokens: [Entry]?

  /// Reads the files that a directory has.
  ///
  /// - Parameter stored: The added tokens of `tokenizer.json`, with their ids.
  init(directory: FilePath, stored: [(id: Int, token: AddedToken)]) throws(TokenizerError) {
    configuration = TokenizerFileReader(path: directory.appending(Self.fileName))
    specialTokens = TokenizerFileReader(path: directory.appending(Self.specialTokensName))
    addedTokens = TokenizerFileReader(path: directory.appending(Self.addedTokensName))
    if configuration.path.exists {
      members = try configuration.members()
      try note(members, configuration, TokenizerFileKeys.configuration)
    }
    renameAdditional()
    moveNamedExtras()
    if let decoder = value("added_tokens_decoder") {
      self.decoder = try tokens(of: decoder)
    } else {
      try mergeSpecialTokens()
      moveNamedExtras()
      try mergeAddedTokens()
      for (id, token) in stored { decoder[id] = token }
    }
    try collectTokens()
  }

  /// Where `tokenizer_config.json` is.
  var path: FilePath { configuration.path }

  /// The value of a key that is not null.
  func value(_ key: String) -> JSONContent? {
    members.first { $0.key == key && $0.value != .null }?.value
  }

  /// The text of a key.
  func text(_ key: String) throws(TokenizerError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.string else {
      throw .malformed(file: configuration.path, reason: "“\(key)” is not a text")
    }
    return text
  }

  /// The Boolean of a key.
  func flag(_ key: String) throws(TokenizerError) -> Bool? {
    try configuration.flag(key, of: value(key).map { [key: $0] } ?? [:])
  }

  /// The text of a token by its name, such as `bos_token`.
  ///
  /// - Parameter standard: The one that the class has where no file names one.
  func name(_ key: String, standard: String?) -> String? {
    if let entry = namedTokens[key] { return entry.content.string }
    return members.contains { $0.key == key } ? nil : standard
  }

  /// Adds the tokens to a table, in the order in which transformers does.
  ///
  /// - Parameters:
  ///   - standard: The names of tokens that the class has where no file names them.
  ///   - own: The added tokens of a SentencePiece model, which count where no file names extra ones.
  func add(to table: inout AddedTokenTable, standard: [String: String], own: [AddedToken]?) {
    let named =
      TokenizerFileKeys.tokenNames.compactMap { key in
        namedTokens[key] ?? name(key, standard: standard[key]).map { .text(ExactText($0)) }
      } + ownTokens
    let extra = extraTokens ?? own?.map { .token($0) } ?? additionalTokens
    var entries = decoder.sorted { $0.key < $1.key }.map { Entry.token($0.value) }
    let known = Set(entries.map(\.content))
    for entry in named + extra {
      let isKnown = known.contains(entry.content) || table.contains(entry.content)
      if !isKnown && !entries.contains(entry) { entries.append(entry) }
    }
    let names = Set(named.map(\.content))
    for entry in entries {
      switch entry {
      case .text(let content): table.add(AddedToken(content.string))
      case .token(var token):
        token.isSpecial = token.isSpecial || names.contains(token.content)
        table.add(token)
      }
    }
  }

  // MARK: - Putting together

  private var additionalTokens: [Entry] = []

  private mutating func set(_ key: String, _ value: JSONContent) {
    if let index = members.firstIndex(where: { $0.key == key }) {
      members[index].value = value
    } else {
      members.append((key, value))
    }
  }

  /// Notes the keys that a table does not list.
  private mutating func note(
    _ members: [(key: String, value: JSONContent)], _ reader: TokenizerFileReader, _ rules: KeyRules
  ) throws(TokenizerError) {
    let content = Dictionary(members.map { ($0.key, $0.value) }) { _, last in last }
    for key in try reader.check(content, by: rules) where !key.hasSuffix("_token") {
      unlisted.append("“\(key)” in “\(reader.path)”")
    }
  }

  /// An older name of the extra tokens counts where the newer one says nothing.
  private mutating func renameAdditional() {
    let (old, new) = ("additional_special_tokens", "extra_special_tokens")
    let isSilent: Bool
    switch value(new) {
    case nil, .array([]), .object([:]): isSilent = true
    default: isSilent = false
    }
    guard isSilent, let index = members.firstIndex(where: { $0.key == old }) else { return }
    let value = members.remove(at: index).value
    set(new, value)
  }

  /// Extra tokens with names are tokens of the model's own.
  private mutating func moveNamedExtras() {
    guard let extras = value("extra_special_tokens")?.object else { return }
    members.removeAll { $0.key == "extra_special_tokens" }
    let own = value("model_specific_special_tokens")?.object ?? [:]
    set("model_specific_special_tokens", .object(own.merging(extras) { $1 }))
  }

  private mutating func mergeSpecialTokens() throws(TokenizerError) {
    guard specialTokens.path.exists else { return }
    let found = try specialTokens.members()
    try note(found, specialTokens, TokenizerFileKeys.specialTokensMap)
    for (key, value) in found {
      switch (key, value) {
      case ("extra_special_tokens", .array(let added)):
        let before = self.value(key)?.array ?? []
        set(key, .array(before + added.filter { !before.contains($0) }))
      default: set(key, special(value))
      }
    }
  }

  /// A token of `special_tokens_map.json`, which is special whatever it says.
  private func special(_ value: JSONContent) -> JSONContent {
    switch value {
    case .object(var token) where token["content"] != nil:
      token["special"] = true
      return .object(token)
    case .array(let tokens): return .array(tokens.map(special))
    default: return value
    }
  }

  private mutating func mergeAddedTokens() throws(TokenizerError) {
    guard addedTokens.path.exists else { return }
    var special = Set(
      TokenizerFileKeys.tokenNames.compactMap { value($0).flatMap(Self.content) })
    special.formUnion((value("extra_special_tokens")?.array ?? []).compactMap(Self.content))
    for (content, value) in try addedTokens.members() {
      guard let id = value.integer, 0...Int(Int32.max) ~= id else {
        throw .malformed(file: addedTokens.path, reason: "the id of “\(content)” is \(value)")
      }
      var token = AddedToken(content)
      token.isSpecial = special.contains(ExactText(content))
      token.isNormalized = !token.isSpecial
      decoder[id] = token
    }
  }

  /// The text of a token; nil for one that `tokenizer_config.json` gives with flags, which the
  /// reference does not look into here.
  private static func content(_ value: JSONContent) -> ExactText? {
    if value["__type"] != nil { return nil }
    return (value.string ?? value["content"]?.string).map { ExactText($0) }
  }

  private func tokens(of decoder: JSONContent) throws(TokenizerError) -> [Int: AddedToken] {
    let name = "added_tokens_decoder"
    guard let members = decoder.object else {
      throw .malformed(file: configuration.path, reason: "“\(name)” is no object")
    }
    var tokens: [Int: AddedToken] = [:]
    for (key, value) in members {
      guard let id = Int(key), 0...Int(Int32.max) ~= id, value.object != nil else {
        throw .malformed(file: configuration.path, reason: "“\(name).\(key)” is not a token")
      }
      tokens[id] = try configuration.addedToken(value, named: "\(name).\(key)", isSpecial: false)
    }
    return tokens
  }

  private mutating func collectTokens() throws(TokenizerError) {
    let inOrder = decoder.sorted { $0.key < $1.key }
    let flags = Dictionary(inOrder.map { ($0.value.content, $0.value) }) { _, last in last }
    for (key, value) in members where value != .null {
      if TokenizerFileKeys.tokenNames.contains(key) {
        let entry = try entry(value, key)
        namedTokens[key] = flags[entry.content].map { .token($0) } ?? entry
      } else if key.hasSuffix("_token"), value.string != nil || value.object != nil {
        ownTokens.append(try entry(value, key))
      }
    }
    try collectOwnTokens("model_specific_special_tokens")
    if members.contains(where: { $0.key == "extra_special_tokens" }) {
      extraTokens = try entries("extra_special_tokens")
    }
    additionalTokens = try entries("additional_special_tokens")
  }

  private mutating func collectOwnTokens(_ key: String) throws(TokenizerError) {
    for (name, value) in (value(key)?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      ownTokens.append(try entry(value, "\(key).\(name)"))
    }
  }

  private func entries(_ key: String) throws(TokenizerError) -> [Entry] {
    guard let value = value(key) else { return [] }
    guard let elements = value.array else {
      throw .malformed(file: configuration.path, reason: "“\(key)” is no array")
    }
    var entries: [Entry] = []
    for element in elements { entries.append(try entry(element, key)) }
    return entries
  }

  private func entry(_ value: JSONContent, _ name: String) throws(TokenizerError) -> Entry {
    if let text = value.string { return .text(ExactText(text)) }
    return .token(try configuration.addedToken(value, named: name, isSpecial: false))
  }
}
