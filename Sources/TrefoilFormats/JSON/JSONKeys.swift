/// Counts what a JSON decoder does not tell: an object's keys, with those that repeat.
package enum JSONKeys {
  /// The number of keys of the outermost object in well-formed JSON, equal ones counted each.
  package static func count(ofObject text: [UInt8]) -> Int {
    var (depth, keys) = (0, 0)
    var (isInString, isEscaped) = (false, false)
    for byte in text {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: keys += 1
      default: break
      }
    }
    return keys
  }
}
