import Testing
import TrefoilCore

@Suite("Ids")
struct IdentifierTests {
  @Test(
    "are equal only byte by byte, where strings are equal",
    arguments: [("caf\u{e9}", "cafe\u{301}"), ("\u{516d}", "\u{f9d1}"), ("\u{212b}", "\u{c5}")])
  func bytes(one: String, other: String) {
    #expect(one == other)
    #expect(Identifier(one) != Identifier(other))
    #expect(Identifier(one) == Identifier(String(Array(one))))
    #expect(Set([Identifier(one), Identifier(other), Identifier(one)]).count == 2)
  }

  @Test("stand in the order of their bytes")
  func order() {
    let ids: [Identifier] = ["b", "\u{1f600}", "", "\u{ff5a}", "B", "10", "9"]
    #expect(ids.sorted() == ["", "10", "9", "B", "b", "\u{ff5a}", "\u{1f600}"])
  }
}
