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

  @Test(
    "that has an unknown option names it, and the one that was meant",
    arguments: [
      (["rerank", "--qery", "a"], "“--qery”; did you mean “--query”"),
      (["rerank", "--query", "a", "--pasages=b"], "did you mean “--passages”"),
      (["score", "--wieghts", "1,1,1", "a"], "did you mean “--weights”"),
      (["eval", "--frobnicate"], "no option “--frobnicate”."),
      (["score", "-5 degrees", "x"], "“-5 degrees”; a text that begins with - comes after --"),
      (["encode", "-vo", "x", "--as", "x"], "“x” is none of"),
      (["encode", "--text", "--qery", "--as", "x"], "“x” is none of"),
    ])
  func unknownOption(arguments: [String], message: String) async throws {
    let result = try await CommandProcess(arguments).run()
    #expect(result.status == 64)
    #expect(result.errors.contains(message))
    #expect(result.errors.contains("Usage: trefoil \(arguments[0])"))
  }

  @Test(
    "that has an unknown command names it, and the one that was meant, whatever else is asked for",
    arguments: [
      (["rernk"], "no command “rernk”; did you mean “rerank”?"),
      (["rernk", "--query", "x"], "no command “rernk”; did you mean “rerank”?"),
      (["help", "bogus"], "no command “bogus”; trefoil --help"),
      (["help", "rerank", "bogus"], "no command “rerank bogus”"),
      (["scor", "--help"], "did you mean “score”?"), (["frobnicate", "--version"], "“frobnicate”"),
      (["--help", "encod"], "did you mean “encode”?"),
    ])
  func unknownCommand(arguments: [String], message: String) async throws {
    let result = try await CommandProcess(arguments).run()
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("Usage: trefoil <subcommand>"))
  }

  @Test(
    "that asks for help gets that of the command, after it or after help",
    arguments: [
      (["help"], "SUBCOMMANDS"), (["help", "rerank"], "MANY QUERIES"),
      (["rerank", "--help"], "MANY QUERIES"), (["rerank", "a", "--help"], "MANY QUERIES"),
      (["help", "--help"], "SUBCOMMANDS"),
    ])
  func knownCommand(arguments: [String], part: String) async throws {
    let result = try await CommandProcess(arguments).run()
    #expect(result.status == 0 && result.output.contains(part), "\(result.errors)")
  }

  @Test(
    "takes a number below zero for the value of its option, and says what is wrong with it",
    arguments: [
      "encode --max-length", "encode --threads", "encode --max-batch-tokens",
      "encode --dimensions", "rerank --query a --top", "rerank --query a --windows",
      "rerank --query a --windows 64 --overlap", "explain a b --top", "eval set --depth",
      "eval set --every", "eval set --relevance-level", "eval set -l",
      "eval set --max-query-length", "eval set --max-passage-length", "tune set --steps",
      "tune set --folds", "tune set --depth", "tune set --every", "tune set --seed",
      "cache --older-than",
    ])
  func belowZero(command: String) async throws {
    let result = try await CommandProcess(command.split(separator: " ").map(String.init) + ["-1"])
      .run()
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(
      result.errors.contains("-1") && !result.errors.contains("Missing value"), "\(result.errors)")
  }

  @Test(
    "takes weights below zero for weights", arguments: ["score a b", "eval set", "tune set"])
  func negativeWeights(command: String) async throws {
    let result = try await CommandProcess(
      command.split(separator: " ").map(String.init) + ["--weights", "-1,0,0"]
    ).run()
    #expect(result.status == 64 && result.errors.contains("dense weight is -1"))
  }

  @Test("takes texts that begin with -", .enabled(if: Models.areReady, "there is no model"))
  func dashes() async throws {
    let expected = try await CommandProcess(
      ["rerank", "--json", "--text", "-1", "--query", " -5 degrees"]
    ).run()
    for arguments in [["--query", "-5 degrees"], ["--query=-5 degrees"]] {
      let result = try await CommandProcess(
        ["rerank", "--json", "--text", "-1"] + arguments
      ).run()
      #expect(result.status == 0)
      #expect(
        try result.objects[0]["query"] as? String == "-5 degrees"
          && result.objects[0]["tokens_seen"] as? Int == expected.objects[0]["tokens_seen"] as? Int)
    }
    let score = try await CommandProcess(["score", "--", "-5 degrees", "--cold"]).run()
    #expect(score.status == 0)
    for role in ["query", "passage"] {
      let encode = ["encode", "--text", "a", "--as", role]
      let plain = try await CommandProcess(encode).run().objects[0]["tokens_seen"] as? Int
      let result = try await CommandProcess(encode + ["--\(role)-instruction", "-5 degrees: "])
        .run()
      #expect(result.status == 0)
      #expect(try #require(result.objects[0]["tokens_seen"] as? Int) > (try #require(plain)))
    }
  }

  @Test(
    "has completions for files, directories and values", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) async throws {
    let result = try await CommandProcess(["--generate-completion-script", shell]).run()
    #expect(result.status == 0)
    let dump = try await CommandProcess(["--experimental-dump-help"]).run()
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) as? [String: Any])
    let commands = try #require(
      (root["command"] as? [String: Any])?["subcommands"] as? [[String: Any]])
    for command in commands where command["commandName"] as? String != "help" {
      for argument in command["arguments"] as? [[String: Any]] ?? [] {
        let name = argument["valueName"] as? String ?? ""
        guard argument["kind"] as? String != "flag",
          ["file", "dir", "run", "dataset", "dense,sparse,colbert"].contains(name)
            || name.contains("|")
        else { continue }
        #expect(argument["completionKind"] != nil, "\(command["commandName"] ?? "") <\(name)>")
      }
    }
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
