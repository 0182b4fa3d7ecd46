import Foundation
import Testing
import Trefoil
import TrefoilTesting
import TrefoilReports

@Suite(
  "Pages of explanations", .enabled(if: Folders.exists(Folders.tinyModel), "there is no model"))
struct ExplanationPageTests {
  private func explain(_ query: String, _ passage: String, limit: Int? = nil) async throws
    -> Explanation
  {
    let model = ModelDirectory(path: Folders.tinyModel)
    return try await Embedder(model: model)
      .explain(query: query, passage: passage, maxPassageLength: limit)
  }

  static let hostile = [
    ("<script>alert(1)</script>", "\"><img src=x onerror='alert(1)'>&amp;&#x3C;</p></body>"),
    ("]]> <!-- a", "--> \u{0}\u{1}\u{8}\u{1B}\u{7F}\u{85}\u{FFFE}\u{FFFF}\u{1FFFF} b ]]>"),
    ("灯塔 👩‍👩‍👧", "\u{202E}abc\u{2066} e\u{301} \u{2028}\r\n\tend"), ("", ""),
    ("the the", "the keeper's the 'the' \"the\""),
  ]

  @Test("are well-formed, whatever the texts hold", arguments: hostile)
  func wellFormed(query: String, passage: String) async throws {
    let explanation = try await explain(query, passage)
    let page = try PageReader(ExplanationPage(explanation, top: nil).html)
    let ids = page.values(of: "id")
    let references =
      page.values(of: "href").map { String($0.dropFirst()) }
      + page.values(of: "data-lights").flatMap { $0.split(separator: " ").map(String.init) }
    #expect(page.counts["script"] == 1 && page.counts["style"] == 1 && page.counts["img"] == nil)
    #expect(page.counts["body"] == 1 && page.handlers.isEmpty)
    for word in explanation.query.words + explanation.passage.words where word.origin == .text {
      #expect(page.text.contains(printable(word.text)))
    }
    #expect(Set(ids).count == ids.count, "no id stands twice")
    #expect(Set(references).isSubset(of: ids), "every link leads somewhere")
    #expect(references.count >= (explanation.matchedWords ?? []).count)
  }

  /// What HTML can't hold is shown by its replacement.
  private func printable(_ text: String) -> String {
    var printable = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isKept =
        scalar == "\n" || scalar == "\t"
        || scalar.properties.generalCategory != .control
          && !scalar.properties.isNoncharacterCodePoint
      printable.append(isKept ? scalar : "\u{FFFD}")
    }
    return String(printable)
  }

  @Test("are read from the side of the text, whatever the model adds to it")
  func direction() async throws {
    let explanation = try await explain("متى تفتح المنارة؟", "the keeper opens at 60.0%")
    let page = try PageReader(ExplanationPage(explanation, top: nil).html)
    #expect(page.values(of: "dir") == ["rtl", "ltr"])
    #expect(page.values(of: "class").contains { $0.contains("aside") })
    #expect(page.counts["bdi"] ?? 0 > 1)
  }

  @Test("load nothing from elsewhere, and name what was not read")
  func standAlone() async throws {
    let explanation = try await explain("the keeper", "the keeper of the light", limit: 5)
    let markup = ExplanationPage(explanation, top: 1).html
    let rest = markup.replacingOccurrences(of: "http://www.w3.org/1999/xhtml", with: "")
    #expect(!rest.contains("http:") && !rest.contains("https:") && !rest.contains("url("))
    let page = try PageReader(markup)
    #expect(page.values(of: "content").contains { $0.hasPrefix("default-src 'none'; style-src") })
    #expect(page.text.contains("Not read of the passage"))
    #expect(markup.contains("more: "))
  }
}
