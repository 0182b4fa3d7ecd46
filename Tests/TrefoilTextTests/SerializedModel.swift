/// A SentencePiece model file, written field by field.
struct SerializedModel {
  /// SentencePiece's numbers for what a piece is.
  enum Kind: UInt8 {
    case normal = 1
    case unknown = 2
    case control = 3
  }

  var pieces: [(text: [UInt8], score: Float, kind: Kind)]
  var charsmap: [UInt8] = []
  var modelType: UInt8 = 1

  /// A model with the three pieces that every XLM-RoBERTa model begins with, then these.
  init(_ pieces: KeyValuePairs<String, Float>) {
    self.pieces = [
      (Array("<unk>".utf8), 0, .unknown), (Array("<s>".utf8), 0, .control),
      (Array("</s>".utf8), 0, .control),
    ]
    for (text, score) in pieces { self.pieces.append((Array(text.utf8), score, .normal)) }
  }

  /// Letters and a few words, enough to divide ASCII text.
  static var small: SerializedModel {
    SerializedModel([
      "▁": -2, "a": -3, "b": -3.5, "c": -4, "ab": -4.5, "bc": -5, "▁ab": -5.25, "abc": -8,
      "▁a": -4.75, "T": -5, "M": -5, "TM": -6, "é": -6, "日本": -7,
    ])
  }

  /// The file's content.
  var bytes: [UInt8] {
    var file: [UInt8] = []
    for piece in pieces {
      var message = Self.field(1, piece.text)
      message +=
        [0x15] + (0..<4).map { UInt8(truncatingIfNeeded: piece.score.bitPattern >> ($0 * 8)) }
      message += [0x18, piece.kind.rawValue]
      file += Self.field(1, message)
    }
    file += Self.field(2, [0x18, modelType])
    file += Self.field(3, Self.field(1, Array("nmt_nfkc".utf8)) + Self.field(2, charsmap))
    return file
  }

  private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    var count: [UInt8] = []
    var rest = content.count
    while rest >= 0x80 {
      count.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return [number << 3 | 2] + count + [UInt8(rest)] + content
  }
}
