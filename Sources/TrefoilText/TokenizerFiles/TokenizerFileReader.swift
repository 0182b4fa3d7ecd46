internal import SystemPackage
internal import TrefoilFiles

/// Reads one of the JSON files that say how a tokenizer works.
struct TokenizerFileReader {
  let path: FilePath

  /// The members of the file's object, in their order.
  func members() throws(TokenizerError) -> [(key: String, value: JSONContent)] {
    let bytes = try ModelFileReader.bytes(of: path)
    return try checked { () throws(JSONFault) in
      var members: [(key: String, value: JSONContent)] = []
      var reader = JSONReader(bytes)
      try reader.object { (key, reader) throws(JSONFault) in
        let value = try reader.value()
        members.removeAll { ExactText($0.key) == ExactText(key) }
        members.append((key, value))
      }
      try reader.end()
      return members
    }
  }

  /// Checks the keys of an object.
  ///
  /// - Returns: The keys that the table does not list.
  /// - Throws: `TokenizerError.unsupported` for a key that is refused.
  func check(
    _ content: [String: JSONContent], by rules: KeyRules, in place: String? = nil
  ) throws(TokenizerError) -> [String] {
    do throws(KeyFault) {
      return try rules.check(content)
    } catch {
      throw .unsupported(
        file: path, key: place.map { "\($0).\(error.key)" } ?? error.key,
        found: error.found.description, supported: error.supported)
    }
  }

  /// Checks the keys of an object that must have no others.
  func checkAll(
    _ content: [String: JSONContent], by rules: KeyRules, in place: String
  ) throws(TokenizerError) {
    guard let key = try check(content, by: rules, in: place).first else { return }
    throw .unsupported(
      file: path, key: "\(place).\(key)", found: content[key]?.description ?? "",
      supported: "a file without this key")
  }

  /// An added token: its text, or an object with flags.
  ///
  /// - Parameter isSpecial: What it is where it does not say so.
  func addedToken(
    _ content: JSONContent, named name: String, isSpecial: Bool
  ) throws(TokenizerError) -> AddedToken {
    if let text = content.string { return AddedToken(text) }
    guard let members = content.object, let text = members["content"]?.string else {
      throw .malformed(file: path, reason: "“\(name)” is not a token")
    }
    try checkAll(members, by: TokenizerFileKeys.addedToken, in: name)
    var token = AddedToken(text)
    token.isSpecial = try flag("special", of: members, name) ?? isSpecial
    token.isNormalized = try flag("normalized", of: members, name) ?? !token.isSpecial
    token.takesLeftSpace = try flag("lstrip", of: members, name) ?? false
    token.takesRightSpace = try flag("rstrip", of: members, name) ?? false
    token.isSingleWord = try flag("single_word", of: members, name) ?? false
    return token
  }

  /// A Boolean among members; nil if it is null or not there.
  func flag(
    _ key: String, of members: [String: JSONContent], _ place: String? = nil
  ) throws(TokenizerError) -> Bool? {
    guard let value = members[key], value != .null else { return nil }
    guard let flag = value.bool else {
      let name = place.map { "\($0).\(key)" } ?? key
      throw .malformed(file: path, reason: "“\(name)” is neither true nor false")
    }
    return flag
  }

  /// What reading JSON gives, with its faults named by the file.
  func checked<Value>(_ read: () throws(JSONFault) -> Value) throws(TokenizerError) -> Value {
    do throws(JSONFault) {
      return try read()
    } catch {
      switch error {
      case .unreadable: throw .cannotRead(path: path, reason: "it is not there")
      case .malformed(let reason): throw .malformed(file: path, reason: reason)
      }
    }
  }
}
