/// `Infinity`, `-Infinity` and `NaN` in JSON, where Python writes them as if they were numbers.
///
/// Our decoder knows JSON alone, so each of them is read, and written, as a string of its own.
package enum NotFiniteNumbers {
  /// What the strings begin with, so that no text of a file is taken for one.
  private static let marker = "trefoil:not-finite:"

  /// The string of an infinity.
  package static let positiveInfinity = marker + "Infinity"
  /// The string of an infinity below zero.
  package static let negativeInfinity = marker + "-Infinity"
  /// The string of what is no number.
  package static let nan = marker + "NaN"

  private static let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }

  private static let firstBytes = words.map { $0[0] }

  /// The text of a file with a string in place of each such number, so that it is JSON.
  package static func quoted(_ text: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isInString = false
    var place = 0
    while place < text.count {
      let byte = text[place]
      if isInString, byte == UInt8(ascii: "\\"), place + 1 < text.count {
        result += text[place...place + 1]
        place += 2
        continue
      }
      if byte == quote { isInString.toggle() }
      if !isInString, firstBytes.contains(byte),
        let word = words.first(where: { text[place...].starts(with: $0) })
      {
        result += [quote] + Array(marker.utf8) + word + [quote]
        place += word.count
      } else {
        result.append(byte)
        place += 1
      }
    }
    return result
  }

  /// The text of JSON with the numbers in place of their strings.
  package static func unquoted(_ text: String) -> String {
    words.reduce(text) { text, word in
      let word = String(decoding: word, as: UTF8.self)
      return text.replacing("\"\(marker)\(word)\"", with: word)
    }
  }
}
