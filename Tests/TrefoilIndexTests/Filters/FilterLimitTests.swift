import Testing
import TrefoilIndex
import TrefoilTesting

@Suite("Filters' limits")
struct FilterLimitTests {
  private static let documents = [
    FilterDocument("a", title: "a", #"{"a": 1, "b": "x", "é": {"é": [1]}}"#),
    FilterDocument("b", #"{"a": 2}"#),
  ]

  /// Conditions of which the SQL is long.
  private static let leaves = [
    "é.é contains 1", "é.b.é not contains 'x'", "a in (1, 'x', true)", "b not like 'a%'",
    "é.é.é in (1, 'x', true)", "a is null", "title contains 'a'", "é.a not contains true",
  ]

  private static func fault(_ text: String) -> FilterFault? {
    (#expect(throws: FilterError.self) { try Filter(text) })?.fault
  }

  @Test("hold a list of 100,000 values")
  func longList() throws {
    let numbers = (0..<100_000).map { "\($0 * 7)" }
    let texts = numbers.map { "'00000000-0000-0000-0000-0000\($0)'" }
    let documents = [
      FilterDocument("x", #"{"n": 699993, "t": "00000000-0000-0000-0000-0000699993"}"#),
      FilterDocument("y", #"{"n": 8, "t": "8"}"#),
    ]
    let lists = (numbers.joined(separator: ", "), texts.joined(separator: ", "))
    #expect(try wanted("n in (\(lists.0))", among: documents) == ["x"])
    #expect(try wanted("n not in (\(lists.0))", among: documents) == ["y"])
    #expect(try wanted("t in (\(lists.1))", among: documents) == ["x"])
    let filter = try Filter("n in (\(lists.0)) or t not in (\(lists.1))")
    #expect(filter.sql().arguments.count < 10)
  }

  @Test("hold 1,333 conditions", arguments: ["and", "or"])
  func wide(connective: String) throws {
    let filter = Array(repeating: "a > 0", count: 1333).joined(separator: " \(connective) ")
    #expect(try wanted(filter, among: Self.documents) == ["a", "b"])
    #expect(try wanted("not (\(filter))", among: Self.documents) == [])
    #expect(
      Self.fault(filter + " \(connective) a > 0")
        == .tooManyConditions(arguments: 4_002, limit: 4_000))
  }

  @Test(
    "hold conditions in 64 parentheses and not",
    arguments: [
      ("(", "", ")"), ("not ", "", ""), ("a = 1 and (", "", ")"), ("a = 1 or (", "", ")"),
      ("(", "", ") and a = 1"), ("not (", "", ")"),
    ])
  func deep(opening: String, middle: String, closing: String) throws {
    func filter(_ depth: Int) -> String {
      // `not (` is two at once.
      let count = depth / (opening == "not (" ? 2 : 1)
      return String(repeating: opening, count: count) + "a = 1"
        + String(repeating: closing, count: count)
    }
    #expect(try wanted(filter(64), among: Self.documents) == ["a"])
    #expect(Self.fault(filter(66)) == .tooDeep(limit: 64))
    #expect(Self.fault(String(repeating: opening, count: 100_000)) == .tooDeep(limit: 64))
  }

  @Test("are read by SQLite wherever they are accepted, however their conditions are nested")
  func nested() throws {
    let database = try FilterDatabase(Self.documents)
    var random = SeededNumbers(seed: 11)
    /// Towers of conditions, each level with some lower towers beside.
    func tower(_ depth: Int, _ others: [Int], _ level: Int) -> String {
      guard depth > 0 else { return Self.leaves[random.next(below: Self.leaves.count)] }
      let parts = others.map { tower(max(0, depth - $0), others, level + 1) }
      return (random.next(below: 3) == 0 ? "not (" : "(")
        + parts.joined(separator: level % 2 == 0 ? " and " : " or ") + ")"
    }
    for (depth, others) in [
      (5, [1]), (31, [100, 1]), (32, [100, 1, 100]), (30, [20, 1]), (16, [1, 9, 12]), (10, [2, 1]),
      (7, [1, 1]), (4, [1, 1, 1, 1]), (2, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
    ] {
      let filter = try Filter(tower(depth, others, 0))
      let found = try database.ids(filter)
      #expect(try Self.documents.filter { try $0.matches(filter) }.map(\.id) == found, "\(depth)")
    }
  }

  @Test("refuse a longer text, a longer path and a longer pattern")
  func long() throws {
    let text = "a = '" + String(repeating: "x", count: 8 << 20) + "'"
    #expect(Self.fault(text) == .tooLong(bytes: text.utf8.count, limit: 8 << 20))
    let path = Array(repeating: "é", count: 16).joined(separator: ".")
    #expect(try wanted("\(path) is null", among: Self.documents) == ["a", "b"])
    #expect(try wanted("\(path) contains 1", among: Self.documents) == [])
    #expect(Self.fault("\(path).a is null") == .pathTooLong(limit: 16))
    let runs = String(repeating: "%b", count: 100)
    #expect(try wanted("title like '\(runs)'", among: Self.documents) == [])
    #expect(
      Self.fault("a like '\(runs)%'")
        == .patternTooLong(bytes: 201, limit: 10_000, runs: 101, runLimit: 100))
    let pattern = String(repeating: "_", count: 10_000)
    #expect(try wanted("title like '\(pattern)'", among: Self.documents) == [])
    #expect(
      Self.fault("a like '\(pattern)_'")
        == .patternTooLong(bytes: 10_001, limit: 10_000, runs: 0, runLimit: 100))
  }
}
