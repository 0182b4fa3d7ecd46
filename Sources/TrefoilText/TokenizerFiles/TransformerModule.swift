internal import SystemPackage
internal import TrefoilFiles

/// The settings of sentence-transformers' `Transformer` module that change tokens.
enum TransformerModule {
  /// Whether texts are put into lower case before anything else is done to them.
  static func lowercases(in directory: FilePath) throws(TokenizerError) -> Bool {
    let paths = TransformerFile.names.map { directory.appending($0) }
    guard let path = paths.first(where: \.exists) else { return false }
    let reader = TokenizerFileReader(path: path)
    let members = try reader.members()
    let content = Dictionary(members.map { ($0.key, $0.value) }) { _, last in last }
    return try reader.flag("do_lower_case", of: content) ?? false
  }
}
