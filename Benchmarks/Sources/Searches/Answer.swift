import Foundation

/// Writes what was measured to the standard output, as one line of JSON.
func answer(_ found: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  encoder.keyEncodingStrategy = .convertToSnakeCase
  try FileHandle.standardOutput.write(contentsOf: try encoder.encode(found) + Data("\n".utf8))
}
