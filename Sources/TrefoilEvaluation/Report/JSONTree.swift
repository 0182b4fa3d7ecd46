/// A JSON value whose members stay in order.
enum JSONTree {
  case string(String)
  case whole(Int)
  /// Written so that it reads back as the same number; null if it is not finite.
  case number(Double)
  case array([JSONTree])
  case object([(String, JSONTree)])

  /// The value on one line.
  var text: String {
    switch self {
    case .string(let value): Self.quoted(value)
    case .whole(let value): "\(value)"
    case .number(let value): value.isFinite ? "\(value)" : "null"
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ":" + $0.1.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += #"\""#
      case "\\": text += #"\\"#
      case "\n": text += #"\n"#
      case "\r": text += #"\r"#
      case "\t": text += #"\t"#
      case "\0"..<" ":
        text +=
          (scalar.value < 16 ? #"\u000"# : #"\u00"#)
          + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
