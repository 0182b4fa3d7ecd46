/// Where the paragraphs and the sentences of a text begin, but for its first.
///
/// A paragraph begins behind a blank line. A sentence begins behind a character that Unicode calls
/// the end of one, such as `.`, `!`, `？`, `。`, `؟` and `।`, and behind the brackets and quotes that
/// close there.
/// Behind `.`, `!`, `?` and `…`, which stand in numbers and names too, there must be white space; and
/// behind `.` and `…` no small letter may follow, as in “e.g. this”, nor does a letter that stands
/// alone before a point end a sentence, as in “J. Smith”.
package struct SentenceStarts {
  /// A place between two sentences.
  package struct Place: Equatable {
    /// The bytes from the end of one sentence up to the first letter of the next: the white space,
    /// and that letter's first byte.
    package let bytes: ClosedRange<Int>
    /// Whether it is a sentence or a paragraph that begins.
    package let stop: TextStop
  }

  /// What has been seen of a sentence's end.
  private struct Ending {
    /// Whether white space has to follow.
    var needsSpace: Bool
    /// Whether a small letter shows that it was none.
    var isPoint: Bool
  }

  /// The places, in order.
  package private(set) var places: [Place] = []
  private var ending: Ending?
  /// Letters in a row, up to the character before.
  private var letters = 0
  /// Where the white space began that comes last; nil if none does.
  private var space: Int?
  private var newlines = 0
  private var endsWithReturn = false

  /// Reads a text.
  package init(_ text: String) {
    var offset = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        passSpace(scalar, at: offset)
      } else {
        if offset > 0 { begin(scalar, at: offset) }
        note(scalar)
      }
      offset += UTF8.width(scalar)
    }
  }

  private mutating func passSpace(_ scalar: Unicode.Scalar, at offset: Int) {
    if space == nil { space = offset }
    switch scalar {
    case "\n" where endsWithReturn: break
    case "\n", "\r", "\u{85}", "\u{2028}": newlines += 1
    case "\u{2029}": newlines += 2
    default: break
    }
    endsWithReturn = scalar == "\r"
  }

  /// Takes note of a place before a character, if it is one.
  private mutating func begin(_ scalar: Unicode.Scalar, at offset: Int) {
    let start = space ?? offset
    if newlines >= 2 {
      if start > 0 { places.append(Place(bytes: start...offset, stop: .paragraph)) }
    } else if let ending, space != nil || !ending.needsSpace && !Self.continuesEnd(scalar),
      !(ending.isPoint && scalar.properties.isLowercase)
    {
      places.append(Place(bytes: start...offset, stop: .sentence))
    }
  }

  /// Takes note of a character that is no white space.
  private mutating func note(_ scalar: Unicode.Scalar) {
    if Self.isEnd(scalar) {
      let isPoint = scalar == "." || scalar == "…"
      let isInitial = scalar == "." && letters == 1
      ending = isInitial ? nil : Ending(needsSpace: scalar.isASCII || isPoint, isPoint: isPoint)
    } else if space != nil || !Self.continuesEnd(scalar) {
      ending = nil
    }
    // A letter behind white space is the first of its word, and an apostrophe ends none.
    if space != nil || !scalar.properties.isAlphabetic && scalar != "'" && scalar != "’" {
      letters = 0
    }
    if scalar.properties.isAlphabetic { letters += 1 }
    (space, newlines, endsWithReturn) = (nil, 0, false)
  }

  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "…" || scalar.properties.isSentenceTerminal
  }

  /// Whether a character behind a sentence's end belongs to it.
  private static func continuesEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .closePunctuation, .finalPunctuation: true
    default: scalar == "\"" || scalar == "'" || isEnd(scalar)
    }
  }
}
