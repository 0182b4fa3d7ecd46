/// A value that is written at once rather than container by container: a string, a Boolean, a
/// number, an array of such values, or whatever has a faster way than its `encode(to:)`.
package protocol JSONWritable: Encodable {
  /// Writes the value.
  func write(to json: inout JSONText)

  /// Writes an array of values; a type can have a faster way than one value after the other.
  static func write(_ values: ArraySlice<Self>, to json: inout JSONText)
}

extension JSONWritable {
  /// Writes one value after the other.
  package static func write(_ values: ArraySlice<Self>, to json: inout JSONText) {
    json.array { json in
      for value in values { value.write(to: &json) }
    }
  }
}

extension JSONWritable where Self: FixedWidthInteger {
  /// Writes a whole number.
  package func write(to json: inout JSONText) { json.number(self) }
}

extension Int: JSONWritable {}
extension Int8: JSONWritable {}
extension Int16: JSONWritable {}
extension Int32: JSONWritable {}
extension Int64: JSONWritable {}
extension UInt: JSONWritable {}
extension UInt8: JSONWritable {}
extension UInt16: JSONWritable {}
extension UInt32: JSONWritable {}
extension UInt64: JSONWritable {}

extension Float: JSONWritable {
  /// Writes the shortest decimal that reads back as the same number, or null if it is not finite.
  package func write(to json: inout JSONText) { json.number(self) }

  /// Writes the numbers of a vector.
  package static func write(_ values: ArraySlice<Float>, to json: inout JSONText) {
    json.numbers(values)
  }
}

extension Double: JSONWritable {
  /// Writes the shortest decimal that reads back as the same number, or null if it is not finite.
  package func write(to json: inout JSONText) { json.number(self) }
}

extension Bool: JSONWritable {
  /// Writes true or false.
  package func write(to json: inout JSONText) { json.boolean(self) }
}

extension String: JSONWritable {
  /// Writes a string.
  package func write(to json: inout JSONText) { json.string(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
  /// Writes an array.
  package func write(to json: inout JSONText) { Element.write(self[...], to: &json) }
}
