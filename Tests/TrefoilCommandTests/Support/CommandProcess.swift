import TrefoilTesting
import Foundation

/// A run of the built command, as a process of its own.
///
/// Its streams are files, so that no pipe can fill up and stop it.
struct CommandProcess {
  /// What a run left.
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the output, each as a JSON object.
    var objects: [[String: Any]] {
      get throws {
        try output.split(separator: "\n").map { line in
          let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
          return value as? [String: Any] ?? [:]
        }
      }
    }
  }

  /// The command, beside the bundle of the tests.
  static let path: String? = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
    let places = [bundle, CommandLine.arguments.first].compactMap { $0 }
      .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let candidates = places.map { $0.appendingPathComponent("trefoil").path }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  let folder: TemporaryDirectory
  private let process = Process()

  /// Prepares a run; `input` is what standard input holds.
  init(
    _ arguments: [String], input: some Sequence<UInt8> = [UInt8](),
    environment: [String: String] = [:], folder: TemporaryDirectory? = nil
  ) throws {
    try self.init(
      executable: Self.path ?? "trefoil", arguments: arguments, input: input,
      environment: environment, folder: folder)
  }

  /// Prepares a run by a shell, in which `$TREFOIL` is the command.
  init(shell script: String, environment: [String: String] = [:], folder: TemporaryDirectory) throws
  {
    try self.init(
      executable: "/bin/sh", arguments: ["-c", script], input: [UInt8](),
      environment: environment.merging(["TREFOIL": Self.path ?? "trefoil"]) { $1 },
      folder: folder)
  }

  private init(
    executable: String, arguments: [String], input: some Sequence<UInt8>,
    environment: [String: String], folder: TemporaryDirectory?
  ) throws {
    self.folder = try folder ?? TemporaryDirectory()
    let streams = try TemporaryDirectory()
    self.streams = streams
    for name in ["output", "errors"] { try streams.write("", to: name) }
    try streams.write(input, to: "input")
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: self.folder.path.string)
    var variables = ProcessInfo.processInfo.environment
    for name in ["TREFOIL_MODEL", "NO_COLOR", "COLUMNS"] { variables[name] = nil }
    // What tune has written for whoever runs the tests has no part in them.
    variables["XDG_CONFIG_HOME"] = self.folder.path("config")
    if let model = Models.small { variables["TREFOIL_MODEL"] = model }
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: streams.path("input"))
    process.standardOutput = FileHandle(forWritingAtPath: streams.path("output"))
    process.standardError = FileHandle(forWritingAtPath: streams.path("errors"))
  }

  private let streams: TemporaryDirectory

  /// Runs to the end; `meanwhile` is called once the process has started.
  func run(
    meanwhile: (CommandProcess) async throws -> Void = { _ in }
  ) async throws -> Result {
    let process = process
    let ended = AsyncStream<Void> { continuation in
      process.terminationHandler = { _ in continuation.finish() }
    }
    try process.run()
    try await meanwhile(self)
    for await _ in ended {}
    return Result(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: try streams.read("output"), as: UTF8.self),
      errors: String(decoding: try streams.read("errors"), as: UTF8.self))
  }

  /// Whether the process still runs.
  var isRunning: Bool { process.isRunning }

  /// Sends Ctrl-C.
  func interrupt() { process.interrupt() }

  /// Sends what `kill` sends.
  func terminate() { process.terminate() }

  /// The bytes of standard output so far.
  var outputCount: Int { (try? streams.read("output").count) ?? 0 }
}
