import Foundation
import Testing
import TrefoilTesting

@Suite(
  "Cut short", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct InterruptionTests {
  /// More texts than any machine encodes while a shell looks.
  private static let longCount = 40_000

  /// Writes that many texts; no two are equal, as those would be encoded once.
  private func writeLongInput(to folder: TemporaryDirectory) throws {
    let rest = String(repeating: " the moon pulls at the sea", count: 20) + "\n"
    try folder.write((0..<Self.longCount).map { "\($0)" + rest }.joined(), to: "long.txt")
  }

  @Test("by Ctrl-C, encode has written whole lines and ends with 130")
  func interruptLines() async throws {
    let folder = try TemporaryDirectory()
    try writeLongInput(to: folder)
    // The shell looks and sends the signal: this process may be busy with other tests.
    let command = try CommandProcess(
      shell: """
        "$TREFOIL" encode long.txt >lines & child=$!
        while [ ! -s lines ]; do sleep 0.02; done
        kill -INT $child; wait $child; echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(result.output == "130\n")
    #expect(result.errors == "trefoil: interrupted; what was written is whole\n")
    let lines = try folder.read("lines")
    #expect(lines.last == UInt8(ascii: "\n"))
    let ids = try lines.split(separator: UInt8(ascii: "\n")).map { line in
      try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    }.map { $0?["id"] as? String }
    #expect(!ids.isEmpty && ids.count < Self.longCount)
    #expect(ids == (1...ids.count).map(String.init))
  }

  @Test(
    "by Ctrl-C or kill, no output file is there",
    arguments: [("o.npy", "INT", "130\n"), ("o.jsonl", "TERM", "143\n")])
  func interruptFile(name: String, signal: String, status: String) async throws {
    let folder = try TemporaryDirectory()
    try writeLongInput(to: folder)
    let command = try CommandProcess(
      shell: """
        "$TREFOIL" encode long.txt -o \(name) & child=$!
        until ls -A | grep -q tmp; do sleep 0.02; done
        kill -\(signal) $child; wait $child; echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(result.output == status)
    #expect(folder.names == ["long.txt"])
  }

  @Test(
    "by Ctrl-C, a conversion leaves nothing",
    .enabled(if: Folders.defaultModel != nil, "the default model is not there"))
  func interruptConversion() async throws {
    let folder = try TemporaryDirectory()
    let model = try #require(Folders.defaultModel)
    let command = try CommandProcess(
      shell: """
        "$TREFOIL" convert --precision fast '\(model)' out & child=$!
        until ls -A | grep -q tmp; do sleep 0.01; done
        kill -INT $child; wait $child; echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(result.output == "130\n")
    #expect(folder.names.isEmpty)
  }

  @Test("by Ctrl-C, it does not wait for more input")
  func interruptWaiting() async throws {
    let folder = try TemporaryDirectory()
    let command = try CommandProcess(
      shell: """
        mkfifo pipe; exec 3<>pipe; echo first >&3
        "$TREFOIL" encode - <pipe >lines & child=$!
        while [ ! -s lines ]; do sleep 0.05; done
        kill -INT $child 2>/dev/null; kill -TERM $child; wait $child; echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(["130\n", "143\n"].contains(result.output))
    #expect(try folder.read("lines").last == UInt8(ascii: "\n"))
  }

  @Test("by the reader, as in “| head -1”, it ends without a word")
  func brokenPipe() async throws {
    let folder = try TemporaryDirectory()
    try writeLongInput(to: folder)
    let command = try CommandProcess(
      shell: #"{ "$TREFOIL" encode long.txt; echo $? >status; } | head -n 1"#, folder: folder)
    let result = try await command.run()
    #expect(result.errors.isEmpty)
    #expect(try result.objects.map { $0["id"] as? String } == ["1"])
    #expect(try folder.read("status") == Array("141\n".utf8))
  }

  @Test("by a full disk, it ends with 74 and leaves no file", arguments: ["npy", "jsonl"])
  func fullDisk(format: String) async throws {
    let folder = try TemporaryDirectory()
    try folder.write(String(repeating: "the moon pulls at the sea\n", count: 2000), to: "in.txt")
    let command = try CommandProcess(
      shell: """
        trap "" XFSZ; ulimit -f 64; "$TREFOIL" encode in.txt -o out.\(format); echo $?
        """, folder: folder)
    let result = try await command.run()
    #expect(result.output == "74\n")
    #expect(result.errors.contains("out.\(format)"))
    #expect(folder.names == ["in.txt"])
  }

  @Test(
    "by a full device behind standard output, it ends with 74",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
  func fullDevice() async throws {
    let folder = try TemporaryDirectory()
    let command = try CommandProcess(
      shell: #""$TREFOIL" encode --text a >/dev/full; echo $?"#, folder: folder)
    let result = try await command.run()
    #expect(result.output == "74\n")
    #expect(result.errors.contains("standard output"))
  }

  @Test(
    "by a folder that is not there or a device, it ends with 73",
    arguments: [
      "no/out.npy", "/dev/full.npy/a.npy",
    ])
  func cannotCreate(path: String) async throws {
    let result = try await CommandProcess(["encode", "--text", "a", "-o", path]).run()
    #expect(result.status == 73)
    #expect(result.errors.contains(path))
  }
}
