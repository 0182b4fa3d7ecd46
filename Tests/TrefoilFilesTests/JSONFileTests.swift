import Testing
import TrefoilFiles
import TrefoilTesting

@Suite("A JSON file")
struct JSONFileTests {
  private struct Settings: Decodable {
    struct Weights: Decodable { let dense: Float }
    let weights: Weights
    let steps: [Int]?
  }

  @Test(
    "that does not give its value says where it goes wrong, and is called no JSON only then",
    arguments: [
      (#"{"weights": {"dense": 1e99}}"#, "the number of “weights.dense” does not fit"),
      (#"{"weights": {"dense": -1e999}}"#, "the number of “weights.dense” does not fit"),
      (
        #"{"a": 0.5, "weights": {"dense": 0.1}, "steps": [1, 1.5, 2]}"#,
        "number of “steps.1” does not"
      ),
      (
        #"{"z": Infinity, "weights": {"dense": 1}, "steps": [1e30]}"#,
        "number of “steps.0” does not"
      ),
      (#"{"weights": {"dense": "1"}}"#, "the value of “weights.dense” is of another type"),
      (#"{"weights": {}}"#, "the key “dense” is missing"), ("[]", "its value is of another type"),
      (#"{"weights": {"dense": 1},}"#, "it is not JSON: “\"” is missing at byte 25"),
      (#"{"weights": {"dense": 01}}"#, "it is not JSON: no value begins at byte 22"),
      ("", "it is not JSON: no value begins at byte 0"),
    ])
  func faults(text: String, reason: String) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(text, to: "a.json")
    let fault = #expect(throws: JSONFault.self) { try JSONFile.decode(Settings.self, from: path) }
    guard case .malformed(let found) = fault else {
      Issue.record("\(String(describing: fault)) for \(text)")
      return
    }
    #expect(found.contains(reason))
    #expect(found.contains("it is not JSON") == reason.hasPrefix("it is not JSON"))
    #expect(!found.hasSuffix("."))
  }
}
