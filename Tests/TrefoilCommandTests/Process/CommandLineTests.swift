import Foundation
import Testing
import TrefoilCommand
import TrefoilFiles
import TrefoilTesting

@Suite(
  "The command line",
  .enabled(if: CommandProcess.path != nil, "the command is not beside the tests"))
struct CommandLineTests {
  @Test("teaches: every subcommand has help with examples")
  func help() async throws {
    let root = try await CommandProcess(["--help"]).run()
    #expect(root.status == 0)
    #expect(root.output.contains("EXAMPLES") && root.output.contains("EXIT STATUS"))
    for name in ["rerank", "score", "explain", "encode", "tokenize", "convert", "info"] {
      #expect(root.output.contains(name))
      let help = try await CommandProcess([name, "--help"]).run()
      #expect(help.status == 0)
      #expect(help.output.contains("trefoil \(name) "), "\(name) has an example")
      #expect(help.output.contains("--json") == (name != "encode"), "encode writes JSON anyway")
      let lines = help.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE") }
      for line in lines { #expect(line.count <= 80) }
    }
  }

  @Test("tells its version")
  func version() async throws {
    let result = try await CommandProcess(["--version"]).run()
    #expect(result.status == 0)
    #expect(result.output.split(separator: ".").count == 3)
  }

  @Test(
    "that is wrong ends with 64 and says how it is right",
    arguments: [
      ["encode", "--outputs", "dense,foo"], ["encode", "--outputs", ""],
      ["encode", "--as", "question"], ["encode", "--max-length", "1"],
      ["encode", "--truncation", "middle"], ["encode", "--threads", "0"],
      ["encode", "--max-batch-tokens", "0"], ["encode", "--format", "csv"],
      ["encode", "--output", "a.txt"], ["encode", "--output", "a.npy", "--outputs", "sparse"],
      ["encode", "--json"], ["encode", "--dimensions", "0"],
      ["encode", "--dimensions", "4", "--outputs", "sparse"], ["encode", "a", "--text", "b"],
      ["encode", "--quiet", "--verbose"], ["encode", "--color", "maybe"], ["frobnicate"],
      ["rerank"], ["rerank", "--query", "a", "--queries", "b"],
      ["rerank", "--query", "a", "--passages", "b"], ["rerank", "--query", "a", "--top", "0"],
      ["rerank", "--query", "a", "--format", "trec"],
      ["rerank", "--query", "a", "--weights", "1,2"],
      ["rerank", "--query", "a", "--weights", "0,0,0"],
      ["rerank", "--query", "a", "--weights", "1,nan,1"],
      ["rerank", "--query", "a", "--weights", "dense=1,dense=2"],
      ["rerank", "--query", "a", "--weights", "-1,1,1"],
      ["rerank", "--queries", "-"], ["rerank", "--queries", "a", "--format", "tsv"],
      ["rerank", "--queries", "a", "--text", "b"],
      ["rerank", "--query", "a", "--json", "--run", "-"],
      ["explain", "a"], ["explain", "a", "b", "--top", "0"],
      ["explain", "a", "b", "--json", "--html", "-"], ["explain", "a", "b", "--weights", "0,0,0"],
      ["score", "a"], ["score", "a", "b", "--weights", "sparse"], ["convert", "a"],
    ])
  func usage(arguments: [String]) async throws {
    let result = try await CommandProcess(arguments).run()
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("Usage:"))
  }

  @Test("of encode says that JSON lines are the default where it is asked for them")
  func json() async throws {
    let result = try await CommandProcess(["encode", "--json", "--text", "a"]).run()
    #expect(result.status == 64 && result.errors.contains("JSON lines are its default"))
    let help = try await CommandProcess(["encode", "--help"]).run()
    #expect(help.output.contains("default: JSON lines"))
  }

  @Test("that names no model directory ends with 69 and names it")
  func noModel() async throws {
    for arguments in [
      ["encode"], ["info"], ["tokenize"], ["score", "a", "b"], ["explain", "a", "b"],
    ] {
      let result = try await CommandProcess(arguments + ["--model", "no/such/model"]).run()
      #expect(result.status == 69)
      #expect(result.errors.contains("no/such/model"))
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }

  @Test("without --model takes TREFOIL_MODEL")
  func environment() async throws {
    let result = try await CommandProcess(
      ["info"], environment: ["TREFOIL_MODEL": "from/the/environment"]
    ).run()
    #expect(result.status == 69)
    #expect(result.errors.contains("from/the/environment"))
  }

  @Test("ends with a number for each kind of fault")
  func statuses() {
    #expect(FailureReport(CancellationError()).status == .interrupted)
    #expect(FailureReport(FileError.missing(path: "a")).status == .noInput)
    let bad = LineError(.line(2, of: "a"), TextFault.noTab)
    #expect(FailureReport(bad).status == .badData)
    #expect(FailureReport(FileError.notReplaceable(path: "a")).status == .cannotCreate)
    #expect(FailureReport(FileError.cannotWrite(path: "a", reason: "b")).status == .cannotWrite)
    #expect(FailureReport(FileError.brokenPipe).status == .brokenPipe)
    #expect(FailureReport(FileError.brokenPipe).message == nil)
    #expect(FailureReport(CocoaError(.fileNoSuchFile)).status == .internalFault)
  }

  @Test("an instruction set that there is not is the command line's fault")
  func mistypedInstructionSet() async throws {
    let result = try await CommandProcess(
      ["encode", "--text", "a", "--model", Folders.fixtures.appending("tiny-bge-m3").string],
      environment: ["TREFOIL_INSTRUCTION_SET": "avx513"]
    ).run()
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("avx513"))
  }
}
