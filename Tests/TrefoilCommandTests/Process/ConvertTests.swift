import Foundation
import Testing

@Suite("convert", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct ConvertTests {
  @Test("makes a directory that gives the same tokens and vectors, and is never overwritten")
  func convert() async throws {
    let folder = try TemporaryFolder()
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

  @Test("of a model that is not there ends with 69")
  func missing() async throws {
    let folder = try TemporaryFolder()
    let result = try await CommandProcess(["convert", "no/such", "out"], folder: folder).run()
    #expect(result.status == 69)
    #expect(result.errors.contains("no/such"))
    #expect(folder.names.isEmpty)
  }

  @Test("on a full disk ends with 74 and leaves nothing")
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let command = try CommandProcess(
      shell: """
        trap "" XFSZ; ulimit -f 8; "$TREFOIL" convert "$TREFOIL_MODEL" out; echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(result.output == "74\n")
    #expect(folder.names.isEmpty)
  }
}
