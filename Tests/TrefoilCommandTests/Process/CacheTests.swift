import Foundation
import Testing
import TrefoilTesting

@Suite("cache", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct CacheTests {
  private func trefoil(
    _ arguments: [String], in folder: TemporaryDirectory
  ) async throws -> CommandProcess.Result {
    try await CommandProcess(
      arguments, environment: ["TREFOIL_CACHE": folder.path("cache")], folder: folder
    ).run()
  }

  @Test("lists what eval keeps, with sizes, and removes it and nothing else")
  func entries() async throws {
    let folder = try TemporaryDirectory()
    let empty = try await trefoil(["cache"], in: folder)
    #expect(empty.status == 0 && empty.output.hasPrefix("0 entries, 0 B"))
    let eval = ["eval", Folders.fixtures.appending("evaluation").string, "--modes", "dense"]
    #expect(try await trefoil(eval, in: folder).status == 0)
    let listed = try #require(try await trefoil(["cache", "--json"], in: folder).objects.first)
    let entries = try #require(listed["entries"] as? [[String: Any]])
    #expect(entries.count == 2 && listed["bytes"] as? Int ?? 0 > 1000)
    #expect(entries.allSatisfy { $0["model"] as? String == Models.small })
    let text = try await trefoil(["cache"], in: folder).output
    #expect(text.contains("2 entries, ") && text.contains(" kB"))

    let name = try #require(entries[0]["name"] as? String)
    try folder.write("mine", to: "cache/evaluations/\(name)/notes.md")
    try folder.write("mine", to: "cache/evaluations/notes.md")
    #expect(try await trefoil(["cache", "nosuch"], in: folder).status == 64)
    let old = try await trefoil(["cache", "--clear", "--older-than", "1"], in: folder)
    #expect(old.output.hasPrefix("removed 0 entries"))
    let cleared = try await trefoil(["cache", "--clear"], in: folder)
    #expect(cleared.status == 0 && cleared.output.hasPrefix("removed 2 entries"))
    let left = try FileManager.default.subpathsOfDirectory(
      atPath: folder.path("cache/evaluations"))
    #expect(left.sorted() == [name, "\(name)/notes.md", "notes.md"])
  }

  @Test("has no entry of an age that no file has")
  func ages() async throws {
    let folder = try TemporaryDirectory()
    for (days, status) in [("36525", 0), ("36526", 64), ("\(Int.max)", 64)] as [(String, Int32)] {
      let result = try await CommandProcess(
        shell: "$TREFOIL cache --cache . --older-than \(days)", folder: folder
      ).run()
      #expect(result.status == status)
    }
  }

  @Test("that can't be written names --no-cache")
  func unwritable() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("", to: "cache")
    let result = try await trefoil(
      ["eval", Folders.fixtures.appending("evaluation").string], in: folder)
    #expect(result.status == 73)
    #expect(result.errors.contains("--no-cache") && !result.errors.contains("Error Domain"))
  }
}
