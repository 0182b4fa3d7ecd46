internal import ArgumentParser

/// `trefoil convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Convert a model.")
  func run() async throws {}
}
