import Testing
import TrefoilIndex
import TrefoilTesting

@Suite("Filters' SQL and their twin")
struct FilterTwinTests {
  @Test("find the same documents of any, by any filter", arguments: 0..<8 as Range<UInt64>)
  func same(seed: UInt64) throws {
    var random = RandomFilters(seed: seed)
    let documents = (0..<60).map { random.document("d\($0)") }
    let database = try FilterDatabase(documents)
    var sizes = Set<Int>()
    for _ in 0..<400 {
      let text = random.filter(depth: 3)
      let filter = try Filter(text)
      let found = try database.ids(filter)
      sizes.insert(found.count)
      #expect(try documents.filter { try $0.matches(filter) }.map(\.id) == found, "\(text)")
    }
    // Filters that find nothing, all, or much between would not tell one from the other.
    #expect(sizes.count > 30)
  }
}

/// Filters and documents that have much in common.
private struct RandomFilters {
  private static let names = [
    "a", "b", "größe", "\"x y\"", "\"say \"\"hi\"\"\"", "o.a", "o.größe", "o.\"x y\".b", "id",
    "title",
    "größe.a",
  ]
  private static let texts = [
    "", "a", "A", "b", "ab", "aB%", "é", "É", "e\u{301}", "年a", "1", "d7", "_",
  ]
  private static let numbers = [
    "0", "-1", "1", "1.0", "2", "0.5", "-0.5", "1e2", "100", "1.5E-1", "0.1", "123456789012",
  ]

  private var random: SeededNumbers

  init(seed: UInt64) { random = SeededNumbers(seed: seed) }

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[random.next(below: values.count)]
  }

  private mutating func chance(_ count: Int) -> Bool { random.next(below: count) == 0 }

  mutating func document(_ id: String) -> FilterDocument {
    FilterDocument(id, title: one(of: Self.texts), object(depth: 2))
  }

  private mutating func object(depth: Int) -> String {
    let keys = ["a", "b", "größe", #"gr\u00f6\u00dfe"#, "x y", #"say \"hi\""#, "o"]
    var seen = Set<String>()
    let members = keys.compactMap { key -> String? in
      // The two ways to write one name are one member.
      guard !chance(3), seen.insert(String(key.prefix(2))).inserted else { return nil }
      return
        "\"\(key)\": \(key == "o" && depth > 0 ? object(depth: depth - 1) : value(depth: depth))"
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  private mutating func value(depth: Int) -> String {
    switch random.next(below: depth > 0 ? 9 : 7) {
    case 0...2: return "\"\(one(of: Self.texts))\""
    case 3, 4: return one(of: Self.numbers)
    case 5: return one(of: ["true", "false"])
    case 6: return "null"
    case 7: return object(depth: depth - 1)
    default:
      let elements = (0..<random.next(below: 4)).map { _ in value(depth: depth - 1) }
      return "[" + elements.joined(separator: ",") + "]"
    }
  }

  mutating func filter(depth: Int) -> String {
    switch depth == 0 ? 0 : random.next(below: 5) {
    case 0, 1: return condition()
    case 2: return word("not ") + filter(depth: depth - 1)
    case 3: return "(" + filter(depth: depth - 1) + space() + ")"
    default:
      let terms = (0..<2 + random.next(below: 3)).map { _ in filter(depth: depth - 1) }
      return terms.dropFirst().reduce(terms[0]) { text, term in
        text + word(one(of: [" and ", " or "])) + term
      }
    }
  }

  private mutating func condition() -> String {
    let field = one(of: Self.names)
    let no = chance(3) ? word("not ") : ""
    switch random.next(below: 8) {
    case 0...2:
      let sign = one(of: ["=", "==", "<>", "!=", "<", "<=", ">", ">="])
      return field + space() + sign + space()
        + (sign.first == "<" || sign.first == ">" ? bound() : literal())
    case 3:
      let values = (0...random.next(below: 4)).map { _ in literal() }
      return field + " " + no + word("in") + space() + "(" + values.joined(separator: " , ") + ")"
    case 4:
      let pattern = (0..<random.next(below: 4)).map { _ in one(of: ["%", "_", "a", "B", "é", "年"]) }
      return field + " " + no + word("like ") + quoted(pattern.joined())
    case 5: return field + " " + no + word("contains ") + literal()
    case 6: return field + word(" is ") + no + word("null")
    default:
      let (lower, upper) =
        chance(2)
        ? (quoted(one(of: Self.texts)), quoted(one(of: Self.texts)))
        : (one(of: Self.numbers), one(of: Self.numbers))
      return field + " " + no + word("between ") + lower + word(" and ") + upper
    }
  }

  private mutating func literal() -> String {
    chance(4) ? word(one(of: ["true", "false"])) : bound()
  }

  private mutating func bound() -> String {
    chance(2) ? quoted(one(of: Self.texts)) : one(of: Self.numbers)
  }

  private func quoted(_ text: String) -> String { "'\(text)'" }

  private mutating func word(_ word: String) -> String { chance(4) ? word.uppercased() : word }

  private mutating func space() -> String { one(of: ["", " ", "\n\t"]) }
}
