/// A page that needs nothing but itself: no network, no other file.
///
/// It is HTML that is well-formed XML too, and as wide as the screen that shows it.
package struct Page: Sendable {
  private let title: String
  private let sheet: StaticString
  private let script: StaticString?
  private let content: [Markup]

  /// Puts a page together.
  ///
  /// - Parameters:
  ///   - sheet: its style sheet, without `<`, `>` and `&`.
  ///   - script: what it runs, without `<` and `&`; nil for nothing.
  package init(
    title: String, sheet: StaticString, script: StaticString? = nil, content: [Markup]
  ) {
    self.title = title
    self.sheet = sheet
    self.script = script
    self.content = content
  }

  /// The whole page as text.
  package var html: String {
    let page = Markup.element(
      "html", [("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")], [head, body])
    return "<!DOCTYPE html>\n" + page.html + "\n"
  }

  private var head: Markup {
    .element(
      "head", [],
      [
        .element("meta", [("charset", "utf-8")], []),
        .element(
          "meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
        .element(
          "meta", [("http-equiv", "Content-Security-Policy"), ("content", securityPolicy)], []),
        .element("title", [], title),
        .element("style", [], [.verbatim(sheet)]),
      ])
  }

  private var body: Markup {
    .element(
      "body", [],
      [.element("main", [], content)]
        + (script.map { [.element("script", [], [.verbatim($0)])] } ?? []))
  }

  /// Nothing is loaded from anywhere, and nothing runs but the page's own script.
  private var securityPolicy: String {
    "default-src 'none'; style-src 'unsafe-inline'"
      + (script == nil ? "" : "; script-src 'unsafe-inline'")
  }
}
