import Foundation
import Testing
import TrefoilFormats

@Suite("Values as JSON")
struct JSONEncodingTests {
  /// The text of a value.
  static func text(_ value: some Encodable) -> String {
    var json = JSONText()
    json.value(value)
    return json.text
  }

  /// What Foundation reads in what was written.
  static func readBack<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text(value).utf8))
  }

  /// A value of every kind that Swift encodes.
  struct Everything: Codable, Equatable {
    enum Choice: Codable, Equatable {
      case plain
      case labelled(text: String, count: Int?)
    }

    struct Empty: Codable, Equatable {}

    var z = "first"
    var bool = true
    var whole = Int.min
    var bytes: [UInt8] = [0, 255]
    var large = UInt64.max
    var small = Int8.min
    var float = Float.pi
    var double = 0.1
    var missing: String?
    var present: String? = ""
    var sparse: [Int?] = [1, nil, 3]
    var vector: [Float] = [0, -0.0, 1e-45, 3.4028235e38]
    var rows: [[Float]] = [[], [1], [2, 3]]
    var ids: [Int32] = [.min, .max]
    var choices: [Choice] = [.plain, .labelled(text: "a", count: nil)]
    var nothing = Empty()
    var many: [Empty] = [Empty(), Empty()]
    var table = ["": 1, "a \"b\"": 2]
    var date: [String: [String: Double]] = ["x": ["y": 1e300], "e": [:]]
    var a = "last"
  }

  @Test("mean what Foundation's encoder means")
  func everything() throws {
    let value = Everything()
    #expect(try Self.readBack(value) == value)
    let ours = try JSONSerialization.jsonObject(with: Data(Self.text(value).utf8))
    let theirs = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    #expect(ours as? NSDictionary == theirs as? NSDictionary)
  }

  @Test("have their members in the order of their properties, and leave out what is nil")
  func order() {
    let text = Self.text(Everything(table: [:], date: [:]))
    #expect(text.hasPrefix(#"{"z":"first","bool":true,"whole":-9223372036854775808,"#))
    #expect(text.hasSuffix(#""nothing":{},"many":[{},{}],"table":{},"date":{},"a":"last"}"#))
    #expect(!text.contains("missing") && text.contains(#""sparse":[1,null,3]"#))
    #expect(text.contains(#""vector":[0.0,-0.0,1e-45,3.4028235e+38],"rows":[[],[1.0],[2.0,3.0]]"#))
  }

  @Test(
    "read back as the same text, as keys too",
    arguments: [
      "", "\"", "\\", "/", "\u{0}\u{1}\u{8}\u{c}\n\r\t\u{1f}\u{7f}", "é e\u{301} 文 😀",
      "\u{2028}\u{2029}\u{feff}\u{fffd}\u{10ffff}", "</script>", "\\u0041", "{\"a\":[1]}",
    ])
  func strings(text: String) throws {
    #expect(Array(try Self.readBack(text).utf8) == Array(text.utf8))
    #expect(try Self.readBack([text: [text]]) == [text: [text]])
    let theirs = try JSONDecoder().decode([String].self, from: JSONEncoder().encode([text]))
    #expect(try Self.readBack([text]) == theirs)
  }

  @Test(
    "read back as the same number",
    arguments: [
      0, -0.0, 1, 0.1, 1.0 / 3, 1e-5, 5e-324, .leastNormalMagnitude, .greatestFiniteMagnitude,
      -2.5e10, 9_007_199_254_740_993, 123_456_789_012_345_680,
    ] as [Double])
  func numbers(value: Double) throws {
    #expect(try Self.readBack([value])[0].bitPattern == value.bitPattern)
    let narrow = Float(value)
    guard narrow.isFinite else { return }
    #expect(try Self.readBack([narrow])[0].bitPattern == narrow.bitPattern)
    #expect(try Self.readBack(["x": narrow])["x"]?.bitPattern == narrow.bitPattern)
  }

  @Test("have null for a number that is none", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    #expect(Self.text([value]) == "[null]")
    #expect(Self.text([[Float(value), 1]]) == "[[null,1.0]]")
    #expect(Self.text(["x": value]) == #"{"x":null}"#)
  }

  /// Asks for containers by hand, in every way that there is.
  private struct ByHand: Encodable {
    let body: @Sendable (any Encoder) throws -> Void

    func encode(to encoder: any Encoder) throws { try body(encoder) }
  }

  @Test("can nest containers of each kind, which end where the outer one goes on")
  func nested() {
    let value = ByHand { encoder in
      var object = encoder.container(keyedBy: JSONKey.self)
      var array = object.nestedUnkeyedContainer(forKey: JSONKey(stringValue: "a"))
      try array.encode(1)
      var inner = array.nestedContainer(keyedBy: JSONKey.self)
      try inner.encodeNil(forKey: JSONKey(stringValue: "b"))
      var deep = inner.nestedContainer(
        keyedBy: JSONKey.self, forKey: JSONKey(stringValue: "c"))
      try deep.encode([true], forKey: JSONKey(stringValue: "d"))
      var row = array.nestedUnkeyedContainer()
      try row.encodeNil()
      #expect(array.count == 3 && row.count == 1)
      try object.encode("x", forKey: JSONKey(stringValue: "e"))
      var single = object.superEncoder(forKey: JSONKey(stringValue: "f")).singleValueContainer()
      try single.encode(ByHand { _ in })
      var other = object.superEncoder().unkeyedContainer()
      try other.encode(2)
      var last = other.superEncoder().singleValueContainer()
      try last.encodeNil()
    }
    #expect(
      Self.text(value)
        == #"{"a":[1,{"b":null,"c":{"d":[true]}},[null]],"e":"x","f":{},"super":[2,null]}"#)
  }

  @Test("that ask for their container twice go on with it")
  func flattened() {
    let value = ByHand { encoder in
      try JSONMembers([("b", 1), ("a", 2)]).encode(to: encoder)
      try JSONMembers([("c", [3])]).encode(to: encoder)
    }
    #expect(Self.text([value]) == #"[{"b":1,"a":2,"c":[3]}]"#)
    #expect(Self.text(ByHand { _ in }) == "{}")
  }

  @Test("know where they stand")
  func path() {
    let value = ByHand { encoder in
      #expect(encoder.codingPath.map(\.stringValue) == ["rows", "1", "x"])
      #expect(encoder.codingPath.map(\.intValue) == [nil, 1, nil])
      #expect(encoder.userInfo.isEmpty)
    }
    let rows = ByHand { encoder in
      var array = encoder.unkeyedContainer()
      try array.encode(0)
      try array.encode(["x": value])
    }
    #expect(Self.text(["rows": rows]) == #"{"rows":[0,{"x":{}}]}"#)
  }

  /// A class whose subclass adds members to the same object.
  private class Base: Encodable {
    let one = 1
  }

  private final class Derived: Base {
    override func encode(to encoder: any Encoder) throws {
      try super.encode(to: encoder)
      var container = encoder.container(keyedBy: JSONKey.self)
      try container.encode(2, forKey: JSONKey(stringValue: "two"))
    }
  }

  @Test("of classes have the members of the base first")
  func classes() {
    #expect(Self.text(Derived()) == #"{"one":1,"two":2}"#)
  }

  @Test("go on after what is written already")
  func mixed() {
    var json = JSONText()
    json.array { json in
      json.value(1)
      json.value(["a"])
      json.value(Everything.Empty())
    }
    json.endLine()
    json.value(JSONNullable<Int>(nil))
    #expect(json.text == "[1,[\"a\"],{}]\nnull")
  }

  @Test("with keys that are data keep their order, and are equal in any")
  func members() throws {
    let members = JSONMembers<Double?>([("z", 1), ("a", nil), ("m", 0.5)])
    #expect(Self.text(members) == #"{"z":1.0,"a":null,"m":0.5}"#)
    let read = try Self.readBack(members)
    #expect(read == members && read.members.map(\.key) == ["a", "m", "z"])
    #expect(members != JSONMembers<Double?>([("z", 1), ("a", nil)]))
  }
}
