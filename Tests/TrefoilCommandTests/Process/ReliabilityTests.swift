import Foundation
import Testing
import Trefoil
import TrefoilTesting

/// What the machine does to a process: limits, files that vanish, outputs that can't be written.
@Suite("Limits", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct ReliabilityTests {
  /// A copy of the small model that may be changed.
  private func copy(into folder: TemporaryDirectory) throws -> FilePath {
    let model = folder.path.appending("model")
    try FileManager.default.createDirectory(
      atPath: model.string, withIntermediateDirectories: true)
    for name in [
      "config.json", "sentencepiece.bpe.model", "tokenizer_config.json", "model.safetensors",
    ] {
      try FileManager.default.copyItem(
        atPath: Folders.tinyModel.appending(name).string, toPath: model.appending(name).string)
    }
    return model
  }

  private func shell(
    _ script: String, in folder: TemporaryDirectory
  ) async throws -> CommandProcess.Result {
    try await CommandProcess(shell: script, folder: folder).run()
  }

  @Test("a limit of memory does not keep the process from its end")
  func memory() async throws {
    // Timed out, it would be 124.
    let result = try await shell(
      #"ulimit -v 500000; timeout -s KILL 60 "$TREFOIL" --version"#, in: TemporaryDirectory())
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("too low a limit of open files is an error that says so", arguments: [4, 5, 6, 8, 12, 16])
  func openFiles(limit: Int) async throws {
    let result = try await shell(
      #"ulimit -n \#(limit); exec "$TREFOIL" info"#, in: TemporaryDirectory())
    #expect(result.status == 66 && result.errors.contains("ulimit -n"), "\(result.errors)")
  }

  @Test(
    "numbers as large as there are end in results or in errors",
    arguments: [
      (["encode", "--text", "a", "--outputs", "dense", "--threads"], 0),
      (["encode", "--text", "a", "--outputs", "dense", "--max-batch-tokens"], 0),
      (["encode", "--text", "a", "--max-length"], 64),
      (["encode", "--text", "a", "--dimensions"], 64),
      (["eval", "DATA", "--no-cache", "--windows"], 64),
      (["eval", "DATA", "--no-cache", "--windows", "64", "--overlap"], 64),
      (["eval", "DATA", "--no-cache", "--depth"], 0),
      (["tune", "DATA", "--no-cache", "--steps"], 64),
    ] as [([String], Int32)])
  func largest(arguments: [String], status: Int32) async throws {
    let data = Folders.fixtures.appending("evaluation").string
    let result = try await CommandProcess(
      arguments.map { $0 == "DATA" ? data : $0 } + ["\(Int.max)"]
    ).run()
    #expect(result.status == status, "\(result.errors)")
  }

  @Test(
    "help that can't be written is an error", arguments: ["--help", "encode --help", "--version"])
  func help(arguments: String) async throws {
    let folder = try TemporaryDirectory()
    let result = try await shell(
      #"trap "" XFSZ; ulimit -f 0; exec "$TREFOIL" \#(arguments) > out"#, in: folder)
    #expect(result.status == 74)
    let closed = try await shell(
      #"{ "$TREFOIL" \#(arguments); echo $? > status; } | true; cat status"#, in: folder)
    #expect(["0\n", "141\n"].contains(closed.output))
  }

  @Test("a model that is cut short in use is named, and nothing unfinished stays")
  func cutShort() async throws {
    let folder = try TemporaryDirectory()
    let model = try copy(into: folder)
    // The command waits for its input, a pipe, until the model is cut.
    let result = try await shell(
      """
      mkfifo in
      "$TREFOIL" encode --format text --model model --outputs dense -o out.jsonl in &
      exec 7> in
      sleep 3
      : > cut; head -c 100 model/model.safetensors > head; cat head > model/model.safetensors
      echo moon >&7
      exec 7>&-
      wait $!
      """, in: folder)
    #expect(result.status == 69)
    #expect(result.errors.contains("\(model.lastComponent?.string ?? "")/model.safetensors"))
    #expect(folder.names == ["cut", "head", "in", "model"])
  }

  @Test("convert opens the tokenizer and the settings before it copies them")
  func damaged() async throws {
    for (name, content) in [
      ("sentencepiece.bpe.model", "no model"), ("trefoil.json", "{"),
      ("sentencepiece.bpe.model", ""),
    ] {
      let folder = try TemporaryDirectory()
      let model = try copy(into: folder)
      try content.write(toFile: model.appending(name).string, atomically: true, encoding: .utf8)
      let result = try await CommandProcess(["convert", "model", "out"], folder: folder).run()
      #expect(result.status == 69 && result.errors.contains(name), "\(name): \(result.errors)")
      #expect(folder.names == ["model"])
    }
  }

  @Test("a text whose output is not finite is named by its line, and may be passed over")
  func notFinite() async throws {
    let folder = try TemporaryDirectory()
    let model = try copy(into: folder)
    try spoilPositions(from: 20, of: model.appending("model.safetensors"))
    let long = String(repeating: "moon tides ", count: 20)
    let lines = (1...60).map { $0 == 41 ? long : "moon \($0)" }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "texts.txt")
    let encode = ["encode", "--model", "model", "--outputs", "dense", "texts.txt"]
    let result = try await CommandProcess(encode, folder: folder).run()
    #expect(result.status == 70)
    #expect(result.errors.contains("texts.txt, line 41: the text's dense output"))
    let skipped = try await CommandProcess(encode + ["--skip-bad-lines"], folder: folder).run()
    #expect(skipped.status == 0 && skipped.errors.contains("line 41"))
    #expect(try skipped.objects.count == 59)

    let rerank = [
      "rerank", "--model", "model", "--weights", "dense=1", "--json", "--query", "moon",
      "texts.txt",
    ]
    let refused = try await CommandProcess(rerank, folder: folder).run()
    #expect(refused.status == 70 && refused.errors.contains("texts.txt, line 41"))
    let ranked = try await CommandProcess(rerank + ["--skip-bad-lines"], folder: folder).run()
    let list = try #require(try ranked.objects.first?["passages"] as? [[String: Any]])
    #expect(list.count == 59 && ranked.errors.contains("line 41"))
    let query = try await CommandProcess(
      ["score", "--model", "model", "--weights", "dense=1", long, "moon"], folder: folder
    ).run()
    #expect(query.status == 70 && query.errors.contains("Text 1 of the arguments"))
  }

  /// Makes the position embeddings from a row on NaNs, so that only short texts have vectors.
  private func spoilPositions(from row: Int, of path: FilePath) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path.string))
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try #require(
      try JSONSerialization.jsonObject(with: bytes[8..<8 + length]) as? [String: Any])
    let name = try #require(header.keys.first { $0.hasSuffix("position_embeddings.weight") })
    let entry = try #require(header[name] as? [String: Any])
    let shape = try #require(entry["shape"] as? [Int])
    let offsets = try #require(entry["data_offsets"] as? [Int])
    let size = (offsets[1] - offsets[0]) / shape[0]
    let range = 8 + length + offsets[0] + row * size..<8 + length + offsets[1]
    bytes.replaceSubrange(range, with: [UInt8](repeating: 0x7e, count: range.count))
    try bytes.write(to: URL(fileURLWithPath: path.string))
  }
}
