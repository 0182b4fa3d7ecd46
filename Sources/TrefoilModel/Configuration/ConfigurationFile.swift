package import SystemPackage
internal import TrefoilFiles

/// Reads a JSON file of a model's directory into a value.
package enum ConfigurationFile {
  /// The file's value.
  ///
  /// - Throws: `ConfigurationError.unreadable` or `.malformed`.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from path: FilePath
  ) throws(ConfigurationError) -> Value {
    do throws(JSONFault) {
      return try JSONFile.decode(type, from: path)
    } catch {
      switch error {
      case .unreadable: throw .unreadable(path)
      case .malformed(let reason): throw .malformed(file: path, reason: reason)
      }
    }
  }
}
