import Testing
import Trefoil
import TrefoilTesting
import TrefoilWire

@Suite(
  "JSON of models and explanations",
  .enabled(if: Folders.exists(Folders.tinyModel), "there is no model"))
struct ModelRecordTests {
  private static let model = ModelDirectory(path: Folders.tinyModel)

  @Test("describes a model, and reads back")
  func description() async throws {
    let embedder = try Embedder(model: Self.model)
    let description = ModelDescription(embedder, peakResidentBytes: 5)
    #expect(try WireText.readBack(description) == description)
    let text = WireText.of(description)
    #expect(text.hasPrefix(#"{"model":""#) && text.hasSuffix(#""peak_resident_bytes":5}"#))
    #expect(text.contains(#""outputs":["dense","sparse","colbert"],"dense_dimensions":"#))
    #expect(!text.contains("packed"))
  }

  @Test("says what a conversion made", arguments: [nil, .exact, .fast] as [Precision?])
  func conversion(precision: Precision?) throws {
    let record = ConversionRecord(
      model: "a", output: "b", precision: precision, tensors: 3, bytes: 1_000_000_000_000)
    #expect(try WireText.readBack(record) == record)
    let packed = precision.map { #""precision":"\#($0.rawValue)","# } ?? ""
    #expect(
      WireText.of(record)
        == #"{"model":"a","output":"b",\#(packed)"tensors":3,"bytes":1000000000000}"#)
  }

  @Test(
    "has an explanation's ranges in Unicode scalars, and reads back",
    arguments: [
      ("the keeper", "the keeper of the light"), ("", ""),
      ("灯塔 👩‍👩‍👧 the", "e\u{301} the\u{2028}😀 \"q\"\\"),
    ])
  func explanation(query: String, passage: String) async throws {
    let explanation = try await Embedder(model: Self.model)
      .explain(query: query, passage: passage, maxPassageLength: 5)
    let record = ExplanationRecord(explanation)
    #expect(try WireText.readBack(record) == record)
    let text = WireText.of(record)
    #expect(text.hasPrefix(#"{"unit":"unicode scalars","scores":{"dense":{"score":"#))
    let scalars = Array(passage.unicodeScalars)
    for word in record.passage.words where word.origin == "text" {
      let range = try #require(word.range.value).range
      #expect(String(String.UnicodeScalarView(scalars[range])) == word.text)
    }
    #expect(record.passage.tokensUsed == record.passage.tokens.count)
    let unread = record.passage.unread.value?.tokens ?? 0
    #expect(record.passage.tokensSeen == record.passage.tokensUsed + unread)
    #expect(record.colbert.value?.words.count == explanation.matchedWords?.count)
    #expect(record.lexical.value?.tokens.count == explanation.sharedTokens?.count)
  }
}
