import Foundation
import Testing
import Trefoil
import TrefoilEvaluation
import TrefoilIndex
import TrefoilReports

@Suite("Pages")
struct HTMLReportTests {
  private static let known: Set = [
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "div",
    "h1", "h2", "h3", "p", "span", "dl", "dt", "dd", "ul", "li", "details", "summary", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect", "line", "text", "polygon",
    "bdi", "footer",
  ]

  private func page(_ name: String) throws -> String {
    let small = SmallResult(name: name)
    let points = [
      WeightPoint(
        shares: WeightShares(dense: 1), weights: try HybridWeights(dense: 1), value: 0.5),
      WeightPoint(
        shares: WeightShares(dense: 0.25, sparse: 0.25, colbert: 0.5),
        weights: try HybridWeights(dense: 0.5, sparse: 0.25, colbert: 1), value: 0.625),
      WeightPoint(
        shares: WeightShares(sparse: 0.25, colbert: 0.75),
        weights: try HybridWeights(sparse: 0.3, colbert: 2), value: 0.75),
    ]
    return HTMLReport(
      result: small.result, comparisons: small.result.comparisons(with: small.dense),
      changes: small.changes, weightPoints: points, weightMeasure: Measure(.ndcg, at: 10),
      weightsInUse: try HybridWeights(dense: 0.25, sparse: 0.125, colbert: 1),
      origin: PageOrigin(version: "1.2.3", date: "the day", command: "trefoil eval \(name)")
    ).html()
  }

  @Test(
    "Whatever a data set or a system is called, or says, is shown as text",
    arguments: [
      "</style><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x",
      "]]> <!-- <![CDATA[", "&amp; &lt; &#0; &nope;", "<\u{338}script>",
      "--></title><svg/onload=x>",
      "مرحبا \u{202e}x", "😀 文 e\u{301}",
    ])
  func hostile(name: String) throws {
    let page = try page(name)
    let reader = try PageReader(page)
    #expect(reader.elements.subtracting(Self.known) == [])
    #expect(reader.handlers.isEmpty && reader.values(of: "href").isEmpty)
    for part in [
      "set ", "split ", "setting ", "value ", "dense ", "sparse ", "a ", "passage ", "title ",
    ] {
      #expect(reader.text.utf8.count > 0 && reader.text.contains(part + name), "\(part)")
    }
    #expect(!page.contains("<script") && !page.contains("<img"))
  }

  @Test("Characters that no page may have become the sign for them")
  func control() throws {
    let reader = try PageReader(try page("a\0b\u{1b}[31m\u{fffe}c\u{7f}\rd"))
    #expect(reader.text.contains("set a\u{fffd}b\u{fffd}[31m\u{fffd}c\u{fffd}\u{fffd}d"))
  }

  @Test("A page asks for nothing from outside, and its sheet reads the same as HTML and as XML")
  func selfContained() throws {
    let page = try page("x")
    let namespaces = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"]
    let rest = namespaces.reduce(page) { $0.replacingOccurrences(of: $1, with: "") }
    #expect(!rest.contains("//") && !rest.contains("url(") && !rest.contains("@import"))
    let start = try #require(page.range(of: "<style>")?.upperBound)
    let end = try #require(page.range(of: "</style>")?.lowerBound)
    #expect(!page[start..<end].contains { "<>&".contains($0) })
  }

  @Test("A page loads nothing and runs nothing, and its tables scroll by themselves")
  func policy() throws {
    let reader = try PageReader(try page("x"))
    #expect(
      reader.values(of: "content").contains("default-src 'none'; style-src 'unsafe-inline'"))
    #expect(reader.counts["table"] == 3)
    #expect(reader.values(of: "class").count { $0 == "scroll" } == 3)
  }

  @Test("Every drawing has a title, and every value of it stands in the text too")
  func accessible() throws {
    let reader = try PageReader(try page("x"))
    #expect(reader.counts["svg"] == 3)
    #expect(reader.values(of: "aria-label").count { !$0.isEmpty } == 3)
    #expect(reader.values(of: "role").count { $0 == "img" } == 3)
    // Means of the groups: dense 0.375 and 1, sparse 0.5 and 0.5.
    for value in ["0.6875", "0.3750", "1.0000", "0.5000", "0.7500", "-0.188", "(+0.250)"] {
      #expect(reader.text.contains(value), "\(value)")
    }
    #expect(reader.text.contains("1 better, 1 equal, 1 worse"))
  }

  @Test("A page says what made it, how sure gains are, and which weights were in use")
  func origin() throws {
    let reader = try PageReader(try page("x"))
    #expect(
      reader.text.contains("Trefoil 1.2.3, the day") && reader.text.contains("trefoil eval x"))
    #expect(reader.text.contains("p 1.0000") || reader.text.contains("p 0."))
    #expect(reader.text.contains("In use: "))
    #expect(reader.text.contains("The cross marks the weights in use"))
  }

  @Test("A result without groups, systems, measures or queries is a page too")
  func empty() throws {
    let nothing = EvaluationResult(
      dataset: "", split: "", passageCount: 0, settings: [], queries: [], groups: nil,
      measures: [], systems: [])
    #expect(try PageReader(HTMLReport(result: nothing).html()).counts["svg"] == nil)
    let changes = QueryChanges(
      baseline: "", other: "", measure: Measure(.ndcg, at: 1), differences: [], gains: [],
      losses: [])
    let grouped = EvaluationResult(
      dataset: "", split: "", passageCount: 0, settings: [], queries: [], groups: [],
      measures: [Measure(.ndcg, at: 1)], systems: [SystemResult(name: "", values: [])])
    _ = try PageReader(HTMLReport(result: grouped, changes: changes).html())
  }

  @Test(
    "Values that no drawing can show do not stop a page",
    arguments: [Double.nan, .infinity, -1e300])
  func notFinite(value: Double) throws {
    let changes = QueryChanges(
      baseline: "a", other: "b", measure: Measure(.ndcg, at: 1), differences: [value, 0],
      gains: [], losses: [])
    let points = [
      WeightPoint(shares: WeightShares(sparse: 0.5, colbert: 0.5), weights: .equal, value: value),
      WeightPoint(
        shares: WeightShares(dense: 1), weights: try HybridWeights(dense: 1), value: 0),
    ]
    let page = HTMLReport(
      result: SmallResult(name: "x").result, changes: changes, weightPoints: points)
    _ = try PageReader(page.html())
  }

  @Test("Thousands of queries stay a drawing of bounded size")
  func bounded() throws {
    let changes = QueryChanges(
      baseline: "a", other: "b", measure: Measure(.ndcg, at: 1),
      differences: (0..<20_000).map { Double($0 % 199) / 100 - 1 }, gains: [], losses: [])
    let page = HTMLReport(result: SmallResult(name: "x").result, changes: changes).html()
    #expect(page.utf8.count < 60_000)
  }
}
