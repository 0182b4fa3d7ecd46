import Testing
import TrefoilIndex

@Suite("Filters' names and values")
struct FilterNameTests {
  /// A name as a filter has it, and as JSON may have it.
  private static let names: [(String, String?)] = [
    ("größe", "größe"), ("größe", #"gr\u00f6\u00dfe"#), ("年", "年"), ("_1", "_1"),
    ("नाम", "नाम"), ("اسم", "اسم"), ("имя", #"\u0438\u043c\u044f"#),
    (#""last change""#, "last change"), (#""a.b""#, "a.b"), (#""a-b""#, "a-b"), ("\"\"", ""),
    (#""say ""hi""""#, #"say \"hi\""#), (#""back\slash""#, #"back\\slash"#), (#""a/b""#, #"a\/b"#),
    (#""a/b""#, "a/b"), (#""it's""#, "it's"), (#""$""#, "$"), (#""[0]""#, "[0]"),
    ("\"#-1\"", "#-1"),
    ("\"tab\t\"", #"tab\t"#), ("\"line\n\"", #"line\u000a"#), (#""?""#, "?"), (#""?1""#, "?1"),
    (#"":x""#, ":x"), (#""and""#, "and"), (#""NULL""#, "NULL"), (#""0""#, "0"), ("a.and", nil),
    (#""'; drop table documents; --""#, "'; drop table documents; --"),
    (#""x') or 1 = 1 --""#, "x') or 1 = 1 --"), (#""👩‍👩‍👧""#, "👩‍👩‍👧"), ("\"\u{1}\"", #"\u0001"#),
    (#""*""#, "*"), (#""%""#, "%"),
  ]

  @Test("reach any member of the metadata", arguments: names)
  func name(written: String, json: String?) throws {
    guard let json else {
      #expect(
        try wanted("a.and = 1", among: [FilterDocument("a", #"{"a": {"and": 1}}"#)]) == ["a"])
      return
    }
    let documents = [
      FilterDocument("top", "{\"other\": 1, \"\(json)\": 5}"),
      FilterDocument("nested", "{\"o\": {\"x\": 0, \"\(json)\": {\"p\": [5, \"v\"]}}}"),
      FilterDocument("twice", "{\"\(json)\": {\"\(json)\": {\"\(json)\": true}}}"),
      FilterDocument("text", "{\"o\": \"{}\", \"\(json)\": \"{\\\"p\\\": 5}\"}"),
      FilterDocument("list", "{\"o\": [{\"\(json)\": 5}], \"\(json)\": [5]}"),
      FilterDocument("no", "{\"o\": {\"o\": 5}}"),
    ]
    #expect(try wanted("\(written) = 5", among: documents) == ["top"])
    #expect(try wanted("\(written) contains 5", among: documents) == ["top", "list"])
    #expect(try wanted("o.\(written).p contains 'v'", among: documents) == ["nested"])
    #expect(try wanted("o.\(written).p contains 5", among: documents) == ["nested"])
    #expect(try wanted("o.\(written) is not null", among: documents) == ["nested"])
    #expect(try wanted("\(written).\(written).\(written) = true", among: documents) == ["twice"])
    #expect(try wanted("\(written).p = 5", among: documents) == [])
    #expect(
      try wanted("\(written) is null", among: documents) == ["nested", "no"])
  }

  @Test("that are one letter in two scalars are another name")
  func equivalents() throws {
    let documents = [
      FilterDocument("one", "{\"\u{e9}\": \"\u{e9}\"}"),
      FilterDocument("two", "{\"e\u{301}\": \"e\u{301}\"}"),
    ]
    #expect(try wanted("\u{e9} = '\u{e9}'", among: documents) == ["one"])
    #expect(try wanted("e\u{301} = 'e\u{301}'", among: documents) == ["two"])
    #expect(try wanted("e\u{301} in ('\u{e9}', 'é')", among: documents) == [])
  }

  @Test(
    "stay values, whatever they say",
    arguments: [
      "'; drop table documents; --", "\" or 1 = 1", "?", "?1", ":id", "%", "_", "[\"x\"]", "null",
      "true", "", " ", "\n", "’", "it''s", "\\", "\\\"", "{", "\u{1F41D}", "\u{7F}", "\u{85}",
      "\u{FEFF}",
    ])
  func injection(value: String) throws {
    let json = value.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      default: String(scalar)
      }
    }.joined()
    let documents = [
      FilterDocument("a", title: value, "{\"x\": \"\(json)\", \"y\": [\"\(json)\"]}"),
      FilterDocument("b", title: "b", #"{"x": "b", "y": ["b"]}"#),
    ]
    let written =
      "'"
      + value.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''") + "'"
    for condition in [
      "x = \(written)", "x in (\(written), 'c')", "y contains \(written)", "title = \(written)",
      "title in (\(written))", "x between \(written) and \(written)", "not x <> \(written)",
    ] {
      #expect(try wanted(condition, among: documents) == ["a"])
    }
  }

  @Test("compare numbers exactly")
  func numbers() throws {
    let documents = [
      "9007199254740993", "9007199254740992", "9223372036854775807", "-9223372036854775808",
      "1e300",
      "0.1", "-0.0", "18446744073709551616",
    ].map { FilterDocument($0, "{\"x\": \($0)}") }
    func found(_ condition: String) throws -> [String] {
      try FilterDatabase(documents).ids(Filter(condition))
    }
    #expect(try found("x = 9007199254740993") == ["9007199254740993"])
    #expect(try found("x in (9007199254740993)") == ["9007199254740993"])
    #expect(
      try found("x > 9223372036854775806") == [
        "9223372036854775807", "1e300", "18446744073709551616",
      ])
    #expect(try found("x = -9223372036854775808") == ["-9223372036854775808"])
    #expect(try found("x > 1e299") == ["1e300"])
    #expect(try found("x = 18446744073709551616") == ["18446744073709551616"])
    #expect(try found("x = 0") == ["-0.0"])
    #expect(try found("x in (1e-1, 7)") == ["0.1"])
  }
}
