package import Trefoil

/// A text whose words are shaded by what they carry, in lines of a terminal's width.
package struct ShadedText {
  private let width: Int
  private let painter: Painter
  private var finished: [String] = []
  private var line = ""
  private var columns = 0
  private var hasSpace = false

  /// Lays out a text.
  ///
  /// - Parameters: `levels` and `isUnderlined` a word, shape `[text.words]`; `width` of a line, at
  ///   least 1, or nil for lines of any length.
  package init(
    _ text: ExplainedText, levels: [Int], isUnderlined: [Bool], width: Int?, painter: Painter
  ) {
    self.width = max(1, width ?? .max)
    self.painter = painter
    for run in text.runs {
      switch run.kind {
      case .word(let index):
        append(
          DisplayWidth.flatten(run.text), level: levels[index], isUnderlined: isUnderlined[index])
      case .between: appendBetween(run.text)
      case .unread: append("[…]", level: 0, isUnderlined: false)
      }
    }
    endLine()
  }

  /// The lines, of which none is empty.
  package var lines: [String] { finished }

  /// Adds what lies between words: spaces, and characters that the tokenizer drops.
  private mutating func appendBetween(_ text: String) {
    for character in text {
      let shown = DisplayWidth.flatten(String(character))
      if character.isNewline {
        endLine()
      } else if shown.allSatisfy(\.isWhitespace) {
        hasSpace = true
      } else {
        append(shown, level: 0, isUnderlined: false)
      }
    }
  }

  private mutating func append(_ word: String, level: Int, isUnderlined: Bool) {
    let text = painter.isEnabled ? word : Self.marked(word, level, isUnderlined)
    let needed = DisplayWidth.of(text)
    let gap = hasSpace && columns > 0 ? 1 : 0
    // A sign such as “,” stays on its left neighbour's line, if that is not too long already.
    let isSign = gap == 0 && word.first.map { !$0.isLetter && !$0.isNumber } ?? false
    if columns > 0 && columns + gap + needed > width && !(isSign && columns + needed <= width) {
      endLine()
    }
    if columns > 0 && gap > 0 {
      line += " "
      columns += 1
    }
    hasSpace = false
    for part in Self.split(text, at: width) {
      if columns > 0 && columns + DisplayWidth.of(part) > width { endLine() }
      line += painter.shade(part, level: level, isUnderlined: isUnderlined)
      columns += DisplayWidth.of(part)
    }
  }

  private mutating func endLine() {
    if columns > 0 { finished.append(line) }
    (line, columns, hasSpace) = ("", 0, false)
  }

  /// A word with signs in the place of colours.
  private static func marked(_ word: String, _ level: Int, _ isUnderlined: Bool) -> String {
    let brackets = level >= 4 ? 2 : level >= 2 ? 1 : 0
    return String(repeating: "[", count: brackets) + word
      + String(repeating: "]", count: brackets) + (isUnderlined ? "*" : "")
  }

  /// The parts of a word that is wider than a line.
  private static func split(_ word: String, at width: Int) -> [String] {
    guard DisplayWidth.of(word) > width else { return [word] }
    var parts: [String] = []
    var part = ""
    var columns = 0
    for character in word {
      let needed = DisplayWidth.of(character)
      if columns + needed > width && !part.isEmpty {
        parts.append(part)
        (part, columns) = ("", 0)
      }
      part.append(character)
      columns += needed
    }
    return parts + [part]
  }
}

extension Painter {
  /// Backgrounds from pale yellow to orange in the palette of 256 colours, one a level from 1.
  private static let backgrounds = [230, 229, 222, 215, 208]

  /// The text in black on the level's background; level 0 has none.
  func shade(_ text: String, level: Int, isUnderlined: Bool) -> String {
    guard isEnabled && (level > 0 || isUnderlined) else { return text }
    var codes: [String] = []
    if isUnderlined { codes.append("4") }
    if level > 0 {
      let background = Self.backgrounds[min(level, Self.backgrounds.count) - 1]
      codes += ["38;5;16", "48;5;\(background)"]
    }
    return "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }
}
