import Testing
import TrefoilFiles

@Suite("A member of a JSON object")
struct JSONMemberTests {
  private func member(_ json: String) throws -> JSONMember {
    let record = try JSONRecord(Array(#"{"a": \#(json)}"#.utf8)[...])
    return try #require(record.all.first?.value)
  }

  @Test(
    "gives the numbers of an array of numbers",
    arguments: [
      ("[]", []), ("[ ]", []), ("[1]", [1]), ("[ 1 ,\t-2.5e1 ]", [1, -25]), ("[1e60]", [.infinity]),
    ] as [(String, [Float])])
  func floats(json: String, numbers: [Float]) throws {
    #expect(try member(json).floats == numbers)
  }

  @Test(
    "gives none of another kind",
    arguments: [#"["1"]"#, "[[1]]", "[null]", "[1, true]", "1", "{}", #""[1]""#])
  func notNumbers(json: String) throws {
    #expect(try member(json).floats == nil)
  }

  @Test("gives what is nested in it")
  func nested() throws {
    #expect(try member("[[1], {}]").elements?.count == 2)
    #expect(try member(#"{"b": 1, "b": 2}"#).members?.map(\.key) == ["b", "b"])
    #expect(try member("1").elements == nil)
    #expect(try member("[1]").members == nil)
    #expect(try member("12").integer == 12)
    #expect(try member("12.0").integer == nil)
    #expect(try member("0.5").float == 0.5)
  }
}
