import Testing
import TrefoilIndex
import TrefoilTesting

@Suite("Texts that are no filters")
struct FilterErrorTests {
  @Test(
    "say what is wrong, where, and what was expected",
    arguments: [
      ("", 1, "is empty"), (" \n\t", 1, "is empty"),
      ("lang", 5, "ends after “lang”: a comparison was expected, as in lang = 'de'"),
      ("year >=", 8, "ends after “year >=”: a value was expected, as in year >= 2020"),
      ("a = 1 and year >= ", 19, "ends after “year >=”"),
      ("a = 1 and", 10, "ends after “and”: a condition was expected"),
      ("not", 4, "ends after “not”: a condition was expected"),
      ("(a = 1", 7, "ends after “a = 1”: and, or, or a ) was expected"),
      ("(", 2, "a condition was expected"), ("()", 2, "“)” at character 2: a condition"),
      ("a = 1)", 6, "“)” at character 6: and, or, or the filter's end"),
      ("a = 1 b = 2", 7, "“b” at character 7: and, or, or the filter's end"),
      ("a = 1, b = 2", 6, "“,” at character 6"),
      ("= 1", 1, "“=” at character 1: a condition was expected"),
      ("a = = 1", 5, "a value was expected, as in a = 2020"),
      ("a ='x' or or b = 1", 11, "“or” at character 11, where a field's name was expected"),
      ("and = 1", 1, "put the name of a field that is called so in double quotes"),
      ("'lang' = 'de'", 1, "the string 'lang' at character 1"),
      ("2020 = year", 1, "“2020” at character 1: a condition"),
      ("lang = de", 8, "the field de at character 8, where a value"),
      ("lang = \"de\"", 8, "put a string in single quotes"),
      ("lang in (de)", 10, "the field de at character 10"),
      ("lang = null", 8, "lang is null, or lang is not null"),
      ("lang in ('a', null)", 15, "which nothing equals"),
      ("tags contains null", 15, "which nothing equals"),
      ("draft < true", 7, "“<” before true or false"),
      ("draft between false and true", 15, "before true or false"),
      ("x between 1 and 'a'", 17, "a string and a number"),
      ("x between 1", 12, "as in x between 1 and 2020"),
      ("x between 1 or 2", 13, "“or” at character 13: and with a second value"),
      ("x in 1", 6, "a list was expected, as in x in ('de', 'fr')"),
      ("x in ()", 7, "a value was expected"),
      ("x in ('a'", 10, "a comma and another value, or a )"),
      ("x in ('a' 'b')", 11, "a comma and another value"),
      ("x in ('a',)", 11, "a value was expected"),
      ("x like 5", 8, "a pattern was expected, as in x like 'The %'"),
      ("x like \"a\"", 8, "a pattern was expected"),
      ("x is 5", 6, "x is null or x is not null"), ("x is not", 9, "x is null or x is not null"),
      ("x not = 5", 7, "in, like, between or contains was expected"),
      ("x not null", 7, "in, like, between or contains was expected"),
      ("x equals 5", 3, "“equals” at character 3: a comparison was expected"),
      ("author. = 1", 9, "a field's name was expected, as in author.name"),
      ("author.5 = 1", 8, "a field's name was expected"), (".a = 1", 1, "“.” at character 1"),
      ("lang = 'de", 8, "The string that begins at character 8 of the filter has no end"),
      ("lang = 'it's'", 12, "“s” at character 12: and, or"), ("lang = 'it' '", 13, "The string"),
      ("\"lang = 'de'", 1, "The name that begins at character 1 of the filter has no end"),
      ("a = 1 && b = 2", 7, "“&” at character 7, which means nothing there: write and"),
      ("a = 1 || b = 2", 7, ": write or"), ("!a = 1", 1, ": write not, or !="),
      ("lang = ‘de’", 8, "straight single quotes"), ("lang = “de”", 8, "'single'"),
      ("last-change = 1", 5, "as in \"last-change\""), ("a = 1; drop table documents", 6, "“;”"),
      ("a = 1 -- b", 7, "“-” at character 7"), ("a = $1", 5, "“$”"), ("a = ?", 5, "“?”"),
      ("a # 1", 3, "“#”"), ("a = [1]", 5, "“[”"),
      ("a = 12x", 5, "“12x” at character 5 of the filter is no number"),
      ("a = 1.", 5, "“1.”"), ("a = 1.2.3", 5, "“1.2.3”"), ("a = 1e", 5, "“1e”"),
      ("a = 0x10", 5, "“0x10”"), ("a = 1_000", 5, "“1_000”"), ("a = -", 5, "“-”"),
      ("a = --1", 5, "“-”"), ("a = 1e999", 5, "too large"),
      ("a = 'x\0y'", 7, "U+0000"), ("\"a\0\" = 1", 3, "U+0000"), ("a\0 = 1", 2, "“\0”"),
      ("größe = 年", 9, "the field 年 at character 9"), ("👩‍👩‍👧 = 1", 1, "“👩”"),
      ("a exists", 3, "a comparison was expected"), ("count(a) = 1", 6, "“(” at character 6"),
      ("(a) = 1", 3, "a comparison was expected"), ("a = (1)", 5, "“(”"),
      ("a = b = 1", 5, "the field b"), ("a < b", 5, "the field b"),
      ("a = TRUE FALSE", 10, "“FALSE”"),
      ("null = a", 1, "“null” at character 1, where a field's name"), ("a ! 1", 3, "“!”"),
    ])
  func nonsense(text: String, position: Int, message: String) {
    let error = #expect(throws: FilterError.self) { try Filter(text) }
    #expect(error?.position == position)
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.kind == .usage)
  }

  @Test("show the line, with a caret below the place")
  func excerpt() {
    func lines(_ text: String) -> [Substring] {
      let error = #expect(throws: FilterError.self) { try Filter(text) }
      return error.map { Array($0.description.split(separator: "\n").dropFirst()) } ?? []
    }
    #expect(
      lines("lang = 'de' and year >=") == [
        "  lang = 'de' and year >=", "                         ^",
      ])
    #expect(
      lines("lang = 'de'\n  and year = x\n  or a = 1") == ["    and year = x", "               ^"])
    #expect(lines("\ta = 年年 b") == ["  \ta = 年年 b", "  \t    ^"])
    #expect(lines("a = '年é' b") == ["  a = '年é' b", "            ^"])
    let long = lines(
      String(repeating: "a = 1 and ", count: 50) + "b" + String(repeating: " x", count: 50))
    #expect(long.count == 2 && long.allSatisfy { $0.count < 80 })
    #expect(long.first?.hasPrefix("  …") == true && long.first?.hasSuffix("…") == true)
    #expect(lines("").isEmpty)
  }

  @Test("that begin like a filter are one, or an error")
  func prefixes() throws {
    let whole = #"""
      NOT (lang = 'd''e' AND "my ""field""".größe >= -20.5e+3) or tags not contains true and \#
      x not in ('a', 1, false) or title like '%a_' and (a is not null or b between 1 and 2)
      """#
    _ = try Filter(whole)
    var read = 0
    for end in whole.unicodeScalars.indices {
      let text = String(whole[..<end])
      do throws(FilterError) {
        _ = try Filter(text)
        read += 1
      } catch {
        #expect(error.position <= text.count + 1 && !error.description.isEmpty)
      }
    }
    #expect(read > 5)
  }

  @Test("of any characters are a filter, or an error")
  func noise() {
    let parts = [
      "a", "lang", " ", "'", "\"", "(", ")", "=", "<", ">", "!", "1", ".", "-", "e", ",", "and ",
      "or ",
      "not ", "in ", "is ", "null ", "like ", "between ", "contains ", "true ", "é", "\u{301}", "年",
      "👩‍👩‍👧", "\n", "\t", "\0", "%", "\\", "'x'", "2020", "\u{202E}", "\r\n",
    ]
    var random = SeededNumbers(seed: 5)
    for _ in 0..<20_000 {
      let text = (0..<random.next(below: 12)).map { _ in
        parts[random.next(below: parts.count)]
      }.joined()
      do throws(FilterError) { _ = try Filter(text) } catch {
        #expect(1...text.count + 1 ~= error.position, "\(text)")
        #expect(!error.description.isEmpty)
      }
    }
  }
}
