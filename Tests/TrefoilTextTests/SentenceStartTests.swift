import Testing
import TrefoilText

@Suite("Sentence starts")
struct SentenceStartTests {
  @Test(
    "are found behind the ends of sentences and of paragraphs",
    arguments: [
      // A sentence begins at |, a paragraph at ¶.
      "One. |Two! |Three? |Four", "no end", "", " ", ".", "  One. ", "\n\n One. |Two",
      "Is it?! |Yes... |No", "He said “Yes.” |Then (he left.) |\"Now.\" |Go",
      "It is 3.14 and example.com, e.g. this, i.e. that. |Then", "By J. R. Smith. |A new one",
      "Wait… and see… |Then", "Head\n\n¶Text. |More\r\n\r\n¶Last",
      "One.\n \t\n¶Two\r\r¶Three\u{2029}¶Four\u{2028}Five.\n|Six",
      "看守人。|每天？|清点！|渔船", "他说：「好。」|然后", "第一。 |第二\u{3000}三", "ok? |sure: no", "x?y!z.w",
      "كيف حالك؟ |بخير.", "यह है। |वह है॥ |और", "Հայ։ |Երկու", "አንድ። |ሁለት", "ソウ。。。|ハイ！？|エ",
      "(One.) |Two [three.] |Four’s. |Five", "One.Two", "Hi!) |X", "Σ. Κ.", "…", "5. |Six",
      "A. B. C.",
      "it's.' |X", "One.  \n |Two", "\u{FEFF}One. |Two",
    ])
  func places(marked: String) {
    var text = ""
    var expected: [String] = []
    for character in marked {
      if character == "|" || character == "¶" {
        expected.append("\(text.utf8.count) \(character == "|" ? TextStop.sentence : .paragraph)")
      } else {
        text.append(character)
      }
    }
    let found = SentenceStarts(text).places
    #expect(
      found.map { "\($0.bytes.upperBound) \($0.stop)" }
        == expected)
    let bytes = Array(text.utf8)
    for place in found {
      #expect(place.bytes.lowerBound > 0)
      let space = String(
        decoding: bytes[place.bytes.lowerBound..<place.bytes.upperBound], as: UTF8.self)
      #expect(!space.contains { !$0.isWhitespace })
    }
  }
}
