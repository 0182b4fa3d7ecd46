import Foundation
import Testing
import TrefoilTesting

@Suite("convert", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct ConvertTests {
  @Test("makes a directory that gives the same tokens and vectors, and is never overwritten")
  func convert() async throws {
    let folder = try TemporaryDirectory()
    let model = try #require(Models.small)
    let result = try await CommandProcess(["convert", model, "out", "--json"], folder: folder).run()
    #expect(result.status == 0)
    let object = try #require(try result.objects.first)
    let size = try folder.read("out/model.safetensors").count
    #expect(object["bytes"] as? Int == size)
    #expect(folder.names == ["out"])

    let arguments = ["encode", "--outputs", "dense,sparse", "--text", "the moon"]
    let before = try await CommandProcess(arguments).run().objects[0]
    let after = try await CommandProcess(arguments + ["--model", "out"], folder: folder)
      .run().objects[0]
    let one = try #require(before["dense_vecs"] as? [Double])
    let other = try #require(after["dense_vecs"] as? [Double])
    #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 })

    let again = try await CommandProcess(["convert", model, "out"], folder: folder).run()
    #expect(again.status == 73)
    #expect(try folder.read("out/model.safetensors").count == size)
  }

  @Test("packs for a precision, which info names and another precision is refused for")
  func precision() async throws {
    let folder = try TemporaryDirectory()
    let model = try #require(Models.small)
    let result = try await CommandProcess(
      ["convert", "--precision", "fast", model, "out", "--json"], folder: folder
    ).run()
    #expect(result.status == 0)
    #expect(try result.objects.first?["precision"] as? String == "fast")

    let described = try await CommandProcess(["info", "--model", "out", "--json"], folder: folder)
      .run().objects[0]
    let original = try await CommandProcess(["info", "--model", model, "--json"], folder: folder)
      .run().objects[0]
    #expect(described["precision"] as? String == "fast")
    #expect(described["packed_precision"] as? String == "fast")
    #expect(described["packed_layout"] as? Int == 1)
    #expect(described["parameters"] as? Int == original["parameters"] as? Int)
    #expect(described["colbert_dimensions"] as? Int == original["colbert_dimensions"] as? Int)
    #expect(original["packed_precision"] == nil)

    let arguments = ["encode", "--text", "the moon", "--outputs", "dense,sparse"]
    let before = try await CommandProcess(
      arguments + ["--model", model, "--precision", "fast"], folder: folder
    ).run()
    let after = try await CommandProcess(arguments + ["--model", "out"], folder: folder).run()
    #expect(before.status == 0 && before.output == after.output)

    let refused = try await CommandProcess(
      arguments + ["--model", "out", "--precision", "exact"], folder: folder
    ).run()
    #expect(refused.status == 69)
    #expect(refused.errors.contains("convert that one again with --precision exact"))
    let packedAgain = try await CommandProcess(["convert", "out", "again"], folder: folder).run()
    #expect(packedAgain.status == 69 && folder.names == ["out"])
  }

  @Test("of a model that is not there ends with 69")
  func missing() async throws {
    let folder = try TemporaryDirectory()
    let result = try await CommandProcess(["convert", "no/such", "out"], folder: folder).run()
    #expect(result.status == 69)
    #expect(result.errors.contains("no/such"))
    #expect(folder.names.isEmpty)
  }

  @Test("on a full disk ends with 74 and leaves nothing")
  func fullDisk() async throws {
    let folder = try TemporaryDirectory()
    let command = try CommandProcess(
      shell: """
        trap "" XFSZ; ulimit -f 8; "$TREFOIL" convert "$TREFOIL_MODEL" out; echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(result.output == "74\n")
    #expect(folder.names.isEmpty)
  }
}
