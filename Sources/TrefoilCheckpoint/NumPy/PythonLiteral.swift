/// Reads a Python dictionary as NumPy's headers have it: strings as keys, and values that are strings,
/// truth values, or tuples of whole numbers.
struct PythonLiteral {
  /// A value.
  enum Value: Equatable {
    case string(String)
    case boolean(Bool)
    case tuple([Int])
    /// A list, which stands for the fields of records; what is in it is not read.
    case list
  }

  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
  }

  /// The dictionary, with nothing but spaces behind it; nil for anything else, and for a key twice.
  mutating func dictionary() -> [String: Value]? {
    var members: [String: Value] = [:]
    guard takes("{") else { return nil }
    while !takes("}") {
      guard case .string(let key)? = value(), takes(":"), let value = value(),
        members.updateValue(value, forKey: key) == nil, takes(",") || peeks("}")
      else { return nil }
    }
    skipSpaces()
    return rest.isEmpty ? members : nil
  }

  private mutating func value() -> Value? {
    skipSpaces()
    switch rest.first {
    case "'", "\"": return string().map { .string($0) }
    case "(": return tuple().map { .tuple($0) }
    case "[": return skipList() ? .list : nil
    default:
      for (word, value) in [("True", true), ("False", false)] where takes(word) {
        return .boolean(value)
      }
      return nil
    }
  }

  private mutating func string() -> String? {
    guard let quote = rest.popFirst(), let end = rest.firstIndex(of: quote) else { return nil }
    let text = rest[..<end]
    rest = rest[rest.index(after: end)...]
    return text.contains("\\") ? nil : String(text)
  }

  private mutating func tuple() -> [Int]? {
    guard takes("(") else { return nil }
    var numbers: [Int] = []
    while !takes(")") {
      skipSpaces()
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      // Python 2 wrote an L behind long numbers.
      _ = takes("L")
      numbers.append(number)
      guard takes(",") || peeks(")") else { return nil }
    }
    return numbers
  }

  private mutating func skipList() -> Bool {
    var depth = 0
    repeat {
      skipSpaces()
      switch rest.first {
      case "'", "\"":
        guard string() != nil else { return false }
        continue
      case "[": depth += 1
      case "]": depth -= 1
      case nil: return false
      default: break
      }
      rest = rest.dropFirst()
    } while depth > 0
    return true
  }

  private mutating func skipSpaces() {
    rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\t" }
  }

  private mutating func takes(_ sign: String) -> Bool {
    guard peeks(sign) else { return false }
    rest = rest.dropFirst(sign.count)
    return true
  }

  private mutating func peeks(_ sign: String) -> Bool {
    skipSpaces()
    return rest.hasPrefix(sign)
  }
}
