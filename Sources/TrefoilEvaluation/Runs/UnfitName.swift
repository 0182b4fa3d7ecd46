internal import TrefoilFiles

/// A name that a TREC run can't hold, as its fields have white space between.
struct UnfitName: Equatable {
  /// The name.
  let name: String

  /// The name, if it does not fit.
  init?(_ name: String) {
    guard name.isEmpty || name.utf8.contains(where: Self.isUnfit) else { return nil }
    self.name = name
  }

  private static func isUnfit(_ byte: UInt8) -> Bool { Fields.isSpace(byte) || byte == 0 }

  private var flaw: String {
    switch name.utf8.first(where: Self.isUnfit) {
    case nil: "is empty"
    case 0: "has NUL"
    case UInt8(ascii: " "): "has a space"
    case UInt8(ascii: "\t"): "has a tab"
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): "has a line end"
    default: "has white space"
    }
  }
}

extension UnfitName: CustomStringConvertible {
  /// The name, what is wrong with it and what to do, as a clause without its first word.
  ///
  /// What a terminal would not show is shown as in C.
  var description: String {
    let shown = name.unicodeScalars.map(Self.shown).joined()
    return "name “\(shown)” \(flaw), which a TREC run can't hold; give it another, or write JSON"
      + " instead"
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\0": #"\0"#
    case "\t": #"\t"#
    case "\n": #"\n"#
    case "\r": #"\r"#
    default: String(scalar)
    }
  }
}
