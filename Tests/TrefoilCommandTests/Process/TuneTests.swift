import Foundation
import Testing
import TrefoilTesting

@Suite("tune", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct TuneTests {
  private static let dataset: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Fixtures/evaluation").path
  }()

  private func trefoil(
    _ arguments: [String], in folder: TemporaryDirectory
  ) async throws -> CommandProcess.Result {
    try await CommandProcess(
      arguments, environment: ["TREFOIL_CACHE": folder.path("cache")], folder: folder
    ).run()
  }

  @Test("keeps the present weights where judged queries are few, and says so")
  func tooFew() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "trefoil.json", in: folder)
    let result = try await trefoil(["tune", Self.dataset + ":test", "--model", model], in: folder)
    #expect(result.status == 0)
    #expect(result.output.contains("12 queries are too few"))
    #expect(!FileManager.default.fileExists(atPath: model + "/trefoil.json"))
    #expect(!folder.names.contains("config"))
  }

  @Test("writes to the file that --settings names, which must be there to be read")
  func named() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "trefoil.json", in: folder)
    let options = ["--model", model, "--settings", "mine.json"]
    let pair = ["score", "the keeper", "The keeper of the lighthouse."]
    let missing = try await trefoil(pair + options, in: folder)
    #expect(missing.status == 66 && missing.errors.contains("mine.json"))
    let result = try await trefoil(
      ["tune", Self.dataset + ":test", "--force"] + options, in: folder)
    #expect(result.status == 0 && result.output.contains("mine.json"))
    #expect(!folder.names.contains("config"))
    let chosen = try await trefoil(pair + options, in: folder).output
    #expect(chosen != (try await trefoil(pair + ["--model", model], in: folder).output))
  }

  @Test("writes beside the user's own settings weights that score takes and --weights overrides")
  func written() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "trefoil.json", in: folder)
    let result = try await trefoil(
      ["tune", Self.dataset + ":test", "--model", model, "--force", "--json"], in: folder)
    let found = try #require(try result.objects.first)
    #expect(found["written"] as? Bool == true)
    #expect(found["verdict"] as? String == "too_few_queries")
    let best = try #require(found["best"] as? [String: Double])
    let named = ["dense", "sparse", "colbert"].map { "\($0)=\(best[$0] ?? 0)" }
      .joined(separator: ",")

    let pair = ["score", "the keeper", "The keeper of the lighthouse.", "--model", model]
    let chosen = try await trefoil(pair, in: folder).output
    #expect(chosen == (try await trefoil(pair + ["--weights", named], in: folder).output))
    let equal = try await trefoil(pair + ["--weights", "1,1,1"], in: folder).output
    #expect(chosen != equal)
    #expect(!FileManager.default.fileExists(atPath: model + "/trefoil.json"))

    let info = ["info", "--model", model, "--json"]
    let file = try #require(
      try await trefoil(info, in: folder).objects.first?["score_weights_file"] as? String)
    #expect(file.hasPrefix(folder.path("config") + "/trefoil/models/model-"))
    let reset = try await trefoil(["tune", "--reset", "--model", model], in: folder)
    #expect(reset.status == 0 && reset.errors.contains(file))
    #expect(try await trefoil(pair, in: folder).output == equal)
    let again = try await trefoil(["tune", "--reset", "--model", model], in: folder)
    #expect(again.status == 0 && again.errors.contains("there are no weights of yours"))
    #expect(try await trefoil(info, in: folder).objects.first?["score_weights_file"] == nil)
  }

  @Test("ends as the other commands do where something is missing or makes no sense")
  func faults() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "trefoil.json", in: folder)
    for (arguments, status) in [
      ([], 64), (["nowhere"], 66), ([Self.dataset + ":nosuch"], 66),
      ([Self.dataset, "--folds", "1"], 64), ([Self.dataset, "--dry-run", "--force"], 64),
      ([Self.dataset, "--reset"], 64), ([Self.dataset, "--settings", "-"], 64),
      (["--reset", "--settings", folder.path.string], 66),
    ] as [([String], Int32)] {
      #expect(try await trefoil(["tune"] + arguments, in: folder).status == status)
    }
    for (settings, status, message) in [
      ("-", 64, "--settings names a file"), (folder.path.string, 66, "is a directory"),
      ("none.json", 66, "There is no file “none.json”; name one that exists."),
    ] as [(String, Int32, String)] {
      let result = try await trefoil(["score", "a", "b", "--settings", settings], in: folder)
      #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
    }
    // A file of another kind is not written over, and a misspelt key not passed over.
    try folder.write(#"{"layers": 3}"#, to: "other.json")
    try folder.write(#"{"weights": {"dens": 1}}"#, to: "misspelt.json")
    for (name, key) in [("other.json", "layers"), ("misspelt.json", "dens")] {
      let before = try folder.read(name)
      let settings = ["--settings", folder.path(name), "--model", model]
      for command in [["tune", "--reset"], ["score", "a", "b"]] {
        let result = try await trefoil(command + settings, in: folder)
        #expect(result.status == 69 && result.errors.contains("“\(key)”"))
      }
      #expect(try folder.read(name) == before)
    }
    try Data("{".utf8).write(to: URL(fileURLWithPath: model + "/trefoil.json"))
    let broken = try await trefoil(["score", "a", "b", "--model", model], in: folder)
    #expect(broken.status == 69)
    #expect(broken.errors.contains("trefoil.json"))
  }
}
