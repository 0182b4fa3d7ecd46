package import SystemPackage
package import TrefoilFiles

/// Reads a JSON file of a model's directory into a value.
package enum ConfigurationFile {
  /// The file's value.
  ///
  /// - Throws: `ConfigurationError.unreadable`, `.file` or `.malformed`.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from path: FilePath
  ) throws(ConfigurationError) -> Value {
    try read(type, from: path).value
  }

  /// The file's value, and the same as it stands there, by which its keys are checked.
  ///
  /// - Throws: as `decode`.
  package static func read<Value: Decodable>(
    _ type: Value.Type, from path: FilePath
  ) throws(ConfigurationError) -> (value: Value, content: JSONContent) {
    do throws(JSONFault) {
      let file = try JSONFile(path: path)
      return (try file.decode(type), file.content)
    } catch {
      switch error {
      case .unreadable(let reason):
        switch reason {
        case .danglingLink, .gitPointer: throw .file(reason)
        default: throw .unreadable(path)
        }
      case .malformed(let reason): throw .malformed(file: path, reason: reason)
      }
    }
  }

  /// Whether a file that a model need not have is there.
  ///
  /// - Throws: `ConfigurationError.file` for a link that leads to nothing.
  package static func isPresent(_ path: FilePath) throws(ConfigurationError) -> Bool {
    do throws(FileError) {
      return try path.isPresent()
    } catch {
      throw .file(error)
    }
  }

  /// Checks the keys of a file, which holds an object.
  ///
  /// - Returns: The keys that the table does not list.
  /// - Throws: `ConfigurationError.unsupported` for the first key that asks for what can't be run.
  static func check(_ path: FilePath, _ rules: KeyRules) throws(ConfigurationError) -> UnlistedKeys
  {
    try check(try decode([String: JSONContent].self, from: path), of: path, rules)
  }

  /// Checks the keys of an object in a file.
  static func check(
    _ content: [String: JSONContent], of path: FilePath, _ rules: KeyRules
  ) throws(ConfigurationError) -> UnlistedKeys {
    do throws(KeyFault) {
      return UnlistedKeys(file: path, keys: try rules.check(content))
    } catch {
      throw .unsupported(
        file: path, key: error.key, found: error.found.string ?? error.found.description,
        supported: error.supported)
    }
  }
}
