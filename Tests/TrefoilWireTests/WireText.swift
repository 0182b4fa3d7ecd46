import Foundation
import TrefoilFormats

/// A value's JSON, and what Foundation reads in it.
enum WireText {
  static func of(_ value: some Encodable) -> String {
    var json = JSONText()
    json.value(value)
    return json.text
  }

  static func readBack<Value: Codable>(_ value: Value) throws -> Value {
    try read(of(value))
  }

  static func read<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws
    -> Value
  {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}
