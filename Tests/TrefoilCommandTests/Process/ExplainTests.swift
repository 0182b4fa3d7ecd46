import Foundation
import Testing
import TrefoilTesting
import TrefoilCommand
import TrefoilReports

@Suite("explain", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct ExplainTests {
  private static let pairs = [
    ("the lighthouse keeper", "The keeper of the lighthouse keeps a diary."),
    ("灯塔 👩‍👩‍👧", "灯塔看守人 👩‍👩‍👧 e\u{301}crit, 每天。"), ("น้ำขึ้น", "ดวงจันทร์ทำให้น้ำขึ้น"),
    ("", "a"), ("a", ""), ("a\u{7}\u{1B}[31m", "b\n\n\u{1B}]0;x\u{7} a\u{2028}c\r\n"),
  ]

  @Test("--json has the scores of score, and ranges that slice the text as Python does")
  func json() async throws {
    for (query, passage) in Self.pairs {
      let result = try await CommandProcess(["explain", query, passage, "--json"]).run()
      #expect(result.status == 0)
      let object = try #require(try result.objects.first)
      #expect(object["unit"] as? String == "unicode scalars")
      let scores = try #require(object["scores"] as? [String: Any])
      let five = try await CommandProcess(["score", query, passage, "--json"]).run().objects[0]
      #expect(scores["hybrid"] as? Double == five["colbert+sparse+dense"] as? Double)
      for name in ["dense", "sparse", "colbert"] {
        let part = try #require(scores[name] as? [String: Any])
        #expect(part["score"] as? Double == five[name] as? Double)
      }
      for (side, text) in [("query", query), ("passage", passage)] {
        let explained = try #require(object[side] as? [String: Any])
        #expect(explained["text"] as? String == text)
        #expect(explained["unread"] is NSNull)
        let scalars = Array(text.unicodeScalars)
        for word in try #require(explained["words"] as? [[String: Any]]) {
          guard let range = word["range"] as? [Int] else {
            #expect(word["origin"] as? String == "added")
            continue
          }
          try #require(0 <= range[0] && range[0] <= range[1] && range[1] <= scalars.count)
          var slice = String.UnicodeScalarView()
          slice.append(contentsOf: scalars[range[0]..<range[1]])
          #expect(word["text"] as? String == String(slice))
        }
      }
      let colbert = try #require(object["colbert"] as? [String: [[String: Any]]])
      for list in ["words", "tokens"] {
        let parts = try #require(colbert[list]).compactMap { $0["contribution"] as? Double }
        let whole = try #require(five["colbert"] as? Double)
        #expect(abs(parts.reduce(0, +) - whole) < 1e-5)
      }
      let lexical = try #require(object["lexical"] as? [String: [[String: Any]]])
      for list in ["words", "tokens"] {
        let parts = try #require(lexical[list]).compactMap { $0["product"] as? Double }
        let whole = try #require(five["sparse"] as? Double)
        #expect(abs(parts.reduce(0, +) - whole) < 1e-5)
      }
    }
  }

  @Test("shows scores, words and the passage, in lines that fit and hold no control characters")
  func view() async throws {
    for (query, passage) in Self.pairs {
      for (color, columns) in [("never", 72), ("never", 90), ("always", 72)] {
        let result = try await CommandProcess(
          ["explain", query, passage, "--color", color], environment: ["COLUMNS": "\(columns)"]
        ).run()
        #expect(result.status == 0)
        for part in ["hybrid", "ColBERT", "Lexical", "</s> (added)"] {
          #expect(result.output.contains(part))
        }
        #expect(result.output.contains("\u{1B}[1m") == (color == "always"))
        let controls = result.output.unicodeScalars.filter {
          $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\u{1B}"
        }
        #expect(controls.isEmpty)
        guard color == "never" else { continue }
        #expect(!result.output.contains("\u{1B}"))
        for line in result.output.split(separator: "\n") {
          #expect(DisplayWidth.of(line) <= columns)
        }
      }
    }
  }

  @Test("reads the passage from standard input for -, lines and all")
  func standardInput() async throws {
    let passage = "The keeper\r\nof the lighthouse.\n"
    let result = try await CommandProcess(
      ["explain", "keeper", "-", "--json"], input: passage.utf8
    ).run()
    #expect(result.status == 0)
    let text = try #require(try result.objects[0]["passage"] as? [String: Any])["text"] as? String
    #expect(text == "The keeper\nof the lighthouse.")
    let bad = try await CommandProcess(
      ["explain", "keeper", "-"], input: Array("a\nb".utf8) + [0xFF]
    ).run()
    #expect(bad.status == 65)
    #expect(bad.output.isEmpty)
    #expect(bad.errors.contains("standard input, line 2: byte 1 (0xFF) is not UTF-8"))
  }

  @Test("says what was cut, or refuses it")
  func truncation() async throws {
    let words = ["explain", "keeper", "the keeper of the lighthouse keeps a diary"]
    let cut = try await CommandProcess(words + ["--max-length", "6"]).run()
    #expect(cut.status == 0)
    #expect(cut.output.contains("not read of the passage:") && cut.output.contains("[…]"))
    #expect(cut.errors.contains("1 text was cut to 6 tokens (the passage)"))
    let json = try await CommandProcess(words + ["--max-length", "6", "--json"]).run().objects[0]
    let passage = try #require(json["passage"] as? [String: Any])
    let unread = try #require(passage["unread"] as? [String: Any])
    let seen = try #require(passage["tokens_seen"] as? Int)
    #expect(unread["tokens"] as? Int == seen - 6)
    #expect((unread["range"] as? [Int])?.last == 42)
    let refused = try await CommandProcess(
      words + ["--max-length", "6", "--truncation", "error"]
    ).run()
    #expect(refused.status == 65 && refused.output.isEmpty)
  }

  @Test("leaves out what the model has no head for, and says so")
  func missingHead() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "colbert_linear", in: folder)
    let arguments = ["explain", "keeper", "the keeper", "--model", model]
    let result = try await CommandProcess(arguments).run()
    #expect(result.status == 0)
    #expect(!result.output.contains("ColBERT") && result.output.contains("Lexical"))
    #expect(result.errors.contains("the model gives no colbert output"))
    let json = try await CommandProcess(arguments + ["--json"]).run().objects[0]
    #expect(json["colbert"] is NSNull)
    #expect((json["scores"] as? [String: Any])?["colbert"] == nil)
    let asked = try await CommandProcess(arguments + ["--weights", "1,1,1"]).run()
    #expect(asked.status == 69)
  }

  @Test("--html writes a page, as a whole or not at all")
  func page() async throws {
    let folder = try TemporaryDirectory()
    let words = ["explain", "the keeper", "the <b>keeper</b>"]
    let result = try await CommandProcess(words + ["--html", "why.html"], folder: folder).run()
    #expect(result.status == 0 && result.output.isEmpty)
    let page = String(decoding: try folder.read("why.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("&lt;"))
    let printed = try await CommandProcess(words + ["--html", "-"]).run()
    // The command line at the page's end is another.
    let contents = [page, printed.output].map { $0.components(separatedBy: "<footer").first ?? "" }
    #expect(contents[0] == contents[1] && contents[0].utf8.count > 1000)
    #expect(page.contains("trefoil explain &#39;the keeper&#39;"))
    let both = try await CommandProcess(
      words + ["--html", "why.html", "--json"], folder: folder
    ).run()
    #expect(both.status == 0)
    #expect(try both.objects.count == 1)
    let refused = try await CommandProcess(
      words + ["--html", "other.html", "--model", "no/such/model"], folder: folder
    ).run()
    #expect(refused.status == 69)
    let nowhere = try await CommandProcess(words + ["--html", "no/such/a.html"]).run()
    #expect(nowhere.status == 73)
    #expect(folder.names == ["why.html"])
  }
}
