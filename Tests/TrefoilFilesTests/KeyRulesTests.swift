import Testing
import TrefoilFiles

@Suite("Keys of a model's file")
struct KeyRulesTests {
  private let rules = KeyRules(
    file: "some.json", applied: ["size"], refused: ["bias": [false, "none"], "pivot": []],
    harmless: ["name"])

  @Test("known keys pass, and unknown ones are named in order")
  func unlisted() throws {
    #expect(try rules.check(["size": 1, "name": "x", "bias": false]).isEmpty)
    #expect(try rules.check(["bias": "none", "pivot": .null]).isEmpty)
    #expect(try rules.check(["z": 1, "size": 2, "a": .null]) == ["a", "z"])
  }

  @Test("a refused key is named with what would be allowed")
  func refused() throws {
    #expect {
      _ = try rules.check(["size": 1, "bias": true])
    } throws: { error in
      guard let fault = error as? KeyFault else { return false }
      return fault.key == "bias" && fault.found == true
        && fault.supported == "false or “none”"
    }
    #expect(throws: KeyFault(key: "pivot", found: 3, allowed: [])) {
      _ = try rules.check(["pivot": 3])
    }
  }
}
