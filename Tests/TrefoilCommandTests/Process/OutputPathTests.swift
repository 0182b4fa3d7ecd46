import Foundation
import Testing
import TrefoilTesting

#if os(Linux)
@Suite(
  "An output path", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct OutputPathTests {
  private static let texts = "--text a --text 'b c'"

  /// A folder with a link to standard output, which leads nowhere near `/dev`.
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("so"), withDestinationPath: "/proc/self/fd/1")
    return folder
  }

  @Test(
    "that leads to standard output is written to, behind what is there",
    arguments: [
      "rerank --query tides \(texts) --run so", "encode \(texts) -o so",
      "explain tides moon --html so",
    ])
  func link(command: String) async throws {
    let folder = try folder()
    try folder.write("keep\n", to: "log")
    let result = try await CommandProcess(
      shell: "$TREFOIL \(command) >> log", folder: folder
    ).run()
    #expect(result.status == 0)
    let log = String(decoding: try folder.read("log"), as: UTF8.self)
    #expect(log.hasPrefix("keep\n") && log.utf8.count > 60)
    #expect(folder.names.sorted() == ["log", "so"])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("so"))
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test(
    "that names an input, or another output, is refused and changes nothing",
    arguments: [
      "encode t.jsonl -o ./t.jsonl", "encode t.jsonl -o link.jsonl",
      "rerank --queries t.jsonl --passages t.jsonl t.run --run t.run",
      "rerank --query a t.jsonl --run t.jsonl",
      "eval set --modes dense --no-cache --run set/corpus.jsonl",
      "eval set --modes dense --no-cache --html set/qrels/test.tsv",
      "eval set --modes dense --no-cache --run one --html ./one",
    ])
  func taken(command: String) async throws {
    let folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(
      atPath: folder.path("set/qrels"), withIntermediateDirectories: true)
    for name in ["t.jsonl", "set/corpus.jsonl", "set/queries.jsonl"] {
      try folder.write(#"{"_id": "a", "text": "tides"}"#, to: name)
    }
    try folder.write("a\ta\t1\n", to: "set/qrels/test.tsv")
    try folder.write("a Q0 a 1 1 t\n", to: "t.run")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.jsonl"), withDestinationPath: "t.jsonl")
    let names = ["t.jsonl", "t.run", "set/corpus.jsonl", "set/queries.jsonl", "set/qrels/test.tsv"]
    let before = try names.map(folder.read)
    let result = try await CommandProcess(shell: "$TREFOIL \(command)", folder: folder).run()
    #expect(result.status == 64, "\(result.output)\(result.errors)")
    #expect(try names.map(folder.read) == before)
    #expect(folder.names.sorted() == ["link.jsonl", "set", "t.jsonl", "t.run"])
  }

  /// What runs the command with no more rights than anybody has; nil where that can't be.
  private static let withoutRights: String? = {
    guard geteuid() == 0 else { return "" }
    let words = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
    process.arguments = words + [CommandProcess.path ?? "trefoil", "--version"]
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "setpriv " + words.joined(separator: " ") : nil
  }()

  @Test(
    "that is write-protected is left as it is, though its directory may be written to",
    .enabled(if: withoutRights != nil, "the tests run as root, who may write everywhere"))
  func writeProtected() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("keep", to: "why.html")
    let result = try await CommandProcess(
      shell: """
        chmod 777 . && chmod 444 why.html && \
        \(Self.withoutRights ?? "") "$TREFOIL" explain a b --html why.html --model none
        """, folder: folder
    ).run()
    #expect(result.status == 73 && result.errors.contains("“why.html” is write-protected"))
    #expect(String(decoding: try folder.read("why.html"), as: UTF8.self) == "keep")
    #expect(folder.names == ["why.html"])
  }

  @Test("of - is standard output, in each layout")
  func dash() async throws {
    let folder = try TemporaryDirectory()
    for format in ["jsonl", "npy", "safetensors"] {
      let result = try await CommandProcess(
        shell: """
          $TREFOIL encode \(Self.texts) -o file.\(format) && \
          $TREFOIL encode \(Self.texts) -o - --output-format \(format) > piped && \
          cmp file.\(format) piped
          """, folder: folder
      ).run()
      #expect(result.status == 0, "\(format): \(result.output)\(result.errors)")
    }
  }

  @Test("that is a pipe takes what a file would have")
  func pipe() async throws {
    let folder = try TemporaryDirectory()
    let result = try await CommandProcess(
      shell: """
        mkfifo pipe.npy && { cat pipe.npy > copy & } && \
        $TREFOIL encode \(Self.texts) -o pipe.npy && wait && \
        $TREFOIL encode \(Self.texts) -o file.npy && cmp file.npy copy && test -p pipe.npy
        """, folder: folder
    ).run()
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("can't be standard output for two things at once")
  func twice() async throws {
    for arguments in [
      ["--html", "-", "--json"], ["--run", "-", "--per-query", "-"], ["--run", "-", "--json"],
    ] {
      let result = try await CommandProcess(["eval", "set"] + arguments).run()
      #expect(result.status == 64 && result.errors.contains("standard output"))
    }
  }
}

@Suite(
  "A standard stream",
  .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct StandardStreamTests {
  @Test(
    "that is closed ends the work with the system's word",
    arguments: [
      ("encode", "0<&-", 66), ("tokenize", "0<&-", 66), ("rerank --query x", "0<&-", 66),
      ("tokenize --text a", "1>&-", 74), ("encode --text a", "1>&- 2>&-", 74),
    ])
  func closed(command: String, redirection: String, status: Int32) async throws {
    let folder = try TemporaryDirectory()
    let result = try await CommandProcess(
      shell: "timeout 120 $TREFOIL \(command) \(redirection)", folder: folder
    ).run()
    #expect(result.status == status)
    #expect(redirection.contains("2>") || result.errors.contains("Bad file descriptor"))
  }
}
#endif
