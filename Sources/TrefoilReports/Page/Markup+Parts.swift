internal import TrefoilFormats

extension Markup {
  /// A line of small print.
  static func note(_ text: String) -> Markup {
    .element("p", [("class", "note")], text)
  }

  /// What is shown when its title is clicked.
  static func details(_ title: String, _ content: Markup) -> Markup {
    .element("details", [], [.element("summary", [], title), content])
  }

  /// A part of a page with a title.
  static func section(_ title: String, _ content: [Markup]) -> Markup {
    .element("section", [], [.element("h2", [], title)] + content)
  }
}
